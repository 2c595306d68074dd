import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Input, Telegram as Client, TelegramError } from 'telegraf'
import type { Person } from '../../playground/people.ts'
import type { BotAccount, Telegram } from '../../playground/server.ts'
import { openTelegram } from './call.ts'

let telegram: Telegram
let bot: BotAccount
let ann: Person
let client: Client

beforeEach(async () => {
  ;({ telegram, bot, ann } = await openTelegram())
  client = new Client(bot.token, { apiRoot: telegram.apiRoot })
})

afterEach(async () => {
  await telegram.stop()
  expect(telegram.schemaViolations).toEqual([])
})

const keyboard = { reply_markup: { inline_keyboard: [[{ text: 'Book', callback_data: 'book' }]] } }

describe("Telegraf's client", () => {
  test('sends and edits', async () => {
    const sent = await client.sendMessage(ann.id, '<b>Hello</b>', { parse_mode: 'HTML', ...keyboard })
    expect(ann.lastMessage()).toMatchObject({ html: '<b>Hello</b>', keyboard: [['Book']] })
    await client.editMessageText(ann.id, sent.message_id, undefined, 'Changed', keyboard)
    expect(ann.lastMessage()).toMatchObject({ id: sent.message_id, text: 'Changed' })
  })

  test('receives a tap and answers it', async () => {
    await client.sendMessage(ann.id, 'Hello', keyboard)
    ann.tapsWithoutWaiting('Book')
    const updates = await client.getUpdates(30, 100, 0, undefined)
    const tap = updates.find((update) => 'callback_query' in update)
    await client.answerCbQuery(tap && 'callback_query' in tap ? tap.callback_query.id : '', 'Done')
    expect(ann.toasts).toMatchObject([{ text: 'Done' }])
  })

  test('uploads documents, photos and albums, with captions and keyboards', async () => {
    await client.sendDocument(ann.id, Input.fromBuffer(Buffer.from('a;b'), 'Список.csv'), {
      caption: 'List',
      ...keyboard,
    })
    expect(ann.lastMessage()).toMatchObject({
      text: 'List',
      keyboard: [['Book']],
      media: { fileName: 'Список.csv', size: 3 },
    })
    await client.sendPhoto(ann.id, Input.fromBuffer(Buffer.from('x')), { caption: 'Look' })
    expect(ann.lastMessage()).toMatchObject({ text: 'Look', media: { kind: 'photo' } })
    const picture = () => ({ type: 'photo' as const, media: Input.fromBuffer(Buffer.from('x')) })
    expect(await client.sendMediaGroup(ann.id, [picture(), picture()])).toHaveLength(2)
  })

  test('downloads what it was told of', async () => {
    const sent = await client.sendDocument(ann.id, Input.fromBuffer(Buffer.from('a;b'), 'list.csv'))
    const link = await client.getFileLink(sent.document)
    expect(await (await fetch(link)).text()).toBe('a;b')
  })

  test('gets a refusal as an error with its words', async () => {
    const refused = client.deleteMessage(ann.id, 4711)
    await expect(refused).rejects.toBeInstanceOf(TelegramError)
    await expect(refused).rejects.toThrow('400: Bad Request: message to delete not found')
  })
})
