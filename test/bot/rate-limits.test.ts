import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { createRateLimits, type RateLimits, type SentKind } from '../../src/bot/rate-limits.ts'
import { privateRedis } from '../support/services.ts'

const limits = { messagesPerMinute: 3, tapsPerMinute: 5 }
const ann = { telegramId: 1, isAdmin: false }
const owner = { telegramId: 2, isAdmin: true }

async function takeMany(rateLimits: RateLimits, times: number, kind: SentKind = 'message', sender = ann) {
  const verdicts = []
  for (let turn = 0; turn < times; turn++) verdicts.push(await rateLimits.take(kind, sender))
  return verdicts
}

describe.each(['memory', 'redis'] as const)('limits counted in %s', (kind) => {
  let rateLimits: RateLimits
  let close: () => Promise<void>

  beforeEach(async () => {
    if (kind === 'memory') {
      rateLimits = createRateLimits({ ...limits, redis: null })
      close = () => Promise.resolve()
      return
    }
    const server = await privateRedis()
    const client = new Redis(server.url)
    rateLimits = createRateLimits({ ...limits, redis: { client, prefix: server.prefix } })
    close = async () => {
      client.disconnect()
      await server.drop()
    }
  })

  afterEach(async () => await close())

  test('let a person send as much as allowed, then refuse and say it first once', async () => {
    const verdicts = await takeMany(rateLimits, 6)
    expect(verdicts.slice(0, 3)).toEqual([{ allowed: true }, { allowed: true }, { allowed: true }])
    expect(verdicts.slice(3)).toEqual([
      { allowed: false, first: true, minutes: 1 },
      { allowed: false, first: false, minutes: 1 },
      { allowed: false, first: false, minutes: 1 },
    ])
  })

  test('count messages and taps apart, and each person alone', async () => {
    await takeMany(rateLimits, 4)
    expect(await takeMany(rateLimits, 5, 'tap')).not.toContainEqual(
      expect.objectContaining({ allowed: false }),
    )
    expect(await rateLimits.take('message', { telegramId: 3, isAdmin: false })).toEqual({ allowed: true })
  })

  test('give admins more', async () => {
    expect(await takeMany(rateLimits, 15, 'message', owner)).not.toContainEqual(
      expect.objectContaining({ allowed: false }),
    )
  })

  test('make the pause longer for a second flood', async () => {
    await takeMany(rateLimits, 4)
    const [, , , , , refusal] = await takeMany(rateLimits, 6, 'tap')
    expect(refusal).toEqual({ allowed: false, first: true, minutes: 5 })
  })
})

test('a Redis that is away refuses nobody and floods still end', async () => {
  const server = await privateRedis()
  const client = new Redis(server.url, { maxRetriesPerRequest: 0, retryStrategy: null, lazyConnect: true })
  client.on('error', () => undefined)
  const rateLimits = createRateLimits({ ...limits, redis: { client, prefix: server.prefix } })
  await client.connect()
  client.disconnect()
  try {
    const verdicts = await takeMany(rateLimits, 5)
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false])
  } finally {
    await server.drop()
  }
})
