import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import type { OutgoingMessage, SendOutcome } from '../../src/context.ts'
import { createSender } from '../../src/telegram/send.ts'
import { holdTimers, startBotApi, type BotApi } from './bot-api.ts'

let api: BotApi
let ann: Person

const message = {
  text: 'Tomorrow at <b>10:30</b>',
  keyboard: [
    [{ text: 'I will come', data: 'come:1', style: 'success' as const }],
    [{ text: 'Move', data: 'move:1' }],
  ],
}

beforeEach(async () => {
  api = await startBotApi()
  ann = api.telegram.person({ first_name: 'Ann' })
  ann.sendsWithoutWaiting('/start')
})

afterEach(async () => {
  jest.useRealTimers()
  await api.stop()
  expect(api.telegram.schemaViolations).toEqual([])
})

function sendTo(
  chatId: number,
  sent: OutgoingMessage = message,
  mayHaveArrived = false,
): Promise<SendOutcome> {
  return createSender(api.client({ deadlineMs: 15_000 }))(chatId, sent, mayHaveArrived)
}

test('a message goes out as HTML with its coloured buttons', async () => {
  expect(await sendTo(ann.id)).toEqual({ outcome: 'sent' })
  expect(ann.lastMessage()).toMatchObject({
    text: 'Tomorrow at 10:30',
    buttons: [[{ text: 'I will come', style: 'success' }], [{ text: 'Move' }]],
  })
  expect(ann.lastMessage().html).toBe('Tomorrow at <b>10:30</b>')
})

test('a message without buttons has no keyboard', async () => {
  await sendTo(ann.id, { text: 'Bye', keyboard: [] })
  expect(api.calls('sendMessage')[0]?.params).not.toHaveProperty('reply_markup')
})

test('who blocked the bot is unreachable', async () => {
  api.telegram.world.chat([...api.telegram.world.bots.values()][0]!, accountOf(ann)).block(true)
  expect(await sendTo(ann.id)).toEqual({ outcome: 'unreachable' })
})

test('who never wrote to the bot is unreachable', async () => {
  const stranger = api.telegram.person({ first_name: 'Stranger' })
  expect(await sendTo(stranger.id)).toEqual({ outcome: 'unreachable' })
})

test('whose account is gone is unreachable', async () => {
  ann.deletesAccount()
  expect(await sendTo(ann.id)).toEqual({ outcome: 'unreachable' })
})

test('a chat that Telegram does not know is unreachable', async () => {
  expect(await sendTo(5)).toEqual({ outcome: 'unreachable' })
})

test('a message that Telegram refuses is told with its words', async () => {
  expect(await sendTo(ann.id, { text: ' ', keyboard: [] })).toEqual({
    outcome: 'refused',
    description: 'Bad Request: text must be non-empty',
  })
})

test('too many requests are for later, when Telegram says', async () => {
  const parameters = { retry_after: 17 }
  const error = { error_code: 429, description: 'Too Many Requests: retry after 17', parameters }
  api.telegram.faults.fails('sendMessage', error)
  expect(await sendTo(ann.id)).toEqual({ outcome: 'later', afterMs: 17_000 })
  expect(api.calls('sendMessage')).toHaveLength(1)
})

test('a message that did not leave is for later', async () => {
  await api.telegram.faults.goAway()
  expect(await sendTo(ann.id)).toMatchObject({ outcome: 'later' })
})

test.each([
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
])('a message is turned away that a gateway answers with %i', async (error_code, description) => {
  api.telegram.faults.fails('sendMessage', { error_code, description })
  expect(await sendTo(ann.id)).toEqual({ outcome: 'turned_away' })
  expect(api.calls('sendMessage')).toHaveLength(1)
})

describe('a message that may have arrived', () => {
  const again = () => sendTo(ann.id, message, true)

  test('is sent once more when Telegram answers', async () => {
    expect(await again()).toEqual({ outcome: 'sent' })
    expect(api.calls('sendMessage')).toHaveLength(1)
  })

  test.each([
    ['Telegram fails inside', 500, 'Internal Server Error'],
    ['a gateway turns everything away', 502, 'Bad Gateway'],
    ['a gateway waits for Telegram in vain', 504, 'Gateway Timeout'],
  ])('is not sent while %s', async (_, error_code, description) => {
    api.telegram.faults.fails('*', { error_code, description })
    expect(await again()).toMatchObject({ outcome: 'later' })
    expect(api.calls('sendMessage')).toEqual([])
  })

  test('is not sent while Telegram is silent', async () => {
    holdTimers()
    api.telegram.faults.hangs('*')
    const outcome = again()
    await api.passAfterCall('sendChatAction', 15_000)
    expect(await outcome).toMatchObject({ outcome: 'later' })
    expect(api.calls('sendMessage')).toEqual([])
  })
})

test.each([
  ['the answer is lost', () => api.telegram.faults.cutsAfter('sendMessage')],
  ['the connection breaks', () => api.telegram.faults.cutsBefore('sendMessage')],
  [
    'Telegram fails inside',
    () => api.telegram.faults.fails('sendMessage', { error_code: 500, description: 'Internal Server Error' }),
  ],
  [
    'a gateway waits in vain',
    () => api.telegram.faults.fails('sendMessage', { error_code: 504, description: 'Gateway Timeout' }),
  ],
])('nobody knows when %s, and it is sent once', async (_, arm) => {
  arm()
  expect(await sendTo(ann.id)).toEqual({ outcome: 'unknown' })
  expect(api.calls('sendMessage')).toHaveLength(1)
})

test('nobody knows when no answer comes, and it is sent once', async () => {
  holdTimers()
  api.telegram.faults.hangs('sendMessage')
  const outcome = sendTo(ann.id)
  await api.passAfterCall('sendMessage', 15_000)
  expect(await outcome).toEqual({ outcome: 'unknown' })
  expect(api.calls('sendMessage')).toHaveLength(1)
})

function accountOf(person: Person) {
  return api.telegram.world.accounts.get(person.id)!
}
