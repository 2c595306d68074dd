import { get, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from '@jest/globals'
import { startHttpServer, type HttpServer, type HttpServerOptions } from '../../src/ops/http-server.ts'

let server: HttpServer | undefined

afterEach(async () => {
  await server?.close()
})

async function serve(options: Partial<HttpServerOptions>): Promise<(path: string) => Promise<Answer>> {
  const ignore = () => undefined
  server = await startHttpServer({
    port: 0,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    alive: () => ({}),
    ready: () => Promise.resolve({}),
    metrics: () => Promise.resolve(''),
    webhook: null,
    ...options,
  })
  const { port } = server
  return (path) => askAt(port, path)
}

interface Answer {
  readonly status: number | undefined
  readonly body: string
}

async function askAt(port: number, path: string): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    get({ port, path, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject)
    }).on('error', reject)
  })
}

describe('the health server', () => {
  test('answers 200 while everything works', async () => {
    const ask = await serve({
      alive: () => ({ intake: true }),
      ready: () => Promise.resolve({ postgresql: true, redis: true }),
    })

    expect(await ask('/healthz')).toMatchObject({ status: 200, body: '{"ok":true,"intake":true}\n' })
    expect(await ask('/readyz?from=docker')).toMatchObject({ status: 200 })
  })

  test('answers 503 and names what does not work', async () => {
    const ask = await serve({
      alive: () => ({ intake: false }),
      ready: () => Promise.resolve({ postgresql: true, redis: false }),
    })

    expect(await ask('/healthz')).toMatchObject({ status: 503 })
    expect(await ask('/readyz')).toMatchObject({
      status: 503,
      body: '{"ok":false,"postgresql":true,"redis":false}\n',
    })
  })

  test('answers 500 when a check fails by itself, and lives on', async () => {
    const ask = await serve({ ready: () => Promise.reject(new Error('broken')) })

    expect(await ask('/readyz')).toMatchObject({ status: 500 })
    expect(await ask('/healthz')).toMatchObject({ status: 200 })
  })

  test('knows no other path', async () => {
    const ask = await serve({})

    expect(await ask('/')).toMatchObject({ status: 404 })
    expect(await ask('//')).toMatchObject({ status: expect.any(Number) })
  })
})

describe('the webhook', () => {
  const received: unknown[] = []
  const webhook = {
    path: '/salon',
    secret: 'nobody-guesses-it',
    receive: (update: unknown) => {
      received.push(update)
      return Promise.resolve(!JSON.stringify(update).includes('again'))
    },
  }
  const known = { 'x-telegram-bot-api-secret-token': webhook.secret }

  async function deliver(pieces: readonly Uint8Array[], headers: Record<string, string>, path = '/salon') {
    await serve({ webhook })
    received.length = 0
    return await new Promise<number | undefined>((resolve, reject) => {
      const sent = request({ port: server!.port, path, method: 'POST', headers, agent: false }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.on('error', reject)
      for (const piece of pieces) sent.write(piece)
      sent.end()
    })
  }

  test('joins a letter that is split between two pieces', async () => {
    const body = Buffer.from(JSON.stringify({ update_id: 1, text: 'Щёлк' }))
    const pieces = Array.from(body, (byte) => Uint8Array.of(byte))

    expect(await deliver(pieces, known)).toBe(200)
    expect(received).toEqual([{ update_id: 1, text: 'Щёлк' }])
  })

  test('asks Telegram to come again when the update is neither handled nor put aside', async () => {
    expect(await deliver([Buffer.from('{"update_id":1,"text":"again"}')], known)).toBe(500)
  })

  const small = Buffer.from('{"update_id":1}')
  const wrong = { 'x-telegram-bot-api-secret-token': 'nobody-guesses-i' }
  test.each([
    ['without the secret', [small], {}, '/salon', 401],
    ['with another secret', [small], wrong, '/salon', 401],
    ['to another path', [small], known, '/other', 404],
    ['that is no JSON', [Buffer.from('{')], known, '/salon', 400],
    ['that is too large', [Buffer.alloc(600_000, 32), Buffer.alloc(600_000, 32)], known, '/salon', 413],
  ] as const)('takes nothing %s', async (_what, pieces, headers, path, status) => {
    expect(await deliver(pieces, headers, path)).toBe(status)
    expect(received).toEqual([])
  })
})

test('a port that is taken refuses the start and says so', async () => {
  const parts = {
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    alive: () => ({}),
    ready: () => Promise.resolve({}),
    metrics: () => Promise.resolve(''),
    webhook: null,
  }
  const first = await startHttpServer({ ...parts, port: 0 })
  try {
    await expect(startHttpServer({ ...parts, port: first.port })).rejects.toMatchObject({
      exitCode: 78,
      message: `PORT ${first.port} is taken by another program. Set PORT to another one, or to 0 for any.`,
    })
  } finally {
    await first.close()
  }
})
