import { mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Person } from '../../playground/people.ts'
import { TelegramCallError, telegramErrorKind } from '../../src/telegram/call-error.ts'
import { createTelegramClient, type TelegramClient } from '../../src/telegram/client.ts'
import { holdTimers, startBotApi, type BotApi } from './bot-api.ts'
import { gate } from './gate.ts'
import { startRawServer } from './raw-server.ts'

let api: BotApi
let ann: Person

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

async function failureOf(call: Promise<unknown>): Promise<TelegramCallError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(TelegramCallError)
  return error as TelegramCallError
}

function seenByAnn(): string[] {
  return ann
    .screen()
    .messages.filter(({ from }) => from === 'bot')
    .map(({ text }) => text)
}

test('a call gives the result', async () => {
  expect(await api.client().getMe()).toMatchObject({ username: 'salon_bot' })
})

test('calls share a kept connection', async () => {
  const server = await startRawServer((_, response) => response.end('{"ok":true,"result":true}'))
  const client = createTelegramClient({
    token: '1:x',
    apiRoot: `http://127.0.0.1:${server.port}`,
    log: api.log,
  })
  await client.deleteWebhook()
  await client.deleteWebhook()
  expect(server.connections()).toBe(1)
  client.closeConnections()
  await server.stop()
})

test('an address with a path is called below that path', async () => {
  const paths: (string | undefined)[] = []
  const server = await startRawServer((request, response) => {
    paths.push(request.url)
    response.end('{"ok":true,"result":true}')
  })
  const apiRoot = `http://127.0.0.1:${server.port}/telegram`
  const client = createTelegramClient({ token: '1:x', apiRoot, log: api.log })
  await client.deleteWebhook()
  expect(paths).toEqual(['/telegram/bot1:x/deleteWebhook'])
  client.closeConnections()
  await server.stop()
})

describe('too many requests', () => {
  const tooMany = (seconds: number) => ({
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  })

  test('are repeated after the time that Telegram names, also a message', async () => {
    api.telegram.faults.fails('sendMessage', tooMany(0), { times: 2 })
    await api.client().sendMessage(ann.id, 'Hello')
    expect(api.calls('sendMessage')).toHaveLength(3)
    expect(seenByAnn()).toEqual(['Hello'])
  })

  test('are not waited for when that takes too long', async () => {
    api.telegram.faults.fails('sendMessage', tooMany(3600))
    const error = await failureOf(api.client().sendMessage(ann.id, 'Hello'))
    expect(telegramErrorKind(error)).toBe('too_many')
    expect(error.retryAfter).toBe(3600)
    expect(api.calls('sendMessage')).toHaveLength(1)
  })

  test('are left to a caller who wants one attempt', async () => {
    api.telegram.faults.fails('sendMessage', tooMany(0))
    const call = api.client().callApi('sendMessage', { chat_id: ann.id, text: 'Hello' }, { attempts: 1 })
    expect(telegramErrorKind(await failureOf(call))).toBe('too_many')
    expect(api.calls('sendMessage')).toHaveLength(1)
  })
})

describe('a refusal', () => {
  test('is not repeated, and carries code and words', async () => {
    const error = await failureOf(api.client().sendMessage(5, 'Hello'))
    expect(error).toMatchObject({
      code: 400,
      description: 'Bad Request: chat not found',
      outcome: 'answered',
    })
    expect(api.calls('sendMessage')).toHaveLength(1)
  })

  test('does not carry what was sent', async () => {
    const error = await failureOf(api.client().sendMessage(5, 'a private word'))
    expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain('private')
  })
})

