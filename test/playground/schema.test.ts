import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import type { Telegram } from '../../playground/server.ts'
import { openTelegram, type Caller } from './call.ts'

let telegram: Telegram
let call: Caller
let ann: Person

beforeEach(async () => {
  ;({ telegram, call, ann } = await openTelegram())
})

afterEach(() => telegram.stop())

/** What the server noted, though it may have let the call pass. */
async function violationOf(method: string, params: object): Promise<string | undefined> {
  await call(method, params)
  return telegram.schemaViolations.at(-1)?.problem
}

describe('the published schema', () => {
  test('an unknown field is noted', async () => {
    expect(
      await violationOf('sendMessage', { chat_id: ann.id, text: 'x', disable_web_page_preview: true }),
    ).toBe('parameters must NOT have additional properties: disable_web_page_preview')
    expect(ann.lastMessage().text).toBe('x')
  })

  test('a missing field is noted', async () => {
    expect(await violationOf('sendChatAction', { chat_id: ann.id })).toBe(
      "parameters must have required property 'action'",
    )
  })

  test('a wrong type is noted, in depth, too', async () => {
    expect(await violationOf('sendMessage', { chat_id: ann.id, text: 5 })).toBe('/text must be string')
    const reply_markup = { inline_keyboard: [[{ text: 'x', callback_data: 5, url: 'https://x.example' }]] }
    expect(await violationOf('sendMessage', { chat_id: ann.id, text: 'x', reply_markup })).toBe(
      '/reply_markup/inline_keyboard/0/0/callback_data must be string',
    )
  })

  test.each([
    ['getUpdates', { limit: 101 }, '/limit must be <= 100'],
    [
      'answerCallbackQuery',
      { callback_query_id: '1', text: 'x'.repeat(201) },
      '/text must NOT have more than 200 characters',
    ],
    [
      'setMyShortDescription',
      { short_description: 'x'.repeat(121) },
      '/short_description must NOT have more than 120 characters',
    ],
    ['deleteMessages', { chat_id: 1, message_ids: [] }, '/message_ids must NOT have fewer than 1 items'],
  ])('a limit of %s is kept', async (method, params, problem) => {
    expect(await violationOf(method, params)).toBe(problem)
  })

  test('a limit in bytes counts bytes', async () => {
    const contact = { chat_id: ann.id, phone_number: '+49', first_name: 'A' }
    expect(await violationOf('sendContact', { ...contact, vcard: 'я'.repeat(1024) })).toBeUndefined()
    expect(await violationOf('sendContact', { ...contact, vcard: 'я'.repeat(1025) })).toContain('/vcard')
  })

  test('a style of a button and the other news of the last years are known', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'Book', callback_data: 'x', style: 'success' }]] }
    expect(await violationOf('sendMessage', { chat_id: ann.id, text: 'x', reply_markup })).toBeUndefined()
    expect(ann.lastMessage().buttons[0]?.[0]?.style).toBe('success')
  })
})
