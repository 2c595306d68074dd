import pg from 'pg'
import { botOf } from './add.ts'
import { readContainers, type Container } from './containers.ts'
import { withDatabase } from './database.ts'
import type { Premises, Tenant } from './premises.ts'

export interface Listed {
  readonly id: string
  readonly bot: string
  readonly schema: string
  readonly state: 'active' | 'suspended'
  /** `own`: a role and a Redis user of its own. */
  readonly users: 'own' | 'shared'
}

export function list({ tenants }: Premises): Listed[] {
  return tenants.map(({ id, environment, suspended, isolated }) => ({
    id,
    bot: botOf(environment['BOT_TOKEN']) || 'missing',
    schema: environment['PG_SCHEMA'] ?? '',
    state: suspended ? 'suspended' : 'active',
    users: isolated ? 'own' : 'shared',
  }))
}

export interface Status extends Listed {
  /** The newest migration; null: it never started. */
  readonly version: string | null
  readonly megabytes: number
  readonly bookings: number
  /** When somebody last wrote; of one person it is noted once an hour only. Null: nobody did. */
  readonly lastSeen: string | null
  /** Tasks that are due and not done. */
  readonly queue: number
  /** Of the container, as Docker says; `unknown` where there is none. */
  readonly health: string
}

export async function status(premises: Premises): Promise<Status[]> {
  const containers = await readContainers(premises)
  return await withDatabase(premises.databaseUrl, async (client) => {
    const found: Status[] = []
    for (const [index, listed] of list(premises).entries()) {
      const figures = await figuresOf(client, listed.schema)
      const service = premises.tenants[index]?.service ?? ''
      found.push({ ...listed, ...figures, health: healthOf(containers, service) })
    }
    return found
  })
}

function healthOf(containers: readonly Container[] | null, service: string): string {
  if (containers === null) return 'unknown'
  const found = containers.find(({ Service }) => Service === service)
  return found ? found.Health || found.State : 'not running'
}

type Figures = Pick<Status, 'version' | 'megabytes' | 'bookings' | 'lastSeen' | 'queue'>

async function figuresOf(client: pg.Client, schema: string): Promise<Figures> {
  const none = { version: null, megabytes: 0, bookings: 0, lastSeen: null, queue: 0 }
  const { rows: found } = await client.query(
    `select from pg_tables where schemaname = $1::name and tablename = 'tasks'`,
    [schema],
  )
  if (found.length === 0) return none
  const name = pg.escapeIdentifier(schema)
  const { rows } = await client.query<Figures>(
    `select (select name from ${name}.pgmigrations order by id desc limit 1) as version,
            (select round(sum(pg_total_relation_size(c.oid)) / 1e6)::int from pg_class c
              where c.relnamespace = $1::regnamespace and c.relkind = 'r') as megabytes,
            (select count(*)::int from ${name}.bookings) as bookings,
            (select to_char(max(last_seen_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from ${name}.users)
              as "lastSeen",
            (select count(*)::int from ${name}.tasks
              where status in ('pending', 'doing') and due_at <= $2::timestamptz) as queue`,
    [name, new Date()],
  )
  return rows[0] ?? none
}

export function tenantsToCheck(premises: Premises, id: string | undefined): readonly Tenant[] {
  return premises.tenants.filter((tenant) => id === undefined || tenant.id === id)
}
