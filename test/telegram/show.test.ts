import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import type { TelegramClient } from '../../src/telegram/client.ts'
import { show } from '../../src/telegram/show.ts'
import { startBotApi, type BotApi } from './bot-api.ts'

let api: BotApi
let client: TelegramClient
let ann: Person
let photo: string

beforeEach(async () => {
  api = await startBotApi()
  client = api.client()
  ann = api.telegram.person({ first_name: 'Ann' })
  ann.sendsWithoutWaiting('/start')
  const sent = await client.sendPhoto(ann.id, { source: Buffer.from('a picture') })
  photo = sent.photo.at(-1)!.file_id
  await client.deleteMessage(ann.id, sent.message_id)
})

afterEach(async () => {
  await api.stop()
  expect(api.telegram.schemaViolations).toEqual([])
})

const seenByAnn = () =>
  ann
    .screen()
    .messages.filter(({ from }) => from === 'bot')
    .map(({ text, media }) => [media?.kind ?? 'text', text])

const place = (messageId: number | null, isPhoto = false) => ({ chatId: ann.id, messageId, isPhoto })

test('text is edited into text', async () => {
  const { message_id } = await client.sendMessage(ann.id, 'List')
  await show(client, place(message_id), { text: 'Card' })
  expect(seenByAnn()).toEqual([['text', 'Card']])
  expect(ann.lastMessage().id).toBe(message_id)
})

test('a photo takes the place of text, and text the place of a photo', async () => {
  const { message_id } = await client.sendMessage(ann.id, 'List')
  await show(client, place(message_id), { text: 'Card', photo })
  expect(seenByAnn()).toEqual([['photo', 'Card']])
  await show(client, place(ann.lastMessage().id, true), { text: 'List' })
  expect(seenByAnn()).toEqual([['text', 'List']])
})

test('a photo comes as a new message where there was none', async () => {
  await show(client, place(null), { text: '<b>Card</b>', photo })
  expect(seenByAnn()).toEqual([['photo', 'Card']])
})

test('a photo that Telegram does not know leaves the words', async () => {
  await show(client, place(null), { text: 'Card', photo: 'gone' })
  expect(seenByAnn()).toEqual([['text', 'Card']])
})

test('a message that can’t be taken away any more stays', async () => {
  const { message_id } = await client.sendMessage(ann.id, 'List')
  api.telegram.faults.fails('deleteMessage', {
    error_code: 400,
    description: "Bad Request: message can't be deleted for everyone",
  })
  await show(client, place(message_id), { text: 'Card', photo })
  expect(seenByAnn()).toEqual([
    ['text', 'List'],
    ['photo', 'Card'],
  ])
})

test('the old message stays when the new one can’t be sent', async () => {
  const { message_id } = await client.sendMessage(ann.id, 'List')
  api.telegram.faults.fails('sendPhoto', {
    error_code: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
  await expect(show(client, place(message_id), { text: 'Card', photo })).rejects.toThrow('403')
  expect(seenByAnn()).toEqual([['text', 'List']])
})