describe('when Telegram fails inside (5xx)', () => {
  const broken = { error_code: 502, description: 'Bad Gateway' }

  test('a harmless call is repeated', async () => {
    api.telegram.faults.fails('getMe', broken, { times: 3 })
    expect(await api.client().getMe()).toMatchObject({ username: 'salon_bot' })
    expect(api.calls('getMe')).toHaveLength(4)
  })

  test('a harmless call ends after some attempts', async () => {
    api.telegram.faults.fails('getMe', broken, { times: 9 })
    expect(telegramErrorKind(await failureOf(api.client().getMe()))).toBe('unavailable')
    expect(api.calls('getMe')).toHaveLength(4)
  })

  test.each([
    [500, 'Internal Server Error'],
    [504, 'Gateway Timeout'],
  ])('a message that it answers with %i is not sent again', async (error_code, description) => {
    api.telegram.faults.fails('sendMessage', { error_code, description })
    const error = await failureOf(api.client().sendMessage(ann.id, 'Hello'))
    expect(telegramErrorKind(error)).toBe('unknown_outcome')
    expect(error.code).toBe(error_code)
    expect(api.calls('sendMessage')).toHaveLength(1)
  })

  test('a message that got no further than a gateway is', async () => {
    api.telegram.faults.fails('sendMessage', broken, { times: 3 })
    await api.client().sendMessage(ann.id, 'Hello')
    expect(seenByAnn()).toEqual(['Hello'])
    expect(api.calls('sendMessage')).toHaveLength(4)
  })
})

describe('when the answer is lost', () => {
  test('a message is not sent again', async () => {
    api.telegram.faults.cutsAfter('sendMessage')
    const error = await failureOf(api.client().sendMessage(ann.id, 'Hello'))
    expect(telegramErrorKind(error)).toBe('unknown_outcome')
    expect(seenByAnn()).toEqual(['Hello'])
  })

  test('an edit is repeated, and counts as done when there is nothing left to change', async () => {
    const client = api.client()
    const { message_id } = await client.sendMessage(ann.id, 'Before')
    api.telegram.faults.cutsAfter('editMessageText')
    expect(await client.editMessageText(ann.id, message_id, undefined, 'After')).toBe(true)
    expect(api.calls('editMessageText')).toHaveLength(2)
    expect(seenByAnn()).toEqual(['After'])
  })

  test('an edit that was cut off before it took effect is repeated', async () => {
    const client = api.client()
    const { message_id } = await client.sendMessage(ann.id, 'Before')
    api.telegram.faults.cutsBefore('editMessageText')
    await client.editMessageText(ann.id, message_id, undefined, 'After')
    expect(seenByAnn()).toEqual(['After'])
  })

  test('a message that was deleted is not missed', async () => {
    const client = api.client()
    const { message_id } = await client.sendMessage(ann.id, 'Hello')
    api.telegram.faults.cutsAfter('deleteMessage')
    expect(await client.deleteMessage(ann.id, message_id)).toBe(true)
    expect(seenByAnn()).toEqual([])
  })

  test('a tap that was answered is not answered too late', async () => {
    const client = api.client()
    const keyboard = { inline_keyboard: [[{ text: 'Book', callback_data: 'book' }]] }
    await client.sendMessage(ann.id, 'Hello', { reply_markup: keyboard })
    ann.tapsWithoutWaiting('Book')
    const updates = await client.getUpdates(0, 100, 0, undefined)
    const [query] = updates.flatMap((update) => ('callback_query' in update ? [update.callback_query] : []))
    api.telegram.faults.cutsAfter('answerCallbackQuery')
    expect(await client.answerCbQuery(query!.id, 'Fine')).toBe(true)
    expect(ann.toasts.map(({ text }) => text)).toEqual(['Fine'])
  })

  test('a first answer of "not modified" is still a refusal', async () => {
    const client = api.client()
    const { message_id } = await client.sendMessage(ann.id, 'Same')
    const error = await failureOf(client.editMessageText(ann.id, message_id, undefined, 'Same'))
    expect(telegramErrorKind(error)).toBe('not_modified')
  })
})

