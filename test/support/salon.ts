import type { Log } from '../../src/context.ts'
import { startApp, type App } from '../../src/app.ts'
import { createMovableClock, type MovableClock } from '../../src/ops/clock.ts'
import { readConfig, type Config } from '../../src/ops/config.ts'
import { Database } from '../../src/storage/database.ts'
import { findPoolOptions } from '../../src/storage/pool-options.ts'
import { insertService, type NewService } from '../../src/storage/services.ts'
import { insertStaff } from '../../src/storage/staff.ts'
import type { Person } from '../../playground/people.ts'
import { startTelegram, type Telegram } from '../../playground/server.ts'
import { cloneDatabase, privateRedis, type TestDatabase, type TestRedis } from './services.ts'

export interface SalonOptions {
  /** With Redis, or with PostgreSQL alone. */
  readonly backend?: 'redis' | 'postgresql'
  /** The instant at which the clock stands at the start; it runs on from there. */
  readonly now?: string
  readonly specialists?: readonly string[]
  readonly services?: readonly (Partial<NewService> & { readonly name: string })[]
  /** More variables of the environment. */
  readonly env?: Readonly<Record<string, string>>
}

/** The whole program at work against the local Telegram, on a database of its own. */
export interface Salon {
  readonly telegram: Telegram
  readonly clock: MovableClock
  readonly db: Database
  readonly database: TestDatabase & { readonly schema: string }
  readonly redis: TestRedis | null
  readonly owner: Person
  readonly config: Config
  readonly logged: LogLine[]
  person(name: string, language?: 'ru' | 'en'): Person
  /** Ends the program as a stop of its container does, and starts it again. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: object
}

/** Monday, 2 March 2026, nine in the morning in Moscow. */
export const mondayAtNine = '2026-03-02T06:00:00Z'

export async function openSalon(options: SalonOptions = {}): Promise<Salon> {
  const database = await cloneDatabase()
  const redis = options.backend === 'redis' ? await privateRedis() : null
  const clock = createMovableClock()
  clock.moveTo(new Date(options.now ?? mondayAtNine))
  const telegram = await startTelegram({ clock: () => clock.now().getTime() })
  const bot = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  const owner = telegram.person({ first_name: 'Вера', language_code: 'ru' })
  const config = configOf({
    BOT_TOKEN: bot.token,
    ADMIN_IDS: String(owner.id),
    DATABASE_URL: database.url,
    PG_SCHEMA: database.schema,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    ...redisVariables(redis),
    ...options.env,
  })
  const logged: LogLine[] = []
  const log = listLog(logged)
  const db = await connect(config)
  await fill(db, clock, options)
  const start = (): Promise<App> =>
    startApp(config, {
      log,
      clock,
      fail: (error) => log.error({ err: error }, 'the program failed'),
      // On a busy machine a handler may take longer than usual, and people look at the answer when all is confirmed.
      intakeLimits: { asideAfterMs: 10_000 },
    })
  let app = await start()

  return {
    telegram,
    clock,
    db,
    database,
    redis,
    owner,
    config,
    logged,
    person: (name, language = 'ru') => telegram.person({ first_name: name, language_code: language }),
    restart: async () => {
      await app.stop()
      app = await start()
    },
    close: async () => {
      await app.stop()
      await telegram.stop()
      await db.close()
      await redis?.drop()
      await database.drop()
    },
  }
}

function configOf(env: Readonly<Record<string, string>>): Config {
  const read = readConfig({ CLIENT_ID: 'salon', PORT: '0', BUSINESS_NAME: 'Салон «Вера»', ...env })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}

function redisVariables(redis: TestRedis | null): Record<string, string> {
  if (!redis) return { REDIS_ENABLED: 'false' }
  const { hostname, port, password } = new URL(redis.url)
  return {
    REDIS_HOST: hostname,
    REDIS_PORT: port,
    REDIS_KEY_PREFIX: redis.prefix,
    ...(password && { REDIS_PASSWORD: password }),
  }
}

async function connect(config: Config): Promise<Database> {
  const pool = await findPoolOptions({
    databaseUrl: config.secrets.databaseUrl,
    schema: config.schema,
    poolMax: 5,
    applicationName: 'booking-test',
  })
  if (!pool.ok) throw new Error(pool.message)
  return new Database(pool.options, () => undefined)
}

async function fill(db: Database, clock: MovableClock, options: SalonOptions): Promise<void> {
  for (const name of options.specialists ?? ['Мария']) {
    await insertStaff(db, { name, telegramId: null, role: 'none', bookable: true, at: clock.now() })
  }
  for (const service of options.services ?? [{ name: 'Стрижка' }]) {
    await insertService(db, { durationMin: 60, priceMinor: 150_000, ...service })
  }
}

function listLog(lines: LogLine[]): Log {
  const note = (level: LogLine['level']) => (fields: object, message: string) =>
    void lines.push({ level, message, fields })
  return { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
}
