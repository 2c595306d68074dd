import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { findPgbouncer, startPgbouncer, type RunningPgbouncer } from '../../scripts/services/pgbouncer.ts'
import { runCommand } from '../../scripts/tenant/commands.ts'
import { createRole, dropRole, urlFor, withDatabase } from '../../scripts/tenant/database.ts'
import { readOptions } from '../../scripts/tenant/options.ts'
import { startTelegram, type Telegram } from '../../playground/server.ts'
import { startApp, type App } from '../../src/app.ts'
import { Database } from '../../src/storage/database.ts'
import { migrateTenant } from '../../src/storage/migrations.ts'
import { findPoolOptions } from '../../src/storage/pool-options.ts'
import { insertService } from '../../src/storage/services.ts'
import { configOf, redisVariables } from '../support/premises.ts'
import { tap } from '../support/screens.ts'
import { createEmptyDatabase, privateRedis, type TestDatabase, type TestRedis } from '../support/services.ts'
import { until } from '../support/until.ts'

const program = await findPgbouncer()
if (!program) {
  const missing = 'There is no PgBouncer here: install Debian’s package "pgbouncer".'
  if (process.env['CI']) throw new Error(missing)
  console.log(`Connections through PgBouncer are not tried. ${missing}`)
}

const ignore = () => undefined
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function newTenant() {
  const word = randomBytes(4).toString('hex')
  return { user: `tenant_${word}`, schema: `s_${word}`, password: randomBytes(9).toString('hex') }
}

async function open(url: string, { schema, ...login }: ReturnType<typeof newTenant>): Promise<Database> {
  const request = { databaseUrl: urlFor(url, login), schema, poolMax: 5, applicationName: 'booking' }
  const found = await findPoolOptions(request)
  if (!found.ok) throw new Error(found.message)
  return new Database(found.options, ignore)
}

/** As the operator does; returns the password of the pooler's own role. */
async function preparePooler(databaseUrl: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pooler-'))
  await cp(join(import.meta.dirname, '../../docker-compose.yml'), join(folder, 'docker-compose.yml'))
  await writeFile(join(folder, '.env'), 'COMPOSE_PROFILES=monitoring\n')
  const run = async () => {
    const said: string[] = []
    const options = readOptions(['pooler', '--folder', folder, '--database-url', databaseUrl])
    expect(await runCommand(options!, (line) => said.push(line))).toBe(0)
    return said.join('\n')
  }
  await run()
  // As a backup brings it back.
  await withDatabase(databaseUrl, (admin) => admin.query('alter role booking_pooler password null'))
  expect(await run()).toContain('PostgreSQL: the role booking_pooler')
  expect(await run()).toBe('Nothing changes: it is so already.')
  const env = parseEnv(await readFile(join(folder, '.env'), 'utf8'))
  await rm(folder, { recursive: true })
  expect(env).toMatchObject({
    COMPOSE_PROFILES: 'monitoring,scale',
    DATABASE_ADDRESS: 'booking-pgbouncer:6432',
  })
  return env['POOLER_PASSWORD'] ?? ''
}

const describeWithProgram = program ? describe : describe.skip