describe('when Telegram is silent', () => {
  beforeEach(holdTimers)

  test('a message ends at its deadline, not sent again', async () => {
    api.telegram.faults.hangs('sendMessage')
    const failure = failureOf(api.client({ deadlineMs: 20 }).sendMessage(ann.id, 'Hello'))
    await api.passAfterCall('sendMessage', 20)
    const error = await failure
    expect(telegramErrorKind(error)).toBe('unknown_outcome')
    expect(error.message).toBe('sendMessage: no answer within 20 ms')
    expect(api.calls('sendMessage')).toHaveLength(1)
  })

  test('a harmless call is repeated', async () => {
    api.telegram.faults.hangs('getMe')
    const me = api.client({ deadlineMs: 100 }).getMe()
    await api.passAfterCall('getMe', 100)
    await api.telegram.until(() => api.entries.length > 0 || 'the word that it is repeated')
    await jest.advanceTimersByTimeAsync(1)
    expect(await me).toMatchObject({ username: 'salon_bot' })
    expect(api.calls('getMe')).toHaveLength(2)
  })

  test('an upload has a longer deadline', async () => {
    api.telegram.faults.hangs('sendDocument')
    const client = api.client({ deadlineMs: 1, uploadDeadlineMs: 40 })
    const failure = failureOf(client.sendDocument(ann.id, { source: Buffer.from('x'), filename: 'x' }))
    await api.passAfterCall('sendDocument', 40)
    expect((await failure).message).toBe('sendDocument: no answer within 40 ms')
  })

  test('a long poll has its own time on top', async () => {
    api.telegram.faults.hangs('getUpdates')
    const client = api.client({ deadlineMs: 1, pollGraceMs: 30 })
    const failure = failureOf(client.callApi('getUpdates', { timeout: 0 }, { attempts: 1 }))
    await api.passAfterCall('getUpdates', 30)
    expect((await failure).message).toBe('getUpdates: no answer within 30 ms')
  })

  test('the caller can end the call, and it is not repeated', async () => {
    const ending = new AbortController()
    let calls = 0
    const server = await startRawServer(() => {
      calls++
      ending.abort()
    })
    const apiRoot = `http://127.0.0.1:${server.port}`
    const client = createTelegramClient({ token: '1:x', apiRoot, log: api.log })
    const error = await failureOf(client.callApi('getMe', {}, { signal: ending.signal }))
    expect(error.message).toBe('getMe: aborted by the caller')
    expect(calls).toBe(1)
    await server.stop()
  })
})

describe('when Telegram is not reachable', () => {
  test('a message is sent, once, when it is back', async () => {
    const client = api.client({ attempts: 100_000 })
    await api.telegram.faults.goAway()
    const call = client.sendMessage(ann.id, 'Hello')
    await api.telegram.until(() => api.entries.length > 3 || 'some attempts')
    await api.telegram.faults.comeBack()
    await call
    expect(api.calls('sendMessage')).toHaveLength(1)
    expect(seenByAnn()).toEqual(['Hello'])
  })

  test('a message that finds nobody is certainly not sent', async () => {
    await api.telegram.faults.goAway()
    const error = await failureOf(api.client().sendMessage(ann.id, 'Hello'))
    expect(error.outcome).toBe('not_sent')
    expect(telegramErrorKind(error)).toBe('unavailable')
  })

  test('no attempt begins after the patience of the caller', async () => {
    await api.telegram.faults.goAway()
    const client = api.client({ attempts: 100_000, patienceMs: 0 })
    await failureOf(client.sendMessage(ann.id, 'Hello'))
    expect(api.entries).toEqual([])
  })

  test('a broken handshake comes before the message', async () => {
    const server = await startRawServer((_, response) => response.end())
    const apiRoot = `https://127.0.0.1:${server.port}`
    const client = createTelegramClient({ token: '1:x', apiRoot, log: api.log, limits: { firstPauseMs: 1 } })
    expect((await failureOf(client.sendMessage(ann.id, 'Hello'))).outcome).toBe('not_sent')
    client.closeConnections()
    await server.stop()
  })
})

describe('an upload', () => {
  test('arrives whole, with a keyboard', async () => {
    const keyboard = { inline_keyboard: [[{ text: 'Book', callback_data: 'book' }]] }
    const source = Buffer.from('BEGIN:VCALENDAR')
    await api
      .client()
      .sendDocument(ann.id, { source, filename: 'visit.ics' }, { caption: 'Visit', reply_markup: keyboard })
    expect(ann.file(ann.lastMessage()).toString()).toBe('BEGIN:VCALENDAR')
    expect(JSON.stringify(ann.lastMessage())).toContain('Book')
  })

  test('of bytes is repeated where it certainly did not arrive', async () => {
    await api.telegram.faults.goAway()
    const client = api.client({ attempts: 100_000 })
    const call = client.sendDocument(ann.id, { source: Buffer.from('all of it'), filename: 'a.txt' })
    await api.telegram.until(() => api.entries.length > 1 || 'a repeat')
    await api.telegram.faults.comeBack()
    await call
    expect(ann.file(ann.lastMessage()).toString()).toBe('all of it')
  })

  test('of a stream is not repeated, as the stream is used up', async () => {
    await api.telegram.faults.goAway()
    const source = Readable.from(['some of it'])
    await failureOf(api.client().sendDocument(ann.id, { source, filename: 'a.txt' }))
    expect(api.entries).toEqual([])
  })
})

