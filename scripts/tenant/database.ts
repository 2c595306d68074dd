import pg from 'pg'
import { Problem } from './problem.ts'

const { escapeIdentifier, escapeLiteral } = pg

export async function withDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'booking-tenant',
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export interface RoleRequest {
  readonly user: string
  readonly schema: string
  readonly password: string
}

/** The same address for another user. */
export function urlFor(adminUrl: string, { user, password }: Pick<RoleRequest, 'user' | 'password'>): string {
  return Object.assign(new URL(adminUrl), { username: user, password }).href
}

/** Whether the tenant's own user comes in and sees its own schema. */
export async function roleWorks(adminUrl: string, role: RoleRequest): Promise<boolean> {
  try {
    return await withDatabase(urlFor(adminUrl, role), async (client) => {
      const { rows } = await client.query<{ schema: string | null }>('select current_schema() as schema')
      return rows[0]?.schema === role.schema
    })
  } catch (error) {
    // No such user, wrong password, no right to connect: there is something to do.
    if (['28P01', '28000', '42501'].includes(codeOf(error))) return false
    throw error
  }
}

/**
 * A role that owns its schema and nothing else. Whatever every role may do by default in a database (connect, make
 * temporary tables, in old ones create in `public`) is taken back, since the tenants do not trust each other.
 */
export async function createRole(adminUrl: string, role: RoleRequest): Promise<void> {
  await withDatabase(adminUrl, async (client) => {
    await client.query('begin')
    await lockCatalogue(client)
    await prepareDatabase(client)
    await ensureRole(client, role)
    await ensureSchema(client, role)
    await client.query('commit')
  })
}

/** Two who change roles at one moment would fail on the same rows of the catalogue. */
export async function lockCatalogue(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_xact_lock(1112493895, 2)')
}

export async function prepareDatabase(client: pg.Client): Promise<void> {
  const database = escapeIdentifier(await nameOfDatabase(client))
  await client.query(`
    create schema if not exists extensions;
    create extension if not exists btree_gist schema extensions;
    revoke all on database ${database} from public;
    revoke create on schema public from public;
    revoke create on schema extensions from public;
  `)
}

async function ensureRole(client: pg.Client, { user, schema, password }: RoleRequest): Promise<void> {
  const role = escapeIdentifier(user)
  const { rowCount } = await client.query('select from pg_roles where rolname = $1::name', [user])
  if (rowCount === 0) await client.query(`create role ${role}`)
  const database = escapeIdentifier(await nameOfDatabase(client))
  await client.query(`
    alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 10
      password ${escapeLiteral(password)};
    alter role ${role} set search_path = ${escapeIdentifier(schema)}, extensions;
    alter role ${role} set statement_timeout = '5min';
    alter role ${role} set idle_in_transaction_session_timeout = '1min';
    alter role ${role} set temp_file_limit = '1GB';
    grant connect on database ${database} to ${role};
    grant usage on schema extensions to ${role};
  `)
}

async function ensureSchema(client: pg.Client, { user, schema }: RoleRequest): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    'select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = $1::name',
    [schema],
  )
  const owner = rows[0]?.owner
  if (owner === user) return
  if (owner !== undefined) {
    throw new Problem(`The schema "${schema}" exists and belongs to the role "${owner}": choose another id.`)
  }
  // Without `authorization`: an administrator that is no superuser may not act as the new role.
  await client.query(`create schema ${escapeIdentifier(schema)}`)
  await client.query(`alter schema ${escapeIdentifier(schema)} owner to ${escapeIdentifier(user)}`)
}

export async function hasSchema(adminUrl: string, schema: string): Promise<boolean> {
  return await withDatabase(adminUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_namespace where nspname = $1::name', [schema])
    return rowCount === 1
  })
}

/** Ends the tenant's sessions first, which would hold its tables. Does nothing where there is nothing left. */
export async function dropRole(adminUrl: string, user: string, schema: string): Promise<void> {
  await withDatabase(adminUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1::name', [user])
    if (rowCount === 1) {
      await client.query(`alter role ${escapeIdentifier(user)} nologin`)
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1::name', [
        user,
      ])
    }
    await client.query(`drop schema if exists ${escapeIdentifier(schema)} cascade`)
    if (rowCount === 1) {
      await client.query(`drop owned by ${escapeIdentifier(user)}`)
      await client.query(`drop role ${escapeIdentifier(user)}`)
    }
  })
}

export async function nameOfDatabase(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  return rows[0]?.name ?? ''
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
