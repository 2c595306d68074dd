import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { withPatience, type Opening } from '../../src/connections.ts'
import type { Log } from '../../src/context.ts'
import { isConnectionError } from '../../src/ops/connection-error.ts'
import { connectRedis } from '../../src/ops/redis.ts'
import { StartRefused } from '../../src/ops/start-refused.ts'
import { waitFor } from '../../src/ops/wait-for.ts'
import { Database } from '../../src/storage/database.ts'
import { createEmptyDatabase, privateRedis } from '../support/services.ts'

function openLog() {
  const messages: string[] = []
  const note = (_: object, message: string) => void messages.push(message)
  const log: Log = { debug: note, info: note, warn: note, error: note }
  return { log, messages }
}

async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function connect(url: string): Promise<void> {
  const client = new pg.Client(url)
  try {
    await client.connect()
  } finally {
    await client.end()
  }
}

describe('a start waits', () => {
  test('until what is away is back, and says what it waits for', async () => {
    const { log, messages } = openLog()
    const port = await unusedPort()
    const database = await createEmptyDatabase()
    const addresses = [`postgresql://localhost:${port}/x`, database.url]

    await waitFor('PostgreSQL', () => connect(addresses.shift()!), { log, timeoutSeconds: 0 })

    expect(addresses).toEqual([])
    expect(messages).toEqual(['Waiting for PostgreSQL, which does not answer'])
    await database.drop()
  })

  test('no longer than it is told', async () => {
    const { log } = openLog()
    const port = await unusedPort()
    const connection = { host: '127.0.0.1', port, db: 0 }

    const waiting = waitFor('Redis', () => connectRedis(connection, log), { log, timeoutSeconds: 0.1 })

    await expect(waiting).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringMatching(/^Redis did not answer for .* ECONNREFUSED/),
    })
  })
})

describe('a start is refused at once', () => {
  test('by a wrong password of the database', async () => {
    const { log, messages } = openLog()
    const database = await createEmptyDatabase()
    const url = Object.assign(new URL(database.url), { password: 'wrong' }).href

    await expect(waitFor('PostgreSQL', () => connect(url), { log, timeoutSeconds: 0 })).rejects.toMatchObject(
      {
        exitCode: 78,
        message: expect.stringContaining('does not let this program in'),
      },
    )
    expect(messages).toEqual([])
    await database.drop()
  })

  test('by a missing database', async () => {
    const { log } = openLog()
    const database = await createEmptyDatabase()
    await database.drop()

    await expect(
      waitFor('PostgreSQL', () => connect(database.url), { log, timeoutSeconds: 0 }),
    ).rejects.toMatchObject({ exitCode: 78 })
  })

  test('by a wrong password of Redis', async () => {
    const { log } = openLog()
    const { hostname, port } = new URL((await privateRedis()).url)
    const connection = { host: hostname, port: Number(port), db: 0, username: 'nobody', password: 'wrong' }

    await expect(
      waitFor('Redis', () => connectRedis(connection, log), { log, timeoutSeconds: 0 }),
    ).rejects.toMatchObject({ exitCode: 78, message: expect.stringContaining('WRONGPASS') })
  })

  test('by the probe itself', async () => {
    const { log } = openLog()
    const refusal = new StartRefused(77, 'Telegram refuses the token')

    await expect(waitFor('Telegram', () => Promise.reject(refusal), { log, timeoutSeconds: 0 })).rejects.toBe(
      refusal,
    )
  })
})

test('a statement that fails is no reason to wait', async () => {
  const { log, messages } = openLog()
  const database = await createEmptyDatabase()
  const probe = async () => {
    const client = new pg.Client(database.url)
    await client.connect()
    try {
      await client.query('select * from nowhere')
    } finally {
      await client.end()
    }
  }

  await expect(waitFor('PostgreSQL', probe, { log, timeoutSeconds: 0 })).rejects.toThrow('nowhere')
  expect(messages).toEqual([])
  await database.drop()
})

describe('a step of the start', () => {
  const opening = (log: Log) => ({ config: { startupTimeoutSeconds: 0 }, log }) as Opening

  test.each([
    new TypeError('x is not a function'),
    new RangeError('too long'),
    new Error('nobody was found'),
  ])('ends by a bug: %s', async (bug) => {
    const { log, messages } = openLog()
    await expect(withPatience(opening(log), () => Promise.reject(bug))).rejects.toBe(bug)
    expect(messages).toEqual([])
  })

  test('is repeated while PostgreSQL or Redis is away, busy or about to stop', async () => {
    const { log, messages } = openLog()
    const database = await createEmptyDatabase()
    const open = (connectionString: string) =>
      new Database({ connectionString, max: 1, connectionTimeoutMillis: 200 }, () => undefined)
    const port = await unusedPort()
    const [away, good] = [open(`postgresql://127.0.0.1:${port}/x`), open(database.url)]
    try {
      const failures = [
        away.query('select 1'),
        connectRedis({ host: '127.0.0.1', port, db: 0 }, log),
        good.query(`do $$ begin perform pg_sleep(0.5); raise 'stopping' using errcode = '57P01'; end $$`),
        good.query('select 1'),
      ]
      const errors = await Promise.all(failures.map((failure) => failure.catch((error: unknown) => error)))
      expect(errors.map(isConnectionError)).toEqual([true, true, true, true])
      const steps = [() => away.query('select 1'), () => good.query('select 1')]
      await withPatience(opening(log), async () => await steps.shift()!())
      expect(messages).toEqual(['Waiting for PostgreSQL or Redis, which does not answer'])
    } finally {
      await Promise.all([away.close(), good.close()])
      await database.drop()
    }
  })
})
