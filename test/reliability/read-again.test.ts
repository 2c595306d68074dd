import { afterEach, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import type { ReadAgainChannel } from '../../src/context.ts'
import { createCache } from '../../src/ops/cache.ts'
import { openRedisChannel } from '../../src/ops/redis-channel.ts'
import { openNoticeChannel } from '../../src/storage/notice-channel.ts'
import { loadSettings } from '../../src/usecases/load-settings.ts'
import { backendKinds } from '../support/backends.ts'
import { openLink, type Link } from '../support/link.ts'
import { openSalon, type Salon } from '../support/salon.ts'
import { privateRedis, type TestRedis } from '../support/services.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import { until } from '../support/until.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

interface Process {
  /** What its screens show. */
  businessName(): Promise<string>
  /** Changes it, and tells the others. */
  rename(name: string): Promise<void>
  /** How often it was told to read again. */
  words: number
  /** Real time, in milliseconds. */
  now: number
}

async function rename({ db }: Pick<TestTenant, 'db'>, name: string): Promise<void> {
  await db.query(
    `insert into settings (key, value, version, updated_at) values ('business_name', $1, 1, '2026-03-02T06:00Z')
     on conflict (key) do update set value = excluded.value, version = settings.version + 1`,
    [JSON.stringify(name)],
  )
}

/** Another process of the same tenant, as far as it keeps things in memory; its way to the server may be cut. */
async function openProcess(tenant: TestTenant, redis: TestRedis | null, port?: number): Promise<Process> {
  const process: Process = {
    words: 0,
    now: 0,
    businessName: async () => (await loadSettings(ctx)).businessName,
    rename: async (name) => {
      await rename(tenant, name)
      cache.forget()
      await channel.announce()
    },
  }
  const cache = createCache(30_000, () => process.now)
  const ctx = { ...tenant.ctx, cache }
  const onWord = () => {
    process.words += 1
    cache.forget()
  }
  const channel = openChannel(tenant, redis, onWord, port)
  closers.push(() => channel.close())
  await until(() => process.words > 0)
  return process
}

function openChannel(
  { db, ctx, database }: TestTenant,
  redis: TestRedis | null,
  onWord: () => void,
  port?: number,
): ReadAgainChannel {
  const { log } = ctx
  if (!redis) {
    const url = new URL(database.url)
    if (port !== undefined) url.port = String(port)
    return openNoticeChannel({
      databaseUrl: url.href,
      applicationName: 'booking-test',
      db,
      channel: 'booking_test',
      onWord,
      log,
    })
  }
  const { hostname: host, port: own, password } = new URL(redis.url)
  const speaker = new Redis(redis.url)
  closers.push(() => speaker.quit())
  const connection = { host, port: port ?? Number(own), db: 0, ...(password && { password }) }
  return openRedisChannel({ connection, speaker, channel: `${redis.prefix}read-again`, onWord, log })
}

describe.each(backendKinds)('what one process changes, told over %s', (backend) => {
  async function open() {
    const tenant = await openTenant()
    closers.push(() => tenant.close())
    const redis = backend === 'redis' ? await privateRedis() : null
    return { tenant, redis }
  }

  /** To the server over which the word goes. */
  async function link(tenant: TestTenant, redis: TestRedis | null): Promise<Link> {
    const opened = await openLink(Number(new URL(redis?.url ?? tenant.database.url).port))
    closers.push(() => opened.cut())
    return opened
  }

  test('another sees without waiting for the age of what it keeps', async () => {
    const { tenant, redis } = await open()
    const [one, other] = [await openProcess(tenant, redis), await openProcess(tenant, redis)]
    expect([await one.businessName(), await other.businessName()]).toEqual([
      'Telegram Booking',
      'Telegram Booking',
    ])
    await one.rename('Вера')
    expect(await one.businessName()).toBe('Вера')
    await until(async () => (await other.businessName()) === 'Вера')
  })

  test('another that can’t be told keeps for half a minute, and sees at once when it can be told again', async () => {
    const { tenant, redis } = await open()
    const way = await link(tenant, redis)
    const [one, other] = [await openProcess(tenant, redis), await openProcess(tenant, redis, way.port)]
    await other.businessName()
    await way.cut()
    const { words } = other
    await one.rename('Вера')
    other.now = 29_999
    expect(await other.businessName()).toBe('Telegram Booking')
    other.now = 30_000
    expect(await other.businessName()).toBe('Вера')

    await one.rename('Зоя')
    expect(await other.businessName()).toBe('Вера')
    await way.mend()
    await until(async () => (await other.businessName()) === 'Зоя')
    expect(other.words).toBeGreaterThan(words)
  })

  test('a program that runs sees it', async () => {
    const salon: Salon = await openSalon({ backend, env: { BUSINESS_NAME: 'До' } })
    closers.push(() => salon.close())
    const ann = salon.person('Анна')
    await ann.sends('/start')
    await rename(salon, 'После')
    await ann.taps('О нас')
    expect(ann.lastMessage().text).toMatch(/^До/)
    const channel = salon.redis ? `${salon.redis.prefix}read-again` : `booking_${salon.database.schema}`
    if (salon.redis) {
      const redis = new Redis(salon.redis.url)
      await redis.publish(channel, 'drop table bookings')
      await redis.quit()
    } else {
      await salon.db.query(`select pg_notify($1, 'drop table bookings')`, [channel])
    }
    await until(async () => {
      await ann.taps('О нас')
      return ann.lastMessage().text.startsWith('После')
    })
    const [listening] = await salon.db.query<{ count: number }>(
      `select count(*) from pg_stat_activity where datname = current_database() and query like 'listen %'`,
    )
    expect(listening!.count).toBe(backend === 'redis' ? 0 : 1)
  })
})
