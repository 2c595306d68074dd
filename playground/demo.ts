import { join } from 'node:path'
import { startPostgres, type RunningPostgres } from '../scripts/services/postgres.ts'
import { startApp } from '../src/app.ts'
import type { Log } from '../src/context.ts'
import { createMovableClock, type MovableClock } from '../src/ops/clock.ts'
import { readConfig, type Config } from '../src/ops/config.ts'
import { Database } from '../src/storage/database.ts'
import { migrateTenant } from '../src/storage/migrations.ts'
import { findPoolOptions } from '../src/storage/pool-options.ts'
import { keepRemembering, recall, type Memory } from './demo-memory.ts'
import { demoHelp, readDemoOptions, type DemoOptions } from './demo-options.ts'
import { chatOf } from './page-view.ts'
import { startPage, type Page } from './page-server.ts'
import type { Jump, Stage } from './page-actions.ts'
import { salons, seedSalon, type SmallSalon } from './seed.ts'
import { startTelegram, type BotAccount, type Telegram } from './server.ts'

const schema = 'demo'
const hourMs = 3_600_000
const closers: (() => Promise<unknown>)[] = []
let ending = false

const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (fields, message) => {
    // What says goodbye while everything is being closed is no news.
    if (!ending) console.warn(message, detailsOf(fields))
  },
  error: (fields, message) => console.error(message, detailsOf(fields)),
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0))

try {
  const options = readDemoOptions(process.argv.slice(2))
  if (options) await run(options)
  else console.log(demoHelp)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  await end(1)
}

async function run(options: DemoOptions): Promise<void> {
  const salon = salons[options.language]
  const memory = await recall(options.folder)
  const clock = createMovableClock(memory?.clockOffsetMs ?? 0)
  const telegram = await startTelegram({ clock: () => clock.now().getTime() })
  closers.push(() => telegram.stop())
  const bot = telegram.addBot({
    username: 'veranda_bot',
    first_name: salon.name,
    ...(memory && { token: memory.token }),
  })
  const [client, owner] = addPeople(telegram, bot, salon, options.language, memory)
  const database = await openPostgres(options.folder)
  closers.push(() => database.stop())
  const config = configure(salon, { bot, telegram, owner, databaseUrl: database.url })
  const db = await openDatabase(config)
  closers.push(() => db.close())
  if (options.folder !== null) await keepRemembering(options.folder, { telegram, bot, clock })
  await seedSalon(db, salon, owner, clock.now())
  const app = await startApp(config, { log, clock, fail: (error) => void giveUp(error) })
  closers.push(() => app.stop())
  const stage = { telegram, bot, clock, title: salon.name, zone: salon.zone, jumps: jumpsOf(db, clock) }
  const parts = new Map([
    [client, 'Client'],
    [owner, 'Owner'],
  ])
  await openPage({ ...stage, parts }, options)
}

async function openPage(stage: Stage, options: DemoOptions): Promise<void> {
  const page: Page = await startPage({ ...stage, port: options.port })
  closers.push(() => page.close())
  const { folder } = options
  if (page.port !== options.port) console.log(`Port ${options.port} is taken, so this is another.`)
  console.log(`\n  The salon is open: ${page.address}\n`)
  console.log(
    folder === null ? 'Ctrl-C ends it and forgets everything.' : `Ctrl-C ends it; data stays in ${folder}`,
  )
}

async function openPostgres(folder: string | null): Promise<RunningPostgres> {
  if (folder === null) return await startPostgres({ durable: true })
  try {
    return await startPostgres({ durable: true, folder: join(folder, 'postgres') })
  } catch (error) {
    if (!String(error).includes('lock file "postmaster.pid" already exists')) throw error
    const words = `Another demo is open with the data in ${folder}: end it first, or take another --folder.`
    throw new Error(words, { cause: error })
  }
}

/** The client and the owner, or everybody of last time. */
function addPeople(
  telegram: Telegram,
  bot: BotAccount,
  salon: SmallSalon,
  language: string,
  memory: Memory | null,
): [client: number, owner: number] {
  const people = memory?.people ?? [salon.client, salon.owner].map((name) => ({ name, language }))
  const ids = people.map((person) => {
    const { id } = telegram.person({
      first_name: person.name,
      language_code: person.language,
      ...('id' in person && { id: person.id }),
    })
    // They have talked before, so the bot may go on writing to them.
    if (memory) chatOf({ telegram, bot }, id).state = 'open'
    return id
  })
  return [ids[0] ?? 0, ids[1] ?? 0]
}

function configure(
  salon: SmallSalon,
  parts: { bot: BotAccount; telegram: Telegram; owner: number; databaseUrl: string },
): Config {
  const read = readConfig({
    CLIENT_ID: 'demo',
    PG_SCHEMA: schema,
    DATABASE_URL: parts.databaseUrl,
    REDIS_ENABLED: 'false',
    BOT_TOKEN: parts.bot.token,
    TELEGRAM_API_ROOT: parts.telegram.apiRoot,
    ADMIN_IDS: String(parts.owner),
    BUSINESS_NAME: salon.name,
    TIMEZONE: salon.zone,
    PORT: '0',
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}

/** Migrated before the bot starts, so that the bot finds a salon and does not begin an empty business. */
async function openDatabase(config: Config): Promise<Database> {
  const { databaseUrl } = config.secrets
  const migrated = await migrateTenant({ databaseUrl, schema, log })
  if (!migrated.ok) throw new Error(migrated.message)
  const pool = await findPoolOptions({ databaseUrl, schema, poolMax: 2, applicationName: 'demo' })
  if (!pool.ok) throw new Error(pool.message)
  return new Database(pool.options, (error) => log.warn({ err: error }, 'A connection was lost'))
}

function jumpsOf(db: Database, clock: MovableClock): Jump[] {
  return [
    { label: '+1 hour', distance: () => Promise.resolve(hourMs) },
    { label: '+1 day', distance: () => Promise.resolve(24 * hourMs) },
    { label: 'To the next reminder', distance: () => distanceToReminder(db, clock) },
  ]
}

async function distanceToReminder(db: Database, clock: MovableClock): Promise<number | string> {
  const [next] = await db.query<{ dueAt: Date }>(
    `select due_at as "dueAt" from tasks
      where kind = 'reminder' and status = 'pending' and due_at > $1::timestamptz
      order by due_at limit 1`,
    [clock.now()],
  )
  if (!next) return 'No reminder is left: book a visit for another day'
  // A moment past it, for what reads the clock again and finds it a little earlier than it was told.
  return next.dueAt.getTime() - clock.now().getTime() + 1000
}

async function giveUp(error: unknown): Promise<void> {
  log.error({ err: error }, 'The bot cannot go on')
  await end(1)
}

/** Closes in reverse order; a second Ctrl-C changes nothing (below npm it comes twice). */
async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  if (code === 0) console.log('Closing…')
  for (const close of closers.reverse()) {
    await close().catch((error: unknown) => log.error({ err: error }, 'Not everything could be closed'))
  }
  if (code === 0) console.log('The salon is closed.')
  process.exit(code)
}

function detailsOf(fields: object): string {
  const { err, ...rest } = fields as { err?: unknown }
  const words = Object.keys(rest).length > 0 ? JSON.stringify(rest) : ''
  return err instanceof Error ? `${words} ${err.stack ?? err.message}` : words
}
