import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { TelegramUpdate } from '@gramio/types'
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
  ;({ telegram, bot, call, ann } = await openTelegram({ clock: () => now, webhookRetryMs: 5 }))
})

afterEach(() => telegram.stop())

/** Polls that repeat an offset at once get one update only, so a moment passes before each. */
const poll = (params: object = {}) => {
  now += 1000
  return call('getUpdates', params)
}

const texts = (updates: readonly TelegramUpdate[] | undefined) =>
  updates?.map((update) => update.message?.text)

describe('getUpdates', () => {
  test('an update stays until a poll asks for what comes after it', async () => {
    ann.sendsWithoutWaiting('one')
    ann.sendsWithoutWaiting('two')
    const { result: first = [] } = await poll()
    expect(texts(first)).toEqual(['one', 'two'])
    const { result: again } = await poll({ offset: first[0]!.update_id })
    expect(texts(again)).toEqual(['one', 'two'])
    const { result: rest } = await poll({ offset: first[1]!.update_id })
    expect(texts(rest)).toEqual(['two'])
    const { result: none } = await poll({ offset: first[1]!.update_id + 1 })
    expect(none).toEqual([])
  })

  test('numbers grow by one, and a limit cuts the batch', async () => {
    for (const text of ['one', 'two', 'three']) ann.sendsWithoutWaiting(text)
    const { result: batch = [] } = await poll({ limit: 2 })
    expect(texts(batch)).toEqual(['one', 'two'])
    expect(batch[1]!.update_id).toBe(batch[0]!.update_id + 1)
  })

  test('a poll that repeats its offset at once gets one update', async () => {
    for (const text of ['one', 'two']) ann.sendsWithoutWaiting(text)
    const sizes = []
    for (const pause of [0, 499, 500]) {
      now += pause
      sizes.push((await call('getUpdates', { offset: 1 })).result?.length)
    }
    expect(sizes).toEqual([2, 1, 2])
  })

  test('a negative offset leaves only the end of the queue', async () => {
    for (const text of ['one', 'two', 'three']) ann.sendsWithoutWaiting(text)
    expect(texts((await poll({ offset: -2 })).result)).toEqual(['two', 'three'])
    expect(texts((await poll()).result)).toEqual(['two', 'three'])
  })

  test('a waiting poll is answered by the update that arrives', async () => {
    const waiting = poll({ timeout: 50 })
    await telegram.until(() => telegram.journal.at(-1)?.params['timeout'] === 50 || 'the poll')
    ann.sendsWithoutWaiting('hello')
    expect(texts((await waiting).result)).toEqual(['hello'])
  })

  test('a poller that was killed leaves everything to the next one', async () => {
    const abort = new AbortController()
    const url = `${telegram.apiRoot}/bot${bot.token}/getUpdates?timeout=50`
    const killed = fetch(url, { signal: abort.signal })
    await telegram.until(() => telegram.journal.at(-1)?.params['timeout'] === 50 || 'the poll')
    abort.abort()
    await expect(killed).rejects.toThrow()
    await telegram.until(
      () => telegram.world.bots.get(bot.id)?.updates.hasPoller === false || 'the end of the poll',
    )
    ann.sendsWithoutWaiting('hello')
    ann.tapsDataWithoutWaiting(1, 'book')
    // Had the dead poll taken the tap, the time to answer it would be over.
    now += 100_000
    const [message, tap] = (await poll()).result ?? []
    expect(message?.message?.text).toBe('hello')
    expect(await call('answerCallbackQuery', { callback_query_id: tap?.callback_query?.id })).toMatchObject({
      ok: true,
    })
  })

  test('the kinds of updates that a bot asks for stay until it asks for others', async () => {
    await poll({ allowed_updates: ['callback_query'] })
    ann.sendsWithoutWaiting('unheard')
    expect(await confirmAll(call)).toEqual([])
    await poll({ allowed_updates: [] })
    ann.sendsWithoutWaiting('heard')
    expect(texts(await confirmAll(call))).toEqual(['heard'])
  })

  test('any content can be given to a bot as an update, asked for or not', async () => {
    await poll({ allowed_updates: ['message'] })
    telegram.giveUpdate(bot, { poll: { id: '1' } })
    expect(await confirmAll(call)).toMatchObject([{ poll: { id: '1' } }])
  })
})

