import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { TelegramUpdate } from '@gramio/types'
import type { Person } from '../../playground/people.ts'
import type { BotAccount, Telegram } from '../../playground/server.ts'
import { callerOf, openTelegram, startPolling, type Caller } from './call.ts'

let telegram: Telegram
let bot: BotAccount
let call: Caller
let ann: Person
let received: TelegramUpdate[]
let stopPolling: () => Promise<void>

beforeEach(async () => {
  ;({ telegram, bot, call, ann } = await openTelegram())
  received = []
  stopPolling = startPolling(call, answer)
})

afterEach(async () => {
  await stopPolling()
  await telegram.stop()
  expect(telegram.schemaViolations).toEqual([])
})

const choices = [
  [
    { text: 'Book', callback_data: 'book' },
    { text: 'Book again', callback_data: 'again' },
  ],
  [{ text: 'Site', url: 'https://salon.example' }],
]
const phoneKeys = [[{ text: 'Send my number', request_contact: true }], [{ text: 'No' }]]

/** A small bot: a menu edited in place, a keyboard below, an echo. */
async function answer(update: TelegramUpdate): Promise<void> {
  received.push(update)
  const { message, callback_query: tap } = update
  if (message !== undefined) {
    const reply = {
      '/menu': { text: '<b>Menu</b>', parse_mode: 'HTML', reply_markup: { inline_keyboard: choices } },
      '/phone': { text: 'Your number?', reply_markup: { keyboard: phoneKeys } },
      '/done': { text: 'Thank you', reply_markup: { remove_keyboard: true } },
    }[message.text ?? ''] ?? { text: `You said ${message.text ?? 'nothing'}` }
    await call('sendMessage', { chat_id: message.chat.id, ...reply })
  } else if (tap?.message !== undefined) {
    const { chat, message_id } = tap.message
    await call('editMessageText', { chat_id: chat.id, message_id, text: `Chose ${tap.data ?? ''}` })
    await call('answerCallbackQuery', {
      callback_query_id: tap.id,
      text: 'Done',
      show_alert: tap.data === 'again',
    })
  }
}

describe('what a person does', () => {
  test('a dialog is held by words and buttons, and messages change in place', async () => {
    await ann.sends('/menu')
    expect(ann.lastMessage()).toMatchObject({
      text: 'Menu',
      html: '<b>Menu</b>',
      keyboard: [['Book', 'Book again'], ['Site']],
    })
    await ann.taps('Book')
    expect(ann.screen().messages.map((message) => message.text)).toEqual(['/start', '/menu', 'Chose book'])
    expect(ann.lastMessage()).toMatchObject({ edited: true, keyboard: [] })
    expect(ann.toasts).toMatchObject([{ text: 'Done', alert: false }])
  })

  test('a button is found by its whole text, by a part that is its own, or by a pattern', async () => {
    await ann.sends('/menu')
    await ann.taps('again')
    expect(ann.toasts).toMatchObject([{ alert: true }])
    await ann.sends('/menu')
    await ann.taps(/^Book$/)
    expect(ann.lastMessage().text).toBe('Chose book')
  })

  test('a text that two buttons share, or none has, is an error that lists the buttons', async () => {
    await ann.sends('/menu')
    await expect(ann.taps('Boo')).rejects.toThrow('More than one button says Boo: Book | Book again | Site')
    await expect(ann.taps('Cancel')).rejects.toThrow(
      'No button says Cancel. There are: Book | Book again | Site',
    )
    await expect(ann.taps('Site')).rejects.toThrow('The button Site does not call the bot')
  })

  test('the keyboard below sends its words, or the own contact, until it is removed', async () => {
    await ann.sends('/phone')
    expect(ann.screen().replyKeyboard).toEqual([['Send my number'], ['No']])
    await ann.taps('No')
    expect(received.at(-1)?.message?.text).toBe('No')
    await ann.taps('number')
    expect(received.at(-1)?.message?.contact).toMatchObject({ user_id: ann.id })
    await ann.sends('/done')
    expect(ann.screen().replyKeyboard).toBeNull()
  })

  test("somebody else's contact has no user", async () => {
    await ann.sendsContact({ own: false, phone: '+4930123456' })
    expect(received.at(-1)?.message?.contact).toEqual({ phone_number: '+4930123456', first_name: 'Somebody' })
  })

  test('any callback data can be sent for any message', async () => {
    await ann.sends('/menu')
    await ann.tapsData(ann.lastMessage(), 'forged')
    expect(received.at(-1)?.callback_query).toMatchObject({ data: 'forged', from: { id: ann.id } })
    expect(ann.lastMessage().text).toBe('Chose forged')
  })

  test('commands, links and the like carry their entities', async () => {
    await ann.sends('/menu see https://salon.example/a or @salon_bot')
    expect(received.at(-1)?.message?.entities).toEqual([
      { type: 'bot_command', offset: 0, length: 5 },
      { type: 'url', offset: 10, length: 23 },
      { type: 'mention', offset: 37, length: 10 },
    ])
  })

  test('an edit, a forward, and everything that is no text arrive as what they are', async () => {
    await ann.sends('ten')
    const [own] = ann.screen().messages.filter((message) => message.text === 'ten')
    await ann.edits(own!, 'eleven')
    await ann.forwards('joke', 'Ben')
    await ann.sendsPhoto('me')
    await ann.sendsSticker()
    await ann.sendsVoice()
    await ann.sendsLocation({ latitude: 52.5, longitude: 13.4 })
    expect(received.slice(-6)).toMatchObject([
      { edited_message: { text: 'eleven', message_id: own!.id } },
      { message: { text: 'joke', forward_origin: { type: 'hidden_user', sender_user_name: 'Ben' } } },
      { message: { caption: 'me', photo: [{ width: 800 }] } },
      { message: { sticker: { type: 'regular' } } },
      { message: { voice: { duration: 1 } } },
      { message: { location: { latitude: 52.5 } } },
    ])
  })

  test('who has blocked the bot can neither write nor tap', async () => {
    await ann.sends('/menu')
    await ann.blocks()
    await expect(ann.sends('hello')).rejects.toThrow('Ann has blocked @salon_bot')
    await expect(ann.taps('Book')).rejects.toThrow('Ann has blocked @salon_bot')
  })

  test('with two bots one says which is meant, and they share nothing', async () => {
    const other = telegram.addBot({ username: 'other_bot', first_name: 'Other' })
    const otherCall = callerOf(telegram, other)
    const stop = startPolling(otherCall, ({ message }) =>
      otherCall('sendMessage', { chat_id: message!.chat.id, text: 'From the other' }),
    )
    await ann.with(other).sends('/start')
    expect(ann.with(other).lastMessage().text).toBe('From the other')
    expect(
      ann
        .with(bot)
        .screen()
        .messages.map((message) => message.text),
    ).toEqual(['/start'])
    await expect(ann.sends('hello')).rejects.toThrow('There are several bots')
    await stop()
  })
})

