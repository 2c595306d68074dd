import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import type { BotAccount, Telegram } from '../../playground/server.ts'
import { confirmAll, openTelegram, type Caller } from './call.ts'

let now: number
let telegram: Telegram
let bot: BotAccount
let call: Caller
let ann: Person

beforeEach(async () => {
  now = Date.parse('2030-03-01T10:00:00Z')
  ;({ telegram, bot, call, ann } = await openTelegram({ clock: () => now }))
})

afterEach(() => telegram.stop())

const keyboard = { inline_keyboard: [[{ text: 'Book', callback_data: 'book' }]] }
const refusal = (error_code: number, description: string) => ({ ok: false, error_code, description })
const badRequest = (words: string) => refusal(400, `Bad Request: ${words}`)

async function send(params: object = {}): Promise<number> {
  const { result, description } = await call('sendMessage', { chat_id: ann.id, text: 'Hello', ...params })
  if (result === undefined) throw new Error(description)
  return result.message_id
}

async function sendDocument(): Promise<number> {
  const form = new FormData()
  form.set('chat_id', String(ann.id))
  form.set('document', new Blob(['a,b']), 'list.csv')
  const response = await fetch(`${telegram.apiRoot}/bot${bot.token}/sendDocument`, {
    method: 'POST',
    body: form,
  })
  return ((await response.json()) as { result: { message_id: number } }).result.message_id
}

/** A tap by Ann that the bot has received; returns the query's id. */
async function receiveTap(messageId: number): Promise<string> {
  ann.tapsDataWithoutWaiting(messageId, 'book')
  const updates = await confirmAll(call)
  return updates.at(-1)?.callback_query?.id ?? ''
}

describe('addresses', () => {
  test('an unknown method is not found', async () => {
    expect(await call('sendMassage')).toEqual(refusal(404, 'Not Found: method not found'))
  })

  test('an unknown path is not found', async () => {
    const response = await fetch(`${telegram.apiRoot}/somewhere`)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual(refusal(404, 'Not Found'))
  })

  test('an unknown token is unauthorized', async () => {
    const response = await fetch(`${telegram.apiRoot}/bot1:wrong/getMe`)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual(refusal(401, 'Unauthorized'))
  })

  test('a published method that is not served says so by its name', async () => {
    expect(await call('sendDice', { chat_id: ann.id })).toEqual(
      refusal(501, 'Not Implemented: sendDice is not served by the local server'),
    )
  })
})

describe('parameters', () => {
  test('a missing parameter is named', async () => {
    expect(
      await call('sendVenue', { chat_id: ann.id, latitude: 1, longitude: 1, address: 'Main street' }),
    ).toEqual(badRequest('parameter "title" is required'))
    expect(await call('sendContact', { chat_id: ann.id, phone_number: '+49' })).toEqual(
      badRequest('parameter "first_name" is required'),
    )
    expect(await call('sendMessage', { text: 'Hello' })).toEqual(badRequest('chat_id is empty'))
    expect(await call('editMessageText', { text: 'Hello' })).toEqual(
      badRequest('message identifier is not specified'),
    )
    expect(await call('deleteMessage', { chat_id: ann.id })).toEqual(
      badRequest('message identifier is not specified'),
    )
    expect(await call('sendPhoto', { chat_id: ann.id })).toEqual(
      badRequest('there is no photo in the request'),
    )
  })

  test('the same call may come in the query, as JSON, as a form and as multipart', async () => {
    const url = `${telegram.apiRoot}/bot${bot.token}/sendMessage`
    const fields = { chat_id: String(ann.id), text: 'Привет & <3', reply_markup: JSON.stringify(keyboard) }
    const multipart = new FormData()
    for (const [name, value] of Object.entries(fields)) multipart.set(name, value)
    await fetch(`${url}?${new URLSearchParams(fields).toString()}`)
    await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
    await fetch(url, { method: 'POST', body: multipart })
    await call('sendMessage', { chat_id: ann.id, text: fields.text, reply_markup: keyboard })
    const received = ann.screen().messages.filter((message) => message.from === 'bot')
    expect(received.map(({ text, keyboard: rows }) => [text, rows])).toEqual(
      Array.from({ length: 4 }, () => ['Привет & <3', [['Book']]]),
    )
    expect(telegram.schemaViolations).toEqual([])
  })
})

