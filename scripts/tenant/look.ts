import pg from 'pg'
import { botOf } from './add.ts'
import type { Container } from './containers.ts'
import { withOwnDatabase } from './own-database.ts'
import type { Premises, Tenant } from './premises.ts'
import { Problem, Unreachable } from './problem.ts'

export interface Listed {
  readonly id: string
  readonly bot: string
  readonly schema: string
  readonly state: 'active' | 'suspended'
  /** `own`: a role and a Redis user of its own. */
  readonly users: 'own' | 'shared'
}

export function list({ tenants }: Premises): Listed[] {
  return tenants.map(listed)
}

function listed({ id, environment, suspended, isolated }: Tenant): Listed {
  return {
    id,
    bot: botOf(environment['BOT_TOKEN']) || 'missing',
    schema: environment['PG_SCHEMA'] ?? '',
    state: suspended ? 'suspended' : 'active',
    users: isolated ? 'own' : 'shared',
  }
}

export interface Status extends Listed {
  /** The newest migration; null: it never started. All figures are null where its own login leads to none; see `check`. */
  readonly version: string | null
  readonly megabytes: number | null
  readonly bookings: number | null
  /** When somebody last wrote; of one person it is noted once an hour only. Null: nobody did. */
  readonly lastSeen: string | null
  /** Tasks that are due and not done. */
  readonly queue: number | null
  /** Of the container, as Docker says; `restarting`: it ends again and again; `unknown`: there is no Docker. */
  readonly health: string
}

/** Containers are null where Docker does not answer. `unreachable`: why the rows have no figures of a database. */
export async function status(
  premises: Premises,
  containers: readonly Container[] | null,
): Promise<{ readonly rows: readonly Status[]; readonly unreachable: Unreachable | null }> {
  const rows: Status[] = []
  let unreachable: Unreachable | null = null
  for (const tenant of premises.tenants) {
    const figures = await ownFigures(premises, tenant)
    if (figures instanceof Unreachable) unreachable = figures
    const known = figures instanceof Unreachable ? noFigures : figures
    rows.push({ ...listed(tenant), ...known, health: healthOf(containers, tenant.service) })
  }
  return { rows, unreachable }
}

function healthOf(containers: readonly Container[] | null, service: string): string {
  if (containers === null) return 'unknown'
  const found = containers.find(({ Service }) => Service === service)
  if (!found) return 'not running'
  // One that ends again and again keeps the health of its last attempt.
  return found.State === 'running' ? found.Health || found.State : found.State
}

type Figures = Pick<Status, 'version' | 'megabytes' | 'bookings' | 'lastSeen' | 'queue'>

const noFigures: Figures = { version: null, megabytes: null, bookings: null, lastSeen: null, queue: null }

async function ownFigures(premises: Premises, tenant: Tenant): Promise<Figures | Unreachable> {
  try {
    return await withOwnDatabase(premises, tenant, (client) =>
      figuresOf(client, tenant.environment['PG_SCHEMA'] ?? ''),
    )
  } catch (error) {
    if (error instanceof Unreachable) return error
    // Another password, no such database, or whatever the tenant has put in the place of its tables.
    if (error instanceof pg.DatabaseError || error instanceof Problem) return noFigures
    throw error
  }
}

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

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** In words: days and hours from the second on, minutes before. */
export function describeAge(instant: string, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - Date.parse(instant)) / 1000)
  const [unit, length] = units.find(([, each]) => seconds >= 2 * each) ?? ['minute', 60]
  return new Intl.RelativeTimeFormat('en').format(-Math.floor(seconds / length), unit)
}

/** Whether `check` has something to say of it. */
export function isIll({ state, health, megabytes }: Status): boolean {
  return megabytes === null || (state === 'active' && !['healthy', 'starting', 'unknown'].includes(health))
}

export function tenantsToCheck(premises: Premises, id: string | undefined): readonly Tenant[] {
  return premises.tenants.filter((tenant) => id === undefined || tenant.id === id)
}
