import { request as httpRequest } from 'node:http'
import { createInterface } from 'node:readline'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Stage } from '../../playground/page-actions.ts'
import { startPage, type Page } from '../../playground/page-server.ts'
import { startTelegram, type BotAccount, type Telegram } from '../../playground/server.ts'
import { createMovableClock, type MovableClock } from '../../src/ops/clock.ts'
import { callerOf, confirmAll } from './call.ts'

let telegram: Telegram
let bot: BotAccount
let clock: MovableClock
let page: Page
let annId: number

beforeEach(async () => {
  clock = createMovableClock()
  telegram = await startTelegram({ clock: () => clock.now().getTime() })
  bot = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  annId = telegram.person({ first_name: 'Ann', language_code: 'en' }).id
  page = await startPage({ ...stage(), port: 24_000 })
})

afterEach(async () => {
  await page.close()
  await telegram.stop()
})

function stage(): Stage {
  return {
    title: 'Salon',
    zone: 'Europe/Berlin',
    telegram,
    bot,
    clock,
    parts: new Map([[annId, 'Client']]),
    jumps: [
      { label: '+1 hour', distance: () => Promise.resolve(3_600_000) },
      { label: 'To nowhere', distance: () => Promise.resolve('Nothing is planned') },
    ],
  }
}

interface Answer {
  readonly status: number
  readonly body: { readonly message?: string }
}

function ask(
  path: string,
  { headers = {}, body, method }: { headers?: Record<string, string>; body?: unknown; method?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const request = httpRequest(
      new URL(path, page.address),
      {
        method: method ?? (text === undefined ? 'GET' : 'POST'),
        agent: false,
        headers: {
          ...(text !== undefined && {
            'Content-Type': 'application/json',
            'Content-Length': String(Buffer.byteLength(text)),
          }),
          ...headers,
        },
      },
      (response) => {
        const answered = (parsed: unknown) =>
          resolve({ status: response.statusCode ?? 0, body: parsed as Answer['body'] })
        json(response).then(answered, () => answered({}))
      },
    )
    request.on('error', reject).end(text)
  })
}

/** What the page's stream tells, as it comes; `next` waits for an event of that name. */
function listen() {
  const heard: { event: string; data: Record<string, unknown> }[] = []
  let look: () => unknown = () => undefined
  let event = ''
  const request = httpRequest(new URL('/events', page.address), { agent: false }, (response) => {
    const lines = createInterface({ input: response })
    lines.on('error', () => undefined)
    lines.on('line', (line) => {
      if (line.startsWith('event: ')) event = line.slice(7)
      if (!line.startsWith('data: ')) return
      heard.push({ event, data: JSON.parse(line.slice(6)) as Record<string, unknown> })
      look()
    })
  })
  request.on('error', () => undefined).end()
  const next = (wanted: string) =>
    new Promise<Record<string, unknown>>((resolve) => {
      look = () => {
        const index = heard.findIndex((one) => one.event === wanted)
        const [found] = index < 0 ? [] : heard.splice(0, index + 1).slice(-1)
        if (found) resolve(found.data)
      }
      look()
    })
  return { next, close: () => void request.destroy() }
}

describe('only this page on this machine is served', () => {
  test.each([
    ['a name of somebody else that leads here', { Host: 'salon.example:24000' }],
    ['a wrong port', { Host: '127.0.0.1:1' }],
    ['a page of somebody else', { Origin: 'https://salon.example' }],
    ['a page of another port', { Origin: 'http://127.0.0.1:1' }],
    ['a form', { 'Content-Type': 'text/plain' }],
  ])('not %s', async (_, headers) => {
    const refused = await ask(`/people/${annId}/send`, { body: { text: '/start' }, headers })
    expect(refused.status).toBe(403)
    expect(telegram.personById(annId).screen().messages).toEqual([])
  })

  test('nor is the stream told to a foreign name', async () => {
    expect((await ask('/events', { headers: { Host: 'salon.example' } })).status).toBe(403)
  })

  test('the page itself is', async () => {
    for (const path of ['/', '/page.css', '/main.js']) expect((await ask(path)).status).toBe(200)
    expect((await ask('/../demo.ts')).status).toBe(404)
    expect((await ask('/', { method: 'DELETE' })).status).toBe(405)
  })
})

describe('the stream', () => {
  test('begins with everything and goes on with numbered changes', async () => {
    await ask(`/people/${annId}/send`, { body: { text: 'before' } })
    const stream = listen()
    const snapshot = await stream.next('snapshot')
    expect(snapshot).toMatchObject({
      title: 'Salon',
      zone: 'Europe/Berlin',
      jumps: ['+1 hour', 'To nowhere'],
      phones: [
        { id: annId, name: 'Ann', part: 'Client', chat: { messages: [{ text: 'before' }] }, keys: null },
      ],
    })
    await ask(`/people/${annId}/send`, { body: { text: 'after' } })
    expect(await stream.next('change')).toMatchObject({
      seq: Number(snapshot['seq']) + 1,
      kind: 'message',
      personId: annId,
      message: { from: 'person', text: 'after' },
    })
    stream.close()
  })

  test('tells of a new person with their whole phone', async () => {
    const stream = listen()
    await stream.next('snapshot')
    expect((await ask('/people', { body: { name: 'Boris', language: 'ru' } })).status).toBe(200)
    expect(await stream.next('change')).toMatchObject({
      kind: 'person',
      phone: { name: 'Boris', language: 'ru' },
    })
    stream.close()
  })

  test('tells when the clock was moved', async () => {
    const stream = listen()
    await stream.next('snapshot')
    const before = clock.now().getTime()
    await ask('/clock', { body: { jump: 0 } })
    const { now } = await stream.next('clock')
    expect(Number(now) - before).toBeGreaterThanOrEqual(3_600_000)
    stream.close()
  })
})