describe('waiting', () => {
  test('many people act at one moment, and the rest is waited for at once', async () => {
    const people = Array.from({ length: 50 }, (_, number) => telegram.person({ first_name: `P${number}` }))
    for (const person of people) person.sendsWithoutWaiting('hello')
    await telegram.idle()
    expect(people.map((person) => person.lastMessage().text)).toEqual(people.map(() => 'You said hello'))
  })

  test('a bot that is not there is named', async () => {
    await stopPolling()
    ann.sendsWithoutWaiting('hello')
    await expect(telegram.idle(30)).rejects.toThrow(
      /After 30 ms still waiting for: @salon_bot to confirm update \d+, a message \(nobody polls now\)/,
    )
    stopPolling = startPolling(call, answer)
    await telegram.idle()
  })

  test('a tap that is never answered is named', async () => {
    await ann.sends('/menu')
    await stopPolling()
    let delivered = false
    stopPolling = startPolling(call, () => {
      delivered = true
      telegram.world.stir()
    })
    ann.tapsWithoutWaiting('Book')
    await telegram.until(() => delivered || 'the tap')
    await expect(telegram.idle(100)).rejects.toThrow('@salon_bot to answer the tap of Ann on "book"')
  })

  test('a person waits for what the bot sends by itself, and says what there is instead', async () => {
    const seen = ann.sees('reminder')
    await call('sendMessage', { chat_id: ann.id, text: 'A reminder' })
    expect((await seen).text).toBe('A reminder')
    await expect(ann.sees('review', 20)).rejects.toThrow('Ann to see review; there is: "A reminder"')
  })

  test('a companion keeps the world from being idle', async () => {
    let task: string | null = 'the worker to send a reminder'
    let look = () => undefined as unknown
    telegram.alsoWaitFor({
      busyWith: () => task,
      onChange: (callback) => {
        look = callback
        return () => undefined
      },
    })
    await expect(telegram.idle(20)).rejects.toThrow('still waiting for: the worker to send a reminder')
    const idle = telegram.idle()
    task = null
    look()
    await idle
  })
})

describe('what pages show', () => {
  test('changes come numbered, and a snapshot says up to which number it is true', async () => {
    const changes: unknown[] = []
    const before = telegram.world.snapshot(ann.id)
    const leave = telegram.world.onChange((change) => changes.push(JSON.parse(JSON.stringify(change))))
    await ann.sends('/menu')
    await ann.taps('Book')
    leave()
    await ann.sends('unseen')
    expect(changes).toMatchObject([
      { seq: before.seq + 1, kind: 'message', personId: ann.id, message: { from: 'person', text: '/menu' } },
      { seq: before.seq + 2, kind: 'message', message: { from: 'bot', text: 'Menu' } },
      { seq: before.seq + 3, kind: 'edit', message: { text: 'Chose book' } },
      { seq: before.seq + 4, kind: 'toast', toast: { text: 'Done' } },
    ])
    const after = JSON.parse(JSON.stringify(telegram.world.snapshot(ann.id))) as typeof before
    expect(after.seq).toBe(before.seq + 6)
    expect(after.chats[0]?.messages).toEqual(ann.screen().messages)
  })
})