describeWithProgram('through PgBouncer, with three connections for everybody,', () => {
  const [one, two] = [newTenant(), newTenant()]
  let database: TestDatabase
  let pgbouncer: RunningPgbouncer
  let pooled: URL

  beforeAll(async () => {
    database = await createEmptyDatabase()
    for (const tenant of [one, two]) {
      await createRole(database.url, tenant)
      await migrateTenant({ databaseUrl: urlFor(database.url, tenant), schema: tenant.schema, log })
    }
    const password = await preparePooler(database.url)
    pgbouncer = await startPgbouncer({
      program: program!,
      postgresPort: Number(new URL(database.url).port),
      password,
      settings: { max_db_connections: 3, server_idle_timeout: 1 },
    })
    pooled = Object.assign(new URL(database.url), { port: String(pgbouncer.port) })
  })

  afterAll(async () => {
    await pgbouncer.stop()
    await withDatabase(database.url, (admin) =>
      admin.query(`drop schema if exists ${two.schema}_jobs cascade`),
    )
    for (const { user, schema } of [one, two]) await dropRole(database.url, user, schema)
    await withDatabase(database.url, (admin) =>
      admin.query('drop owned by booking_pooler; drop role booking_pooler'),
    )
    await database.drop()
  })

  test('tenants at work at once see their own schema, in order under their own locks', async () => {
    const dbs = await Promise.all([one, two].map((tenant) => open(pooled.href, tenant)))
    try {
      const rounds = dbs.flatMap((db, at) => Array.from({ length: 40 }, () => countUp(db, at)))
      await Promise.all(rounds)
      for (const [at, db] of dbs.entries()) {
        expect(await db.query(`select value from settings where key = 'counter'`)).toEqual([{ value: 40 }])
        expect(await db.query('select current_user as name')).toEqual([{ name: [one, two][at]?.user }])
        // What a transaction sets for itself is gone with it.
        expect(await db.query('show statement_timeout')).toEqual([{ statement_timeout: '5min' }])
      }
      const asked = `select count(*)::int as n from pg_stat_activity where usename like 'tenant%'`
      const { rows } = await withDatabase(database.url, (admin) => admin.query<{ n: number }>(asked))
      expect(rows[0]?.n).toBeLessThanOrEqual(3)
    } finally {
      for (const db of dbs) await db.close()
    }
  })

  /** Reads, lets others in between, and writes: only the lock keeps the count. */
  async function countUp(db: Database, tenant: number): Promise<void> {
    await db.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.test', 0))`)
      const [row] = await tx.query<{ value: number }>(`select value from settings where key = 'counter'`)
      await tx.query(
        `insert into settings (key, value, updated_at) values ('counter', $1::jsonb, $2)
         on conflict (key) do update set value = excluded.value`,
        [(row?.value ?? 0) + 1, new Date(tenant)],
      )
    })
  }

  test.each([
    ['a wrong password', () => urlFor(pooled.href, { ...one, password: 'wrong' })],
    ['a role that is no tenant’s', () => pooled.href],
  ])('%s is refused', async (_, url) => {
    await expect(withDatabase(url(), () => Promise.resolve())).rejects.toThrow(/authentication|no such user/)
  })

  test('a tenant can look up nobody’s password', async () => {
    const look = `select * from extensions.find_login('${two.user}')`
    await expect(
      withDatabase(urlFor(pooled.href, one), (client) => client.query(look)),
    ).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('a role without a schema of its own is told what to do', async () => {
    const request = { databaseUrl: urlFor(pooled.href, one), poolMax: 1, applicationName: 'booking' }
    expect(await findPoolOptions({ ...request, schema: 'another' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('alter role'),
    })
  })

  test('new passwords count at once', async () => {
    const changed = { ...two, password: randomBytes(9).toString('hex') }
    await withDatabase(urlFor(pooled.href, two), (client) => client.query('select 1'))
    await createRole(database.url, changed)
    await withDatabase(urlFor(pooled.href, changed), (client) =>
      client.query('select count(*) from bookings'),
    )
    await expect(withDatabase(urlFor(pooled.href, two), () => Promise.resolve())).rejects.toThrow()
    two.password = changed.password
  })

  describe.each(['redis', 'postgresql'] as const)('the whole program, with its queue on %s,', (backend) => {
    let telegram: Telegram
    let redis: TestRedis | null
    let app: App
    const problems: string[] = []
    const tenant = backend === 'redis' ? one : two

    beforeAll(async () => {
      telegram = await startTelegram()
      if (backend === 'postgresql') await allowSchemas(tenant.user)
      redis = backend === 'redis' ? await privateRedis() : null
      const bot = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
      const config = configOf({
        CLIENT_ID: 'salon',
        PORT: '0',
        BOT_TOKEN: bot.token,
        ADMIN_IDS: '1',
        PG_SCHEMA: tenant.schema,
        DATABASE_URL: urlFor(pooled.href, tenant),
        MIGRATION_DATABASE_URL: urlFor(database.url, tenant),
        TELEGRAM_API_ROOT: telegram.apiRoot,
        ...redisVariables(redis),
      })
      const note = (_fields: object, message: string) => void problems.push(message)
      app = await startApp(config, {
        log: { ...log, warn: note, error: note },
        fail: (error) => problems.push(String(error)),
        intakeLimits: { asideAfterMs: 10_000 },
      })
      const db = await open(database.url, tenant)
      await insertService(db, { name: 'Стрижка', durationMin: 60, priceMinor: 150_000 })
      await db.close()
    })

    afterAll(async () => {
      await app.stop()
      await telegram.stop()
      await redis?.drop()
    })

    /** And temporary tables: no tenant of the tool has its queue in PostgreSQL. */
    async function allowSchemas(user: string): Promise<void> {
      const { pathname } = new URL(database.url)
      await withDatabase(database.url, (admin) =>
        admin.query(`grant create, temporary on database ${pathname.slice(1)} to ${user}`),
      )
    }

    test('gives one time to one of twenty who press at one moment, and holds no connection afterwards', async () => {
      const people = Array.from({ length: 20 }, (_, number) =>
        telegram.person({ first_name: `Гость ${number}`, language_code: 'ru' }),
      )
      for (const person of people) person.sendsWithoutWaiting('/start')
      await telegram.idle(60_000)
      for (const to of ['book', 'day', 'time', 'ok']) {
        await Promise.all(people.map((person) => tap(person, { to })))
      }
      const answers = people.map((person) => person.lastMessage().text)
      expect(answers.filter((text) => text.includes('Вы записаны'))).toHaveLength(1)
      expect(problems).toEqual([])
      expect(telegram.schemaViolations).toEqual([])
      const asked = {
        text: `select from pg_stat_activity where usename = $1::name and application_name like 'booking-salon%'
                 and query not like 'listen%'`,
        values: [tenant.user],
      }
      await until(() =>
        withDatabase(database.url, async (admin) => (await admin.query(asked)).rowCount === 0),
      )
    })
  })
})
