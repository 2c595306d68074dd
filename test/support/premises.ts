import { createMovableClock, type MovableClock } from '../../src/ops/clock.ts'
import { readConfig, type Config } from '../../src/ops/config.ts'
import { Database } from '../../src/storage/database.ts'
import { poolOptions } from '../../src/storage/pool-options.ts'
import { insertService, type NewService } from '../../src/storage/services.ts'
import { insertStaff } from '../../src/storage/staff.ts'
import type { Person } from '../../playground/people.ts'
import { startTelegram, type BotAccount, type Telegram } from '../../playground/server.ts'
import { cloneDatabase, privateRedis, type TestDatabase, type TestRedis } from './services.ts'

export interface PremisesOptions {
  /** With Redis, unless told, or with PostgreSQL alone. */
  readonly backend?: 'redis' | 'postgresql'
  /** The instant at which the clock stands at the start; it runs on from there. */
  readonly now?: string
  readonly specialists?: readonly string[]
  readonly services?: readonly (Partial<NewService> & { readonly name: string })[]
  /** For a salon that many tests share, or a long one: its sessions lead straight to the server. */
  readonly isDirect?: boolean
  /** More variables of the environment. */
  readonly env?: Readonly<Record<string, string>>
}

export type Environment = Readonly<Record<string, string>>

/** Everything that the program needs to run, filled and ready, and nothing of the program itself. */
export interface Premises {
  readonly telegram: Telegram
  readonly bot: BotAccount
  readonly clock: MovableClock
  readonly db: Database
  readonly database: TestDatabase & { readonly schema: string }
  readonly redis: TestRedis | null
  readonly owner: Person
  /** The variables with which the program is to be started here. */
  readonly env: Environment
  person(name: string, language?: 'ru' | 'en'): Person
  close(): Promise<void>
}

/** Monday, 2 March 2026, nine in the morning in Moscow. */
export const mondayAtNine = '2026-03-02T06:00:00Z'

export async function openPremises(options: PremisesOptions = {}): Promise<Premises> {
  const database = await cloneDatabase(options)
  const redis = options.backend === 'postgresql' ? null : await privateRedis()
  const clock = createMovableClock()
  clock.moveTo(new Date(options.now ?? mondayAtNine))
  const telegram = await startTelegram({ clock: () => clock.now().getTime() })
  const bot = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  const owner = telegram.person({ first_name: 'Вера', language_code: 'ru' })
  const env = {
    CLIENT_ID: 'salon',
    PORT: '0',
    BUSINESS_NAME: 'Салон «Вера»',
    BOT_TOKEN: bot.token,
    ADMIN_IDS: String(owner.id),
    DATABASE_URL: database.url,
    PG_SCHEMA: database.schema,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    ...redisVariables(redis),
    ...options.env,
  }
  const db = connect(database.url)
  await fill(db, clock, options)

  return {
    telegram,
    bot,
    clock,
    db,
    database,
    redis,
    owner,
    env,
    person: (name, language = 'ru') => telegram.person({ first_name: name, language_code: language }),
    close: async () => {
      await telegram.stop()
      await db.close()
      await redis?.drop()
      await database.drop()
    },
  }
}

export function configOf(env: Environment): Config {
  const read = readConfig(env)
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}

/** The variables that lead to a Redis, or say that there is none. */
export function redisVariables(redis: Pick<TestRedis, 'url' | 'prefix'> | null): Record<string, string> {
  if (!redis) return { REDIS_ENABLED: 'false' }
  const { hostname, port, password } = new URL(redis.url)
  return {
    REDIS_HOST: hostname,
    REDIS_PORT: port,
    REDIS_KEY_PREFIX: redis.prefix,
    ...(password && { REDIS_PASSWORD: password }),
  }
}

/** To the schema that the URL leads to, beside the program. */
export function connect(databaseUrl: string): Database {
  return new Database(
    poolOptions({ databaseUrl, poolMax: 5, applicationName: 'booking-test' }),
    () => undefined,
  )
}

async function fill(db: Database, clock: MovableClock, options: PremisesOptions): Promise<void> {
  for (const name of options.specialists ?? ['Мария']) {
    await insertStaff(db, { name, telegramId: null, role: 'none', bookable: true, at: clock.now() })
  }
  for (const service of options.services ?? [{ name: 'Стрижка' }, { name: 'Маникюр' }]) {
    await insertService(db, { durationMin: 60, priceMinor: 150_000, ...service })
  }
}
