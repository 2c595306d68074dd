import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import type { Person } from '../../playground/people.ts'
import { startTelegram, type BotAccount, type Telegram } from '../../playground/server.ts'
import { startRedis, type RunningRedis } from '../../scripts/services/redis.ts'
import { startApp, type App } from '../../src/app.ts'
import { createMovableClock, type MovableClock } from '../../src/ops/clock.ts'
import { insertService } from '../../src/storage/services.ts'
import type { Database } from '../../src/storage/database.ts'
import { backendKinds } from '../support/backends.ts'
import { withSearchPath } from '../../src/storage/pool-options.ts'
import { configOf, connect, mondayAtNine, redisVariables } from '../support/premises.ts'
import { tap } from '../support/screens.ts'
import { createEmptyDatabase, type TestDatabase } from '../support/services.ts'
import { countReminders, delivered } from './reminders.ts'

interface Tenant {
  readonly name: string
  readonly bot: BotAccount
  readonly app: App
  readonly db: Database
}

const startsAt = new Date('2026-03-04T10:00:00+03:00')
const hourMs = 3_600_000

describe.each(backendKinds)('two tenants on one database, with their queues on %s', (backend) => {
  let telegram: Telegram
  let clock: MovableClock
  let database: TestDatabase
  let redis: RunningRedis | null
  let tenants: Tenant[]
  const problems: string[] = []

  beforeEach(async () => {
    clock = createMovableClock()
    clock.moveTo(new Date(mondayAtNine))
    telegram = await startTelegram({ clock: () => clock.now().getTime() })
    database = await createEmptyDatabase()
    redis = backend === 'redis' ? await startRedis() : null
    tenants = await Promise.all(['alpha', 'beta'].map(open))
  })

  afterEach(async () => {
    for (const { app, db } of tenants) {
      await app.stop()
      await db.close()
    }
    await telegram.stop()
    await redis?.stop()
    await database.drop()
    expect(problems).toEqual([])
    expect(telegram.schemaViolations).toEqual([])
  })

  async function open(name: string): Promise<Tenant> {
    const bot = telegram.addBot({ username: `${name}_bot`, first_name: name })
    const config = configOf({
      CLIENT_ID: name,
      PORT: '0',
      BUSINESS_NAME: `Салон ${name}`,
      BOT_TOKEN: bot.token,
      ADMIN_IDS: '1',
      DATABASE_URL: database.url,
      PG_SCHEMA: name,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      ...redisVariables(redis && { url: redis.url, prefix: `${name}:` }),
    })
    const note = (_fields: object, message: string) => void problems.push(`${name}: ${message}`)
    const ignore = () => undefined
    const app = await startApp(config, {
      clock,
      log: { debug: ignore, info: ignore, warn: note, error: note },
      fail: (error) => problems.push(String(error)),
      intakeLimits: { asideAfterMs: 600_000 },
    })
    const db = connect(withSearchPath(database.url, name))
    await insertService(db, { name: `Стрижка ${name}`, durationMin: 60, priceMinor: 100_000 })
    return { name, bot, app, db }
  }

  async function book(person: Person): Promise<void> {
    await person.sends('/start')
    await tap(person, { to: 'book' })
    await tap(person, { to: 'day', text: '4' })
    await tap(person, { to: 'time', text: '10:00' })
    await tap(person, { to: 'ok' })
  }

  test('nothing of one crosses to the other, though the same person does the same at the same time', async () => {
    const ann = telegram.person({ first_name: 'Анна', language_code: 'ru' })
    const [inAlpha, inBeta] = tenants.map(({ bot }) => ann.with(bot)) as [Person, Person]
    await Promise.all([book(inAlpha), book(inBeta)])
    await inBeta.sends('/my')
    await tap(inBeta, { to: 'b' })
    await tap(inBeta, { to: 'cx' })
    await tap(inBeta, { to: 'cxok' })
    for (const hours of [24, 2, 1]) {
      clock.moveTo(new Date(startsAt.getTime() - hours * hourMs))
      for (const { db } of tenants) await delivered({ db, clock, telegram })
    }

    expect([countReminders(inAlpha), countReminders(inBeta)]).toEqual([3, 0])
    for (const [{ name, db }, other, status] of [
      [tenants[0]!, 'beta', 'confirmed'],
      [tenants[1]!, 'alpha', 'cancelled'],
    ] as const) {
      expect(await db.query('select starts_at as "startsAt", status from bookings')).toEqual([
        { startsAt, status },
      ])
      expect(await db.query('select count(*) from users')).toEqual([{ count: 1 }])
      expect(await db.query('select name from services')).toEqual([{ name: `Стрижка ${name}` }])
      expect(textsOf(name)).toContain(name)
      expect(textsOf(name)).not.toContain(other)
    }
    const schemas = await tenants[0]!.db.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname !~ '^pg_|^information' order by nspname`,
    )
    const jobs = backend === 'redis' ? [] : ['alpha_jobs', 'beta_jobs']
    expect(schemas.map(({ name }) => name)).toEqual(['alpha', 'beta', ...jobs, 'extensions', 'public'].sort())
    if (redis) expect(await prefixesIn(redis.url)).toEqual(['alpha', 'beta'])
  })

  /** Everything that this tenant's bot ever sent or changed, with its buttons. */
  function textsOf(name: string): string {
    const calls = telegram.journal.filter(
      ({ bot, method }) => bot === `${name}_bot` && method !== 'getUpdates',
    )
    return JSON.stringify(calls.map(({ params }) => params))
  }
})

async function prefixesIn(url: string): Promise<string[]> {
  const client = new Redis(url)
  const keys = await client.keys('*')
  await client.quit()
  return [...new Set(keys.map((key) => key.split(':')[0]!))].sort()
}
