import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Redis } from 'ioredis'
import { claimPrefix } from '../../src/ops/prefix-owner.ts'
import { connectRedis } from '../../src/ops/redis.ts'
import type { Database } from '../../src/storage/database.ts'
import { claimTenant, objectToOwner, type ClaimResult, type Start } from '../../src/usecases/claim-tenant.ts'
import { openClone } from '../migrations/migrated.ts'
import { privateRedis, type TestRedis } from '../support/services.ts'

const now = new Date('2026-03-02T06:00:00Z')
const done: ClaimResult = { ok: true }

let keys: TestRedis
let redis: Redis
let schema: Awaited<ReturnType<typeof openClone>>
let db: Database

beforeAll(async () => {
  keys = await privateRedis()
  const { hostname, port, password } = new URL(keys.url)
  const ignore = () => undefined
  redis = await connectRedis(
    { host: hostname, port: Number(port), db: 0, password: decodeURIComponent(password) },
    { debug: ignore, info: ignore, warn: ignore, error: ignore },
  )
})

afterAll(async () => {
  await redis.quit()
})

beforeEach(async () => {
  schema = await openClone()
  db = schema.db
})

afterEach(async () => {
  await keys.drop()
  await schema.close()
})

interface Claimant {
  readonly clientId?: string
  readonly botId?: number
  /** What follows the test's own prefix; null: without Redis. */
  readonly prefix?: string | null
}

function start({ clientId = 'alpha', botId = 111, prefix = 'a:' }: Claimant = {}): Start {
  const name = `${keys.prefix.slice(0, -1)}-${prefix ?? ''}`
  return {
    clientId,
    botId,
    schema: 'salon',
    prefix: prefix === null ? null : { name, claim: (owner) => claimPrefix(redis, name, owner) },
  }
}

async function drop(prefix: string): Promise<void> {
  await redis.del(`${keys.prefix.slice(0, -1)}-${prefix}owner`)
}

afterEach(async () => {
  await drop('a:')
  await drop('b:')
})

describe('the first start claims, and', () => {
  test('the same client may start again', async () => {
    expect(await claimTenant(db, start(), now)).toEqual(done)
    expect(await claimTenant(db, start(), now)).toEqual(done)
  })

  test('another client is refused, and told whose the schema is', async () => {
    await claimTenant(db, start(), now)

    const result = await claimTenant(db, start({ clientId: 'beta', prefix: 'b:' }), now)

    expect(result).toEqual({
      ok: false,
      message:
        'The schema "salon" belongs to the client "alpha" (bot 111), and this start is for the client "beta" ' +
        '(bot 111). Check CLIENT_ID, BOT_TOKEN and PG_SCHEMA.',
    })
  })

  test('another bot of the same client is refused, and told how it may take over', async () => {
    await claimTenant(db, start(), now)

    expect(await claimTenant(db, start({ botId: 222 }), now)).toMatchObject({
      ok: false,
      message:
        'The schema "salon" of the client "alpha" goes with the bot 111, and BOT_TOKEN is that of the bot 222. ' +
        'Give back the token of 111; or, if the new bot is to take over: npm run tenant -- rebind alpha --token -',
    })
  })

  test('another prefix is refused', async () => {
    await claimTenant(db, start(), now)

    expect(await claimTenant(db, start({ prefix: 'b:' }), now)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/goes with REDIS_KEY_PREFIX=.*-a:, and this start has .*-b:/),
    })
  })

  test('another schema with the same prefix is refused, and stays free', async () => {
    await claimTenant(db, start(), now)
    const other = await openClone()

    const refused = await claimTenant(other.db, start({ clientId: 'beta', botId: 222 }), now)
    const mended = await claimTenant(other.db, start({ clientId: 'beta', botId: 222, prefix: 'b:' }), now)

    expect(refused).toMatchObject({
      ok: false,
      message: expect.stringMatching(/The Redis prefix ".*-a:" belongs to the client "alpha" \(bot 111\)/),
    })
    expect(mended).toEqual(done)
    await other.close()
  })
})

test('where the bot is not known, only another client is told whose the schema is', () => {
  const owner = { clientId: 'alpha', botId: 111 }
  const start = { botId: null, schema: 'salon' }
  expect(objectToOwner(owner, { ...start, clientId: 'alpha' })).toBeNull()
  expect(objectToOwner(owner, { ...start, clientId: 'beta' })).toBe(
    'The schema "salon" belongs to the client "alpha" (bot 111), and this start is for the client "beta". ' +
      'Check CLIENT_ID, BOT_TOKEN and PG_SCHEMA.',
  )
})

test('after an emptied Redis the owner takes the prefix again', async () => {
  await claimTenant(db, start(), now)
  await drop('a:')

  expect(await claimTenant(db, start(), now)).toEqual(done)
  expect(await claimPrefix(redis, start().prefix!.name, { clientId: 'beta', botId: 222 })).toEqual({
    clientId: 'alpha',
    botId: 111,
  })
})

test('a tenant without Redis may get one later, and keeps its prefix from then on', async () => {
  await claimTenant(db, start({ prefix: null }), now)

  expect(await claimTenant(db, start({ prefix: 'a:' }), now)).toEqual(done)
  expect(await claimTenant(db, start({ prefix: null }), now)).toEqual(done)
  expect(await claimTenant(db, start({ prefix: 'b:' }), now)).toMatchObject({ ok: false })
})

test('of clients that start on one schema at the same moment one wins', async () => {
  const clients = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7']

  const results = await Promise.all(
    clients.map((clientId) => claimTenant(db, start({ clientId, prefix: null }), now)),
  )

  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
})

test('of clients that take one prefix at the same moment one wins', async () => {
  const owners = [1, 2, 3, 4, 5, 6, 7, 8].map((botId) => ({ clientId: `c${botId}`, botId }))

  const seen = await Promise.all(owners.map((owner) => claimPrefix(redis, start().prefix!.name, owner)))

  expect(new Set(seen.map(({ botId }) => botId)).size).toBe(1)
})