describe('people', () => {
  test('a tap brings the bot the data of the button', async () => {
    const call = callerOf(telegram, bot)
    await ask(`/people/${annId}/send`, { body: { text: '/start' } })
    const { result } = await call('sendMessage', {
      chat_id: annId,
      text: 'Well?',
      reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] },
    })
    await ask(`/people/${annId}/tap`, { body: { message: result?.message_id, data: 'yes' } })
    const updates = await confirmAll(call)
    expect(updates.at(-1)?.callback_query?.data).toBe('yes')
  })

  test('a contact key sends the own contact, another key its text', async () => {
    const call = callerOf(telegram, bot)
    await ask(`/people/${annId}/send`, { body: { text: '/start' } })
    await call('sendMessage', {
      chat_id: annId,
      text: 'Your number?',
      reply_markup: { keyboard: [[{ text: 'Share', request_contact: true }, { text: 'No' }]] },
    })
    await ask(`/people/${annId}/press`, { body: { row: 0, column: 0 } })
    await ask(`/people/${annId}/press`, { body: { row: 0, column: 1 } })
    const updates = await confirmAll(call)
    expect(updates.slice(-2)).toMatchObject([
      { message: { contact: { user_id: annId } } },
      { message: { text: 'No' } },
    ])
    expect((await ask(`/people/${annId}/press`, { body: { row: 3, column: 0 } })).body.message).toBe(
      'That key is gone',
    )
  })

  test('a key that asks for a person sends whoever was chosen from the list', async () => {
    const call = callerOf(telegram, bot)
    const boris = telegram.person({ first_name: 'Boris' }).id
    telegram.person({ first_name: 'Clara' })
    await ask(`/people/${annId}/send`, { body: { text: '/start' } })
    await call('sendMessage', {
      chat_id: annId,
      text: 'Whom?',
      reply_markup: {
        keyboard: [[{ text: 'Choose', request_users: { request_id: 7, request_name: true } }]],
      },
    })
    const press = (person?: number) =>
      ask(`/people/${annId}/press`, { body: { row: 0, column: 0, ...(person && { person }) } })
    expect((await press(annId)).body.message).toBe('Choose somebody else')
    expect((await press()).status).toBe(400)
    expect((await press(boris)).status).toBe(200)
    const updates = await confirmAll(call)
    expect(updates.slice(1)).toMatchObject([
      { message: { users_shared: { request_id: 7, users: [{ user_id: boris, first_name: 'Boris' }] } } },
    ])
  })

  test('who blocked the bot cannot write until they let it in again', async () => {
    await ask(`/people/${annId}/block`, { body: { blocked: true } })
    const refused = await ask(`/people/${annId}/send`, { body: { text: 'hello' } })
    expect(refused).toEqual({ status: 400, body: { message: 'Unblock the bot first' } })
    await ask(`/people/${annId}/block`, { body: { blocked: false } })
    expect((await ask(`/people/${annId}/send`, { body: { text: 'hello' } })).status).toBe(200)
    await confirmAll(callerOf(telegram, bot))
  })

  test.each([
    ['nobody', '/people/1/send', { text: 'x' }],
    ['an empty text', `/people/ANN/send`, { text: '  ' }],
    ['a text that is too long', '/people/ANN/send', { text: 'x'.repeat(4097) }],
    ['a body that is too long', '/people/ANN/send', { text: 'x'.repeat(40_000) }],
    ['a tap without data', '/people/ANN/tap', { message: 1 }],
    ['an unknown verb', '/people/ANN/fly', {}],
    ['an unknown jump', '/clock', { jump: 7 }],
    ['no object', '/people', 7],
  ])('%s is refused with words', async (_, path, body) => {
    const refused = await ask(path.replace('ANN', String(annId)), { body })
    expect(refused.status).toBe(400)
    expect(refused.body.message).toMatch(/\w+ \w+/)
  })
})

test('a jump that leads nowhere says so and moves nothing', async () => {
  const before = clock.now().getTime()
  expect(await ask('/clock', { body: { jump: 1 } })).toEqual({
    status: 200,
    body: { message: 'Nothing is planned' },
  })
  expect(clock.now().getTime() - before).toBeLessThan(60_000)
})

test('what a bot sends is only ever a download', async () => {
  const { id } = telegram.world.files.add('documents', {
    fileName: 'визит.html',
    mimeType: 'text/html',
    bytes: Buffer.from('<script>1</script>'),
  })
  const response = await fetch(new URL(`/files/${id}`, page.address), { headers: { connection: 'close' } })
  expect(await response.text()).toBe('<script>1</script>')
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('визит.html')}`,
  )
  expect((await ask('/files/none')).status).toBe(404)
})

test('a port in use: the next free one is taken', async () => {
  const second = await startPage({ ...stage(), port: page.port })
  expect(second.port).toBeGreaterThan(page.port)
  await second.close()
})
