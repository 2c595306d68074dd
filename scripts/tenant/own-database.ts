import type pg from 'pg'
import { urlFor, withDatabase } from './database.ts'
import type { Premises, Tenant } from './premises.ts'
import { Problem } from './problem.ts'

/** Of a database, as containers find it: `booking-postgres:5432/booking_saas`. */
export interface Address {
  readonly host: string
  readonly database: string
}

/** The database that tenants share, without PgBouncer: that of the file's anchor, else that of the administrator. */
export function sharedAddress({ botEnvironment, databaseUrl }: Premises): Address {
  return addressIn(directUrl(botEnvironment)) ?? asContainersFind(new URL(databaseUrl))
}

/** What listens on this machine is the service of the compose file. */
function asContainersFind({ hostname, host, pathname }: URL): Address {
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return { host: isHere ? 'booking-postgres:5432' : host, database: pathname.slice(1) }
}

/** Null: the block names none that can be read. */
function addressOf({ environment }: Tenant): Address | null {
  return addressIn(directUrl(environment))
}

function addressIn(url: string): Address | null {
  if (!URL.canParse(url)) return null
  const { host, pathname } = new URL(url)
  return { host, database: pathname.slice(1) }
}

function directUrl(environment: Tenant['environment']): string {
  return environment['MIGRATION_DATABASE_URL'] || environment['DATABASE_URL'] || ''
}

/** Whether it is in another database than the one that tenants share. */
export function hasOwnDatabase(premises: Premises, tenant: Tenant): boolean {
  const address = addressOf(tenant)
  const shared = sharedAddress(premises)
  return address !== null && (address.database !== shared.database || !isSharedHost(premises, address))
}

function isSharedHost(premises: Premises, { host }: Address): boolean {
  return host === sharedAddress(premises).host || host === premises.variables['DATABASE_ADDRESS']
}

/** With its own login, as this machine reaches it. */
export function ownDatabaseUrl(premises: Premises, tenant: Tenant): string {
  const address = addressOf(tenant)
  if (!address) return premises.databaseUrl
  const own = new URL(directUrl(tenant.environment))
  if (!isSharedHost(premises, address)) return own.href
  const login = { user: decodeURIComponent(own.username), password: decodeURIComponent(own.password) }
  const url = urlFor(premises.databaseUrl, login)
  if (!hasOwnDatabase(premises, tenant)) return url
  return Object.assign(new URL(url), { pathname: own.pathname }).href
}

/**
 * With the tenant's own login: a tenant owns its schema and may have put a view, a trigger or a function of its own in
 * every place, which an administrator's session would run as an administrator.
 */
export async function withOwnDatabase<T>(
  premises: Premises,
  tenant: Tenant,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const patient = async (client: pg.Client) => {
    await client.query(`set statement_timeout = '30s'`)
    await refuseForeignSchema(client, tenant)
    return await work(client)
  }
  return await withDatabase(ownDatabaseUrl(premises, tenant), patient)
}

async function refuseForeignSchema(client: pg.Client, { id, environment }: Tenant): Promise<void> {
  const { rows } = await client.query<{ owner: string; login: string }>(
    `select pg_get_userbyid(nspowner) as owner, current_user as login
       from pg_namespace join pg_roles on rolname = current_user
      where nspname = $1::name and rolsuper and nspowner <> pg_roles.oid`,
    [environment['PG_SCHEMA'] ?? ''],
  )
  const [found] = rows
  if (!found) return
  throw new Problem(
    `The schema of "${id}" belongs to the role ${found.owner}, and its block has the login of the administrator ` +
      `${found.login}: give the block the login of ${found.owner}.`,
  )
}
