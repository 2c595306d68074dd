import { randomBytes } from 'node:crypto'
import { startTelegram, type BotAccount, type Telegram } from '../playground/server.ts'
import { findPgbouncer, startPgbouncer } from '../scripts/services/pgbouncer.ts'
import { startPostgres } from '../scripts/services/postgres.ts'
import { startRedis } from '../scripts/services/redis.ts'
import { createRole, urlFor, withDatabase } from '../scripts/tenant/database.ts'
import { namesOf } from '../scripts/tenant/names.ts'
import { createPooler } from '../scripts/tenant/pooler.ts'
import { createUser } from '../scripts/tenant/redis-user.ts'

/** One server with the services of the compose file, and tenants that the tenant tool would have added. */
export interface FleetSite {
  readonly telegram: Telegram
  readonly tenants: readonly FleetTenant[]
  /** Of tenants, at this moment; a pooler's connections are not a bot's. */
  connections(): Promise<Connections>
  close(): Promise<void>
}

export interface FleetTenant {
  readonly account: BotAccount
  readonly ownerId: number
  readonly env: Readonly<Record<string, string>>
}

export interface Connections {
  readonly open: number
  readonly busy: number
}

export async function openFleetSite(count: number, isPooled: boolean): Promise<FleetSite> {
  const closers: (() => Promise<unknown>)[] = []
  const postgres = await startPostgres({
    durable: true,
    settings: { max_connections: 100, shared_buffers: '256MB', work_mem: '4MB' },
  })
  closers.push(() => postgres.stop())
  const redis = await startRedis()
  closers.push(() => redis.stop())
  const telegram = await startTelegram()
  closers.push(() => telegram.stop())
  const pooledPort = isPooled ? await openPooler(postgres, closers) : null

  const tenants: FleetTenant[] = []
  for (let number = 1; number <= count; number++) {
    tenants.push(
      await addTenant({ telegram, postgresUrl: postgres.url, redisUrl: redis.url, pooledPort, number }),
    )
  }
  return {
    telegram,
    tenants,
    connections: () => countConnections(postgres.url),
    async close() {
      for (const close of closers.reverse()) await close()
    },
  }
}

async function openPooler(
  { url, port }: { readonly url: string; readonly port: number },
  closers: (() => Promise<unknown>)[],
): Promise<number> {
  const program = await findPgbouncer()
  if (!program) throw new Error('There is no PgBouncer here: install Debian’s package "pgbouncer".')
  const password = randomBytes(9).toString('hex')
  await createPooler(url, password)
  const pgbouncer = await startPgbouncer({ program, postgresPort: port, password })
  closers.push(() => pgbouncer.stop())
  return pgbouncer.port
}

interface Place {
  readonly telegram: Telegram
  readonly postgresUrl: string
  readonly redisUrl: string
  /** Null: without PgBouncer. */
  readonly pooledPort: number | null
  readonly number: number
}

async function addTenant({
  telegram,
  postgresUrl,
  redisUrl,
  pooledPort,
  number,
}: Place): Promise<FleetTenant> {
  const { id, schema, user, keyPrefix } = namesOf(`salon-${number}`)
  const password = randomBytes(9).toString('hex')
  await createRole(postgresUrl, { user, schema, password })
  await createUser(redisUrl, { user, keyPrefix, password })
  const account = telegram.addBot({ username: `salon${number}_bot`, first_name: `Salon ${number}` })
  const owner = telegram.person({ first_name: 'Olga', language_code: 'en' })
  const direct = urlFor(postgresUrl, { user, password })
  const pooled = Object.assign(new URL(direct), pooledPort === null ? {} : { port: String(pooledPort) })
  return {
    account,
    ownerId: owner.id,
    env: {
      CLIENT_ID: id,
      PG_SCHEMA: schema,
      BOT_TOKEN: account.token,
      ADMIN_IDS: String(owner.id),
      DATABASE_URL: pooled.href,
      MIGRATION_DATABASE_URL: direct,
      REDIS_PORT: new URL(redisUrl).port,
      REDIS_USERNAME: user,
      REDIS_PASSWORD: password,
      TELEGRAM_API_ROOT: telegram.apiRoot,
    },
  }
}

async function countConnections(url: string): Promise<Connections> {
  return await withDatabase(url, async (client) => {
    const { rows } = await client.query<Connections>(
      `select count(*)::int as open, count(*) filter (where state <> 'idle')::int as busy
         from pg_stat_activity where usename like 'tenant%' or usename = 'booking_pooler'`,
    )
    return rows[0] ?? { open: 0, busy: 0 }
  })
}