describe('edits', () => {
  const notModified = badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  )

  test('an edit that changes nothing is refused', async () => {
    const message_id = await send({ text: '<b>Hello</b>', parse_mode: 'HTML', reply_markup: keyboard })
    const same = { chat_id: ann.id, message_id, reply_markup: keyboard }
    expect(await call('editMessageText', { ...same, text: '<b>Hello</b>', parse_mode: 'HTML' })).toEqual(
      notModified,
    )
    expect(await call('editMessageReplyMarkup', same)).toEqual(notModified)
  })

  test('other entities, another keyboard, and no keyboard are changes', async () => {
    const message_id = await send({ reply_markup: keyboard })
    const edit = { chat_id: ann.id, message_id, text: 'Hello', parse_mode: 'HTML' }
    expect(
      await call('editMessageText', { ...edit, text: '<i>Hello</i>', reply_markup: keyboard }),
    ).toMatchObject({ ok: true })
    expect(await call('editMessageText', { ...edit, text: '<i>Hello</i>' })).toMatchObject({ ok: true })
    expect(ann.lastMessage()).toMatchObject({ html: '<i>Hello</i>', keyboard: [] })
    expect(await call('editMessageReplyMarkup', { chat_id: ann.id, message_id })).toEqual(notModified)
  })

  test('an unknown message is not found', async () => {
    const unknown = { chat_id: ann.id, message_id: 4711 }
    expect(await call('editMessageText', { ...unknown, text: 'x' })).toEqual(
      badRequest('message to edit not found'),
    )
    expect(await call('deleteMessage', unknown)).toEqual(badRequest('message to delete not found'))
    expect(await call('copyMessage', { ...unknown, from_chat_id: ann.id })).toEqual(
      badRequest('message to copy not found'),
    )
    expect(await call('forwardMessage', { ...unknown, from_chat_id: ann.id })).toEqual(
      badRequest('message to forward not found'),
    )
  })

  test("somebody else's message can't be edited", async () => {
    const [own] = ann.screen().messages
    expect(await call('editMessageText', { chat_id: ann.id, message_id: own!.id, text: 'x' })).toEqual(
      badRequest("message can't be edited"),
    )
  })

  test.each([
    ['a reply keyboard', { keyboard: [[{ text: 'Yes' }]] }],
    ['the removal of one', { remove_keyboard: true }],
    ['a forced reply', { force_reply: true }],
  ])("a message sent with %s can't be edited", async (_what, reply_markup) => {
    const message_id = await send({ reply_markup })
    expect(await call('editMessageText', { chat_id: ann.id, message_id, text: 'x' })).toEqual(
      badRequest("message can't be edited"),
    )
  })

  test('text and caption are edited only where they are', async () => {
    const [text, document] = [await send(), await sendDocument()]
    expect(await call('editMessageText', { chat_id: ann.id, message_id: document, text: 'x' })).toEqual(
      badRequest('there is no text in the message to edit'),
    )
    expect(await call('editMessageCaption', { chat_id: ann.id, message_id: text, caption: 'x' })).toEqual(
      badRequest('there is no caption in the message to edit'),
    )
    expect(
      await call('editMessageCaption', { chat_id: ann.id, message_id: document, caption: 'x' }),
    ).toMatchObject({
      ok: true,
    })
  })

  test('a message older than 48 hours is not deleted', async () => {
    const message_id = await send()
    now += 48 * 3_600_000
    expect(await call('deleteMessage', { chat_id: ann.id, message_id })).toEqual(
      badRequest("message can't be deleted for everyone"),
    )
  })
})

