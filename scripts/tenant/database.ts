import pg from 'pg'
import { LockHeld, takeSessionLock } from '../../src/storage/advisory-lock.ts'
import { Problem, Unreachable } from './problem.ts'

const { escapeIdentifier, escapeLiteral } = pg

export async function withDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'booking-tenant',
  })
  client.on('error', () => undefined)
  await client.connect().catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ECONNREFUSED'
      ? new Unreachable('PostgreSQL', url)
      : error
  })
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

/** Whether the tenant's own user comes in, sees its own schema, and has the bounds that it should. */
export async function roleWorks(adminUrl: string, role: RoleRequest): Promise<boolean> {
  try {
    const schema = await withDatabase(urlFor(adminUrl, role), async (client) => {
      const { rows } = await client.query<{ schema: string | null }>('select current_schema() as schema')
      return rows[0]?.schema
    })
    if (schema !== role.schema) return false
    return await withDatabase(adminUrl, async (client) => {
      return (await hasBounds(client, role)) && (await listOpenDatabases(client)).length === 0
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
    await lockCatalogue(client)
    await closeOtherDatabases(client)
    await client.query('begin')
    await prepareDatabase(client)
    await ensureRole(client, role)
    await ensureSchema(client, role)
    await client.query('commit')
  })
}

/** Until the session ends: two who change roles at one moment would fail on the same rows of the catalogue. */
export async function lockCatalogue(client: pg.Client, patienceMs = 30_000): Promise<void> {
  try {
    await takeSessionLock(client, [1112493895, 2], { patienceMs })
  } catch (error) {
    throw error instanceof LockHeld ? new Problem(error.message) : error
  }
}

/**
 * Those that every server has and that a role may enter, since everybody may unless told otherwise: whoever enters one
 * can fill the disk with temporary tables there.
 */
async function listOpenDatabases(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct datname as name
       from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) as allowed
      where datname in ('postgres', 'template1') and grantee = 0 and pg_has_role(datdba, 'usage')`,
  )
  return rows.map(({ name }) => name)
}

/** One by one and not in a transaction: that the same is done at this moment from another database is no failure. */
async function closeOtherDatabases(client: pg.Client): Promise<void> {
  for (const name of await listOpenDatabases(client)) {
    const isDoneElsewhere = (error: unknown) => {
      if (!String(error).includes('tuple concurrently updated')) throw error
    }
    await client.query(`revoke all on database ${escapeIdentifier(name)} from public`).catch(isDoneElsewhere)
  }
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

const mostConnections = 10
const bounds = {
  statement_timeout: '5min',
  idle_in_transaction_session_timeout: '1min',
  temp_file_limit: '1GB',
}

async function hasBounds(client: pg.Client, { user, schema }: RoleRequest): Promise<boolean> {
  const settings = Object.entries(bounds).map(([name, value]) => `${name}=${value}`)
  const { rowCount } = await client.query(
    `select from pg_roles
      where rolname = $1::name and rolconnlimit = $2::int
        and not (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)
        and rolconfig @> ($3::text[] || format('search_path=%I, extensions', $4::text))`,
    [user, mostConnections, settings, schema],
  )
  return rowCount === 1
}

async function ensureRole(client: pg.Client, { user, schema, password }: RoleRequest): Promise<void> {
  const role = escapeIdentifier(user)
  const { rowCount } = await client.query('select from pg_roles where rolname = $1::name', [user])
  if (rowCount === 0) await client.query(`create role ${role}`)
  const database = escapeIdentifier(await nameOfDatabase(client))
  await client.query(`
    alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
      connection limit ${mostConnections} password ${escapeLiteral(password)};
    alter role ${role} set search_path = ${escapeIdentifier(schema)}, extensions;
    ${Object.entries(bounds)
      .map(([name, value]) => `alter role ${role} set ${name} = ${escapeLiteral(value)};`)
      .join('\n')}
    grant connect on database ${database} to ${role};
    grant usage on schema extensions to ${role};
  `)
}

async function ensureSchema(client: pg.Client, { user, schema }: RoleRequest): Promise<void> {
  const owner = await ownerOf(client, schema)
  if (owner === user) return
  if (owner !== undefined) {
    throw new Problem(`The schema "${schema}" exists and belongs to the role "${owner}": choose another id.`)
  }
  // Without `authorization`: an administrator that is no superuser may not act as the new role.
  await client.query(`create schema ${escapeIdentifier(schema)}`)
  await client.query(`alter schema ${escapeIdentifier(schema)} owner to ${escapeIdentifier(user)}`)
}

/**
 * What of a schema belongs to another role, as the statements that change it. What hangs on a table (its indexes, its
 * row type, sequences of its columns) goes with it.
 */
const changesOfOwner = `
  with role as (select oid from pg_roles where rolname = $1::name)
  select format('alter schema %I owner to %I', nspname, $1::name) as statement
    from pg_namespace where nspname = $2::name and nspowner is distinct from (select oid from role)
  union all
  select format('alter table %I.%I owner to %I', $2::name, relname, $1::name)
    from pg_class c where relnamespace = to_regnamespace(quote_ident($2::name)) and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
     and relowner is distinct from (select oid from role)
     and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype in ('a', 'i')
                        and relkind = 'S')
  union all
  select format('alter routine %s owner to %I', oid::regprocedure, $1::name)
    from pg_proc where pronamespace = to_regnamespace(quote_ident($2::name)) and prokind <> 'a'
     and proowner is distinct from (select oid from role)
  union all
  select format('alter type %I.%I owner to %I', $2::name, typname, $1::name)
    from pg_type t where typnamespace = to_regnamespace(quote_ident($2::name)) and typowner is distinct from (select oid from role)
     and (typtype in ('e', 'd', 'r') or typtype = 'c' and exists (select from pg_class where oid = typrelid and relkind = 'c'))`

type Ownership = Pick<RoleRequest, 'user' | 'schema'>

export async function ownsAll(adminUrl: string, { user, schema }: Ownership): Promise<boolean> {
  return await withDatabase(adminUrl, async (client) => {
    const { rowCount } = await client.query(changesOfOwner, [user, schema])
    return rowCount === 0 && (await ownerOf(client, schema)) === user
  })
}

/** Makes the role where it is missing, and gives it the schema of an administrator with all that is in it. */
export async function takeOver(adminUrl: string, { user, schema }: Ownership): Promise<void> {
  await withDatabase(adminUrl, async (client) => {
    await lockCatalogue(client)
    await client.query('begin')
    await refuseSchemaOfTenant(client, { user, schema })
    const { rowCount } = await client.query('select from pg_roles where rolname = $1::name', [user])
    if (rowCount === 0) await client.query(`create role ${escapeIdentifier(user)}`)
    const { rows } = await client.query<{ statement: string }>(changesOfOwner, [user, schema])
    for (const { statement } of rows) await client.query(statement)
    await client.query('commit')
  })
}

async function refuseSchemaOfTenant(client: pg.Client, { user, schema }: Ownership): Promise<void> {
  const owner = await ownerOf(client, schema)
  const { rows } = await client.query<{ login: string }>('select current_user as login')
  if (owner === undefined || owner === user || owner === rows[0]?.login) return
  throw new Problem(`The schema "${schema}" belongs to the role "${owner}", and is not given to "${user}".`)
}

/** The role to which a schema belongs; undefined where there is no such schema. */
export async function findOwner(adminUrl: string, schema: string): Promise<string | undefined> {
  return await withDatabase(adminUrl, (client) => ownerOf(client, schema))
}

async function ownerOf(client: pg.Client, schema: string): Promise<string | undefined> {
  const { rows } = await client.query<{ owner: string }>(
    'select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = $1::name',
    [schema],
  )
  return rows[0]?.owner
}

/**
 * Of a role that is about to be dropped: its schema is another's, or it has more than that, e.g. since somebody changed the
 * name in the block; whatever it has would go with it, and no backup would be made of that.
 */
export async function refuseOtherSchemas(adminUrl: string, { user, schema }: Ownership): Promise<void> {
  await withDatabase(adminUrl, async (client) => {
    refuseOwner(user, schema, await ownerOf(client, schema))
    const { rows } = await client.query<{ name: string }>(
      `select nspname as name from pg_namespace join pg_roles on pg_roles.oid = nspowner
        where rolname = $1::name and nspname not in ($2::name, ($2::text || '_jobs')::name) order by nspname`,
      [user, schema],
    )
    if (rows.length === 0) return
    const others = rows.map(({ name }) => name).join(', ')
    throw new Problem(
      `The role "${user}" has more than the schema "${schema}" of its block: ${others}. If the name in the block is ` +
        `right, drop that by hand first, since no backup of it would be made.`,
    )
  })
}

function refuseOwner(user: string, schema: string, owner: string | undefined): void {
  if (owner === undefined || owner === user) return
  throw new Problem(
    `The schema "${schema}" belongs to the role "${owner}", not to "${user}": nothing was dropped.`,
  )
}

/**
 * Ends the tenant's sessions first, which would hold its tables. Does nothing where there is nothing left, and refuses a
 * schema of another role's.
 */
export async function dropRole(adminUrl: string, user: string, schema: string): Promise<void> {
  await withDatabase(adminUrl, async (client) => {
    refuseOwner(user, schema, await ownerOf(client, schema))
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
