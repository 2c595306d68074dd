import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { callbackButton, inlineKeyboard } from '../../src/telegram/buttons.ts'
import { telegramErrorKind } from '../../src/telegram/call-error.ts'
import type { TelegramClient } from '../../src/telegram/client.ts'
import { editOrSend, quietly } from '../../src/telegram/quietly.ts'
import { startBotApi, type BotApi } from './bot-api.ts'

let api: BotApi
let client: TelegramClient
let ann: Person

beforeEach(async () => {
  api = await startBotApi()
  client = api.client()
  ann = api.telegram.person({ first_name: 'Ann' })
  ann.sendsWithoutWaiting('/start')
})

afterEach(async () => {
  await api.stop()
  expect(api.telegram.schemaViolations).toEqual([])
})

function seenByAnn(): string[] {
  return ann
    .screen()
    .messages.filter(({ from }) => from === 'bot')
    .map(({ text }) => text)
}

describe('quietly', () => {
  test('gives the result of a call', async () => {
    expect(await quietly(client.getMe())).toMatchObject({ username: 'salon_bot' })
  })

  test('passes over an edit that changes nothing', async () => {
    const { message_id } = await client.sendMessage(ann.id, 'Same')
    expect(await quietly(client.editMessageText(ann.id, message_id, undefined, 'Same'))).toBeNull()
  })

  test('passes over a message that is gone', async () => {
    expect(await quietly(client.editMessageText(ann.id, 777, undefined, 'New'))).toBeNull()
    expect(await quietly(client.deleteMessage(ann.id, 777))).toBeNull()
  })

  test('passes over a tap that was answered already', async () => {
    expect(await quietly(client.answerCbQuery('777'))).toBeNull()
  })

  test('lets every other refusal be seen', async () => {
    const error: unknown = await quietly(client.sendMessage(5, 'Hello')).catch((reason: unknown) => reason)
    expect(telegramErrorKind(error)).toBe('chat_gone')
  })

  test('lets a bug be seen', async () => {
    await expect(quietly(Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
  })
})

describe('a screen', () => {
  const keyboard = inlineKeyboard([[callbackButton('Confirm', 'yes', 'success')], []])

  test('takes the place of the message', async () => {
    const { message_id } = await client.sendMessage(ann.id, 'Before')
    const screen = { text: '<b>After</b>', keyboard }
    expect(await editOrSend(client, { chatId: ann.id, messageId: message_id }, screen)).toBe(message_id)
    expect(seenByAnn()).toEqual(['After'])
    expect(ann.lastMessage()).toMatchObject({ buttons: [[{ text: 'Confirm', style: 'success' }]] })
  })

  test('stays when it is the same', async () => {
    const messageId = await editOrSend(
      client,
      { chatId: ann.id, messageId: null },
      { text: 'Same', keyboard },
    )
    expect(await editOrSend(client, { chatId: ann.id, messageId }, { text: 'Same', keyboard })).toBe(
      messageId,
    )
    expect(seenByAnn()).toEqual(['Same'])
  })

  test('is a new message when the old one is gone', async () => {
    const messageId = await editOrSend(client, { chatId: ann.id, messageId: 777 }, { text: 'New' })
    expect(seenByAnn()).toEqual(['New'])
    expect(messageId).toBe(ann.lastMessage().id)
  })

  test('is a new message when the old one is a document', async () => {
    const source = { source: Buffer.from('x'), filename: 'x.ics' }
    const { message_id } = await client.sendDocument(ann.id, source)
    await editOrSend(client, { chatId: ann.id, messageId: message_id }, { text: 'New' })
    expect(ann.lastMessage().text).toBe('New')
  })

  test('is not sent again when its edit was refused for another reason', async () => {
    const { message_id } = await client.sendMessage(ann.id, 'Before')
    const call = editOrSend(client, { chatId: ann.id, messageId: message_id }, { text: '<b>open' })
    const error: unknown = await call.catch((reason: unknown) => reason)
    expect(telegramErrorKind(error)).toBe('refused')
    expect(seenByAnn()).toEqual(['Before'])
  })
})