describe('texts', () => {
  const say = (text: string, more: object = {}) => call('sendMessage', { chat_id: ann.id, text, ...more })

  test('an empty text and one of blanks are refused', async () => {
    expect(await say('')).toEqual(badRequest('message text is empty'))
    expect(await say(' \n\t')).toEqual(badRequest('text must be non-empty'))
    expect(await say('<b> </b>', { parse_mode: 'HTML' })).toEqual(badRequest('text must be non-empty'))
  })

  test('a text has at most 4096 characters, markup not counted', async () => {
    const longest = 'я'.repeat(4096)
    expect(await say(`<b>${longest}</b>`, { parse_mode: 'HTML' })).toMatchObject({ ok: true })
    expect(await say(`${longest}!`)).toEqual(badRequest('message is too long'))
    const { id: message_id } = ann.lastMessage()
    expect(await call('editMessageText', { chat_id: ann.id, message_id, text: `${longest}!` })).toEqual(
      badRequest('MESSAGE_TOO_LONG'),
    )
  })

  test('a caption has at most 1024 characters', async () => {
    const message_id = await sendDocument()
    const edit = (caption: string) => call('editMessageCaption', { chat_id: ann.id, message_id, caption })
    expect(await edit('я'.repeat(1024))).toMatchObject({ ok: true })
    expect(await edit('я'.repeat(1025))).toEqual(badRequest('message caption is too long'))
  })

  test.each([
    ['Цена <x>1</x>', 'Unsupported start tag "x" at byte offset 9'],
    ['Цена <b', 'Unclosed start tag at byte offset 9'],
    ['Цена</b>', 'Unexpected end tag at byte offset 8'],
    ['<b>Цена</i></b>', 'Unmatched end tag at byte offset 11, expected "</b>", found "</i>"'],
    ['<b>Цена', 'Can\'t find end tag corresponding to start tag "b"'],
  ])('broken HTML %j is refused', async (text, why) => {
    expect(await say(text, { parse_mode: 'HTML' })).toEqual(badRequest(`can't parse entities: ${why}`))
  })
})

describe('keyboards', () => {
  const withButton = (button: object) =>
    call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup: { inline_keyboard: [[button]] } })

  test('callback data has at most 64 bytes', async () => {
    expect(await withButton({ text: 'Book', callback_data: 'я'.repeat(32) })).toMatchObject({ ok: true })
    expect(await withButton({ text: 'Book', callback_data: `${'я'.repeat(32)}!` })).toEqual(
      badRequest('BUTTON_DATA_INVALID'),
    )
  })

  test('an inline button has an action and a text', async () => {
    expect(await withButton({ text: 'Book' })).toEqual(
      badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    )
    expect(await withButton({ text: ' ', callback_data: 'book' })).toEqual(
      badRequest('inline keyboard button text must be non-empty'),
    )
  })

  test('an inline keyboard has at most 100 buttons', async () => {
    const buttons = Array.from({ length: 101 }, (_, number) => [{ text: String(number), callback_data: 'x' }])
    expect(
      await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup: { inline_keyboard: buttons } }),
    ).toEqual(badRequest('reply markup is too long'))
  })

  test('a keyboard that is none is refused', async () => {
    const withMarkup = (reply_markup: unknown) =>
      call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup })
    expect(await withMarkup('{')).toEqual(badRequest("can't parse reply keyboard markup JSON object"))
    expect(await withMarkup([])).toEqual(badRequest('object expected as reply markup'))
    expect(await withMarkup({ inline_keyboard: [{}] })).toEqual(
      badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    )
    expect(await withMarkup({ keyboard: [[5]] })).toEqual(
      badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object"),
    )
    expect(await withButton({ callback_data: 'x' })).toEqual(
      badRequest('can\'t parse inline keyboard button: Can\'t find field "text"'),
    )
  })

  test('an address in a button is one', async () => {
    expect(await withButton({ text: 'Map', url: 'javascript:alert(1)' })).toEqual(
      badRequest("inline keyboard button URL 'javascript:alert(1)' is invalid: Unsupported URL protocol"),
    )
    expect(await withButton({ text: 'Map', url: 'https://maps.example/?q=1' })).toMatchObject({ ok: true })
  })
})

describe('callback queries', () => {
  const tooOld = badRequest('query is too old and response timeout expired or query ID is invalid')
  const answer = (callback_query_id: string) => call('answerCallbackQuery', { callback_query_id })

  test('a tap is answered once', async () => {
    const id = await receiveTap(await send())
    expect(await answer(id)).toEqual({ ok: true, result: true })
    expect(await answer(id)).toEqual(tooOld)
  })

  test('a tap is answered within 15 seconds of its delivery', async () => {
    const messageId = await send()
    ann.tapsDataWithoutWaiting(messageId, 'book')
    now += 100_000
    const id = (await confirmAll(call)).at(-1)?.callback_query?.id ?? ''
    now += 15_000
    expect(await answer(id)).toEqual({ ok: true, result: true })
    const second = await receiveTap(messageId)
    now += 15_001
    expect(await answer(second)).toEqual(tooOld)
  })

  test('an unknown query is refused', async () => {
    expect(await answer('123456')).toEqual(tooOld)
  })

  test('a tap waits 150 seconds for its delivery', async () => {
    const messageId = await send()
    ann.tapsDataWithoutWaiting(messageId, 'kept')
    now += 1
    ann.tapsDataWithoutWaiting(messageId, 'kept too')
    now += 150_000
    const updates = await confirmAll(call)
    expect(updates.map((update) => update.callback_query?.data)).toEqual(['kept too'])
  })
})

