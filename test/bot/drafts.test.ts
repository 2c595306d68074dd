import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import type { Draft, DraftStore } from '../../src/bot/drafts/draft-store.ts'
import { createRedisDrafts } from '../../src/bot/drafts/redis-drafts.ts'
import { createStoredDrafts } from '../../src/bot/drafts/stored-drafts.ts'
import type { Actor } from '../../src/usecases/actor.ts'
import { privateRedis } from '../support/services.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'

const first: Draft = { dialog: 'add_service', step: 'name', answers: { currency: 'RUB' }, version: 100 }
const second: Draft = {
  ...first,
  step: 'minutes',
  answers: { currency: 'RUB', name: 'Стрижка "ё"' },
  version: 101,
}

interface Place {
  readonly drafts: DraftStore
  readonly redis: Redis | null
  readonly prefix: string
  close(): Promise<void>
}

async function openPlace(kind: 'redis' | 'postgresql', tenant: TestTenant): Promise<Place> {
  if (kind === 'postgresql') {
    const drafts = createStoredDrafts(tenant.ctx)
    return { drafts, redis: null, prefix: '', close: () => Promise.resolve() }
  }
  const server = await privateRedis()
  const redis = new Redis(server.url)
  const drafts = createRedisDrafts(tenant.ctx, { redis, prefix: server.prefix })
  return {
    drafts,
    redis,
    prefix: server.prefix,
    close: async () => {
      redis.disconnect()
      await server.drop()
    },
  }
}

describe.each(['redis', 'postgresql'] as const)('drafts in %s', (kind) => {
  let tenant: TestTenant
  let place: Place
  let ann: Actor

  beforeEach(async () => {
    tenant = await openTenant()
    place = await openPlace(kind, tenant)
    ann = await tenant.person('Анна')
  })

  afterEach(async () => {
    await place.close()
    await tenant.close()
  })

  test('are not looked for behind whoever books for the person, when none is open', async () => {
    await tenant.db.transaction(async (tx) => {
      await tx.query('select from users where id = $1 for update', [ann.userId])
      expect(await place.drafts.takeLost(ann)).toBeNull()
    })
  })

  test('are kept as they were saved, one a person', async () => {
    const bob = await tenant.person('Борис')
    expect(await place.drafts.load(ann)).toBeNull()
    expect(await place.drafts.save(ann, first, null)).toBe(true)
    expect(await place.drafts.save(ann, second, first)).toBe(true)
    expect(await place.drafts.load(ann)).toEqual(second)
    expect(await place.drafts.load(bob)).toBeNull()
  })

  test('are not overwritten by somebody who saw an older version, or none', async () => {
    await place.drafts.save(ann, first, null)
    await place.drafts.save(ann, second, first)
    expect(await place.drafts.save(ann, { ...first, version: 102 }, first)).toBe(false)
    expect(await place.drafts.save(ann, { ...first, version: 102 }, null)).toBe(false)
    expect(await place.drafts.load(ann)).toEqual(second)
  })

  test('of many who save at once over one version, one wins', async () => {
    await place.drafts.save(ann, first, null)
    const attempts = Array.from({ length: 20 }, (_, index) => ({ ...second, version: 200 + index }))
    const saved = await Promise.all(attempts.map((draft) => place.drafts.save(ann, draft, first)))
    expect(saved.filter(Boolean)).toHaveLength(1)
    expect((await place.drafts.load(ann))?.version).toBe(200 + saved.indexOf(true))
  })

  test('are gone after a dialog ends, and nothing is missed', async () => {
    await place.drafts.save(ann, first, null)
    await place.drafts.clear(ann)
    expect(await place.drafts.load(ann)).toBeNull()
    expect(await place.drafts.takeLost(ann)).toBeNull()
    expect(await place.drafts.save(ann, second, null)).toBe(true)
  })
})

test('a draft that Redis lost is missed once, by the name of its dialog', async () => {
  const tenant = await openTenant()
  const place = await openPlace('redis', tenant)
  try {
    const ann = await tenant.person('Анна')
    await place.drafts.save(ann, first, null)
    await place.redis?.del(`${place.prefix}user:${ann.telegramId}:state`)
    expect(await place.drafts.load(ann)).toBeNull()
    expect(await place.drafts.takeLost(ann)).toBe('add_service')
    expect(await place.drafts.takeLost(ann)).toBeNull()
  } finally {
    await place.close()
    await tenant.close()
  }
})

test('a draft in Redis has its documented key and an end', async () => {
  const tenant = await openTenant()
  const place = await openPlace('redis', tenant)
  try {
    const ann = await tenant.person('Анна')
    await place.drafts.save(ann, first, null)
    const seconds = (await place.redis?.ttl(`${place.prefix}user:${ann.telegramId}:state`)) ?? -1
    expect(seconds).toBeGreaterThan(23 * 60 * 60)
  } finally {
    await place.close()
    await tenant.close()
  }
})

test('a draft in PostgreSQL is lost after a day, and another can be begun', async () => {
  const tenant = await openTenant()
  const { drafts } = await openPlace('postgresql', tenant)
  try {
    const ann = await tenant.person('Анна')
    await drafts.save(ann, first, null)
    tenant.clock.moveTo(new Date(tenant.clock.now().getTime() + 24 * 60 * 60 * 1000 + 1000))
    expect(await drafts.load(ann)).toBeNull()
    expect(await drafts.save(ann, second, null)).toBe(true)
    expect(await drafts.load(ann)).toEqual(second)
  } finally {
    await tenant.close()
  }
})

test('an installation that gave up Redis in the middle of a dialog can begin another', async () => {
  const tenant = await openTenant()
  const place = await openPlace('redis', tenant)
  try {
    const ann = await tenant.person('Анна')
    await place.drafts.save(ann, first, null)
    const drafts = createStoredDrafts(tenant.ctx)
    expect(await drafts.load(ann)).toBeNull()
    expect(await drafts.save(ann, second, null)).toBe(true)
  } finally {
    await place.close()
    await tenant.close()
  }
})
