import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startHealthServer,
  type HealthServer,
  type HealthServerOptions,
} from '../../src/ops/health-server.ts'

let server: HealthServer | undefined

afterEach(async () => {
  await server?.close()
})

async function serve(options: Partial<HealthServerOptions>): Promise<(path: string) => Promise<Answer>> {
  const ignore = () => undefined
  server = await startHealthServer({
    port: 0,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    alive: () => ({}),
    ready: () => Promise.resolve({}),
    metrics: () => Promise.resolve(''),
    ...options,
  })
  const { port } = server
  return (path) => ask(port, path)
}

interface Answer {
  readonly status: number | undefined
  readonly body: string
}

async function ask(port: number, path: string): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    get({ port, path, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject)
    }).on('error', reject)
  })
}

describe('the health server', () => {
  test('answers 200 while everything works', async () => {
    const request = await serve({
      alive: () => ({ intake: true }),
      ready: () => Promise.resolve({ postgresql: true, redis: true }),
    })

    expect(await request('/healthz')).toMatchObject({ status: 200, body: '{"ok":true,"intake":true}\n' })
    expect(await request('/readyz?from=docker')).toMatchObject({ status: 200 })
  })

  test('answers 503 and names what does not work', async () => {
    const request = await serve({
      alive: () => ({ intake: false }),
      ready: () => Promise.resolve({ postgresql: true, redis: false }),
    })

    expect(await request('/healthz')).toMatchObject({ status: 503 })
    expect(await request('/readyz')).toMatchObject({
      status: 503,
      body: '{"ok":false,"postgresql":true,"redis":false}\n',
    })
  })

  test('answers 500 when a check fails by itself, and lives on', async () => {
    const request = await serve({ ready: () => Promise.reject(new Error('broken')) })

    expect(await request('/readyz')).toMatchObject({ status: 500 })
    expect(await request('/healthz')).toMatchObject({ status: 200 })
  })

  test('knows no other path', async () => {
    const request = await serve({})

    expect(await request('/')).toMatchObject({ status: 404 })
    expect(await request('//')).toMatchObject({ status: expect.any(Number) })
  })
})

test('a port that is taken refuses the start and says so', async () => {
  const parts = {
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    alive: () => ({}),
    ready: () => Promise.resolve({}),
    metrics: () => Promise.resolve(''),
  }
  const first = await startHealthServer({ ...parts, port: 0 })
  try {
    await expect(startHealthServer({ ...parts, port: first.port })).rejects.toMatchObject({
      exitCode: 78,
      message: `PORT ${first.port} is taken by another program. Set PORT to another one, or to 0 for any.`,
    })
  } finally {
    await first.close()
  }
})