describe('the token is never told', () => {
  const token = '7000000001:AAH-secret_Secret'

  function expectNoToken(value: unknown): void {
    const stack = value instanceof Error ? String(value.stack) : ''
    const told =
      inspect(value, { depth: 9, showHidden: false }) + JSON.stringify(value) + String(value) + stack
    expect(told).not.toContain('AAH-secret')
  }

  async function failureAt(apiRoot: string, call: (client: TelegramClient) => Promise<unknown>) {
    const limits = { firstPauseMs: 1 }
    const client = createTelegramClient({ token, apiRoot, log: api.log, limits })
    const error: unknown = await call(client).catch((reason: unknown) => reason)
    client.closeConnections()
    expect(error).toBeInstanceOf(Error)
    return error as Error
  }

  test('when nobody answers at the address', async () => {
    const server = await startRawServer(() => undefined)
    await server.stop()
    expectNoToken(await failureAt(`http://127.0.0.1:${server.port}`, (client) => client.getMe()))
    for (const { fields } of api.entries) expect(fields).not.toContain('AAH-secret')
    expect(api.entries).not.toEqual([])
  })

  test.each([
    ['a page instead of JSON', 200, '<html>Welcome</html>', 'unknown'],
    ['a page of a proxy that failed', 502, '<html>Bad Gateway</html>', 'gateway'],
    ['a page of a proxy that waited', 504, '<html>Gateway Timeout</html>', 'unknown'],
    ['JSON of something else', 200, '{"hello":1}', 'unknown'],
    ['a refused token', 401, '{"ok":false,"error_code":401,"description":"Unauthorized"}', 'answered'],
  ])('when the answer is %s', async (_, status, body, outcome) => {
    const server = await startRawServer((__, response) => response.writeHead(status).end(body))
    const root = `http://127.0.0.1:${server.port}`
    const error = await failureAt(root, (client) => client.sendMessage(1, 'Hello'))
    expectNoToken(error)
    expect(error).toMatchObject({ outcome })
    await server.stop()
  })

  test('when the answer breaks off', async () => {
    holdTimers()
    const brokenOff = gate()
    const server = await startRawServer((request, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('{"ok":', () => {
        request.socket.destroy()
        brokenOff.open()
      })
    })
    const root = `http://127.0.0.1:${server.port}`
    const failure = failureAt(root, (client) => client.sendMessage(1, 'Hello'))
    await brokenOff.opened
    await jest.advanceTimersByTimeAsync(15_000)
    const error = await failure
    expectNoToken(error)
    expect(error).toMatchObject({ outcome: 'unknown' })
    await server.stop()
  })

  test('when the answer never ends', async () => {
    holdTimers()
    const begun = gate()
    const server = await startRawServer((_, response) => {
      response.writeHead(200).write('{"ok":', () => begun.open())
    })
    const root = `http://127.0.0.1:${server.port}`
    const failure = failureAt(root, (client) => client.sendMessage(1, 'Hello'))
    await begun.opened
    await jest.advanceTimersByTimeAsync(15_000)
    const error = await failure
    expectNoToken(error)
    expect(error.message).toBe('sendMessage: no answer within 15000 ms')
    await server.stop()
  })

  test('when a file cannot be sent', async () => {
    const folder = await mkdtemp(join(tmpdir(), token))
    const error = await failureAt('http://127.0.0.1:9', (client) =>
      client.sendDocument(1, { source: folder }),
    )
    expect(error.message).toMatch(/^Unable to upload .*<token>.* not a file$/)
    expectNoToken(error)
    await rmdir(folder)
  })

  test('by the client itself', () => {
    const client = createTelegramClient({ token, apiRoot: 'http://127.0.0.1:9', log: api.log })
    expectNoToken(client)
  })
})
