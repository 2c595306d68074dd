import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { startTelegram, type BotAccount, type Telegram } from '../../playground/server.ts'
import { callerOf, startPolling, type Caller } from './call.ts'

let telegram: Telegram
let bot: BotAccount
let call: Caller
let ann: Person
let stopPolling: (() => Promise<void>) | null

beforeEach(async () => {
  telegram = await startTelegram({ patienceMs: 3000 })
  bot = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  call = callerOf(telegram, bot)
  ann = telegram.person({ first_name: 'Ann', language_code: 'en' })
  stopPolling = null
})

afterEach(async () => {
  await stopPolling?.()
  expect(telegram.schemaViolations).toEqual([])
  await telegram.stop()
})

const menu = {
  inline_keyboard: [
    [
      { text: 'Book', callback_data: 'book' },
      { text: 'My visits', callback_data: 'visits' },
    ],
  ],
}

/** A small bot: a menu that is edited in place, a keyboard for the phone number, an echo. */
async function answer({ message, callback_query: tap }: any): Promise<void> {
  if (message?.text === '/start')
    await call('sendMessage', {
      chat_id: message.chat.id,
      text: '<b>Hello</b>',
      parse_mode: 'HTML',
      reply_markup: menu,
    })
  else if (message?.text === '/phone') {
    const keyboard = [[{ text: 'Send my number', request_contact: true }], ['No']]
    await call('sendMessage', {
      chat_id: message.chat.id,
      text: 'Your number?',
      reply_markup: {
        keyboard: keyboard.map((row) => row.map((key) => (typeof key === 'string' ? { text: key } : key))),
      },
    })
  } else if (message) {
    await call('sendMessage', {
      chat_id: message.chat.id,
      text: `Got ${message.text ?? JSON.stringify(message.contact?.user_id)}`,
    })
  } else if (tap) {
    await call('editMessageText', {
      chat_id: tap.message.chat.id,
      message_id: tap.message.message_id,
      text: `Chose ${tap.data}`,
    })
    await call('answerCallbackQuery', { callback_query_id: tap.id, text: 'Done' })
  }
}

describe('people', () => {
  test('a dialog is held by words and buttons, and messages change in place', async () => {
    stopPolling = startPolling(call, answer)
    await ann.sends('/start')
    expect(ann.lastMessage()).toMatchObject({
      text: 'Hello',
      html: '<b>Hello</b>',
      keyboard: [['Book', 'My visits']],
    })
    await ann.taps('Book')
    expect(ann.screen().messages.map((message) => message.text)).toEqual(['/start', 'Chose book'])
    expect(ann.lastMessage()).toMatchObject({ edited: true, keyboard: [] })
    expect(ann.toasts.map((toast) => toast.text)).toEqual(['Done'])
  })
})