describe('a webhook', () => {
  interface Delivery {
    readonly update: TelegramUpdate
    readonly secret: string | string[] | undefined
    readonly answer: (status: number) => void
  }

  let deliveries: Delivery[]
  let url: string
  let close: () => void

  beforeEach(async () => {
    deliveries = []
    const server = createServer((request, response) => {
      void readUpdate(request).then((update) => {
        const secret = request.headers['x-telegram-bot-api-secret-token']
        deliveries.push({ update, secret, answer: (status) => response.writeHead(status).end() })
        telegram.world.stir()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    close = () => {
      server.close()
      server.closeAllConnections()
    }
  })

  afterEach(() => close())

  async function readUpdate(request: IncomingMessage): Promise<TelegramUpdate> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as TelegramUpdate
  }

  const arrived = (count: number) => telegram.until(() => deliveries.length >= count || `delivery ${count}`)

  test('gets each update with the secret, and idle means that all were taken', async () => {
    await call('setWebhook', { url, secret_token: 'sesame' })
    const sending = ann.sends('hello')
    await arrived(1)
    expect(deliveries[0]).toMatchObject({ update: { message: { text: 'hello' } }, secret: 'sesame' })
    deliveries[0]!.answer(200)
    await sending
    expect((await call('getWebhookInfo')).result).toMatchObject({
      url,
      pending_update_count: 0,
      max_connections: 40,
    })
  })

  test('gets the messages of one chat one after the other, and other chats meanwhile', async () => {
    const ben = telegram.person({ first_name: 'Ben' })
    await call('setWebhook', { url })
    ann.sendsWithoutWaiting('one')
    ann.sendsWithoutWaiting('two')
    ben.sendsWithoutWaiting('other')
    await arrived(2)
    expect(texts(deliveries.map(({ update }) => update))).toEqual(['one', 'other'])
    deliveries[0]!.answer(200)
    await arrived(3)
    expect(deliveries[2]!.update.message?.text).toBe('two')
  })

  test('gets a tap while a message of the same person is still under way', async () => {
    await call('setWebhook', { url })
    ann.sendsWithoutWaiting('one')
    ann.tapsDataWithoutWaiting(1, 'book')
    await arrived(2)
    expect(deliveries[1]!.update.callback_query?.data).toBe('book')
  })

  test('opens no more connections than it was allowed', async () => {
    await call('setWebhook', { url, max_connections: 2 })
    const people = Array.from({ length: 4 }, (_, number) => telegram.person({ first_name: `P${number}` }))
    for (const person of people) person.sendsWithoutWaiting('hello')
    await arrived(2)
    expect((await call('getWebhookInfo')).result?.pending_update_count).toBe(4)
    expect(deliveries).toHaveLength(2)
    deliveries[0]!.answer(200)
    await arrived(3)
  })

  test('gets an update again until it is taken', async () => {
    await call('setWebhook', { url })
    ann.sendsWithoutWaiting('hello')
    await arrived(1)
    deliveries[0]!.answer(500)
    await arrived(2)
    expect(deliveries[1]!.update).toEqual(deliveries[0]!.update)
    expect((await call('getWebhookInfo')).result?.last_error_message).toBe(
      'Wrong response from the webhook: 500 Internal Server Error',
    )
    deliveries[1]!.answer(200)
    await telegram.idle()
  })

  test('ends a waiting poll', async () => {
    const waiting = poll({ timeout: 50 })
    await telegram.until(() => telegram.journal.at(-1)?.params['timeout'] === 50 || 'the poll')
    await call('setWebhook', { url })
    expect(await waiting).toMatchObject({
      error_code: 409,
      description: 'Conflict: terminated by setWebhook request',
    })
  })

  test('may drop what waits', async () => {
    ann.sendsWithoutWaiting('old')
    await call('setWebhook', { url, drop_pending_updates: true })
    await call('deleteWebhook')
    expect(await confirmAll(call)).toEqual([])
  })
})