describe('chats', () => {
  const greet = (chat_id: number | string) => call('sendMessage', { chat_id, text: 'Hello' })

  test('an unknown chat is not found', async () => {
    expect(await greet(4711)).toEqual(badRequest('chat not found'))
    expect(await greet('@nobody')).toEqual(badRequest('chat not found'))
  })

  test('a bot does not begin a conversation', async () => {
    const stranger = telegram.person({ first_name: 'Ben' })
    expect(await greet(stranger.id)).toEqual(
      refusal(403, "Forbidden: bot can't initiate conversation with a user"),
    )
  })

  test('a bot that was blocked is told so, at once and whenever it sends', async () => {
    const blocking = ann.blocks()
    const updates = await confirmAll(call)
    await blocking
    expect(updates.at(-1)?.my_chat_member?.new_chat_member.status).toBe('kicked')
    expect(await greet(ann.id)).toEqual(refusal(403, 'Forbidden: bot was blocked by the user'))
    const unblocking = ann.unblocks()
    expect((await confirmAll(call)).at(-1)?.my_chat_member?.new_chat_member.status).toBe('member')
    await unblocking
    expect(await greet(ann.id)).toMatchObject({ ok: true })
  })

  test('a deleted account gets nothing', async () => {
    ann.deletesAccount()
    expect(await greet(ann.id)).toEqual(refusal(403, 'Forbidden: user is deactivated'))
  })
})

describe('rates', () => {
  let limited: Awaited<ReturnType<typeof openTelegram>>

  beforeEach(async () => {
    limited = await openTelegram({ clock: () => now, rateLimit: true })
  })

  afterEach(() => limited.telegram.stop())

  test('a chat takes one message a second after a small burst', async () => {
    const url = `${limited.telegram.apiRoot}/bot${limited.bot.token}/sendMessage?chat_id=${limited.ann.id}&text=x`
    for (let sent = 0; sent < 5; sent++) expect((await fetch(url)).status).toBe(200)
    const response = await fetch(url)
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('1')
    expect(await response.json()).toEqual({
      ...refusal(429, 'Too Many Requests: retry after 1'),
      parameters: { retry_after: 1 },
    })
    now += 1000
    expect((await fetch(url)).status).toBe(200)
    expect((await fetch(url)).status).toBe(429)
  })

  test('a bot sends 30 messages a second in all', async () => {
    const people = Array.from({ length: 31 }, (_, number) =>
      limited.telegram.person({ first_name: `P${number}` }),
    )
    for (const person of people) person.sendsWithoutWaiting('/start')
    const replies = []
    for (const { id } of people)
      replies.push(await limited.call('sendMessage', { chat_id: id, text: 'Hello' }))
    expect(replies.slice(0, 30).every((reply) => reply.ok)).toBe(true)
    expect(replies[30]).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
  })
})

describe('receiving', () => {
  test('a second poller ends the older poll', async () => {
    const older = call('getUpdates', { timeout: 50 })
    await telegram.until(() => telegram.journal.at(-1)?.params['timeout'] === 50 || 'the poll to arrive')
    const newer = call('getUpdates', { timeout: 50 })
    expect(await older).toEqual(
      refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    )
    ann.sendsWithoutWaiting('hello')
    expect((await newer).result?.[0]?.message?.text).toBe('hello')
  })

  test('no polling while a webhook is set', async () => {
    await call('setWebhook', { url: 'http://127.0.0.1:9/hook' })
    expect(await call('getUpdates')).toEqual(
      refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      ),
    )
    await call('deleteWebhook')
    expect(await call('getUpdates')).toEqual({ ok: true, result: [] })
  })

  test('a webhook elsewhere has to be https', async () => {
    expect(await call('setWebhook', { url: 'http://bot.example/hook' })).toEqual(
      badRequest('bad webhook: An HTTPS URL must be provided for webhook'),
    )
  })
})
