import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pg from 'pg'
import type { Log } from '../context.ts'
import { LockHeld, releaseSessionLock, takeSessionLock, type LockKey } from './advisory-lock.ts'
import { errorCode } from './database.ts'
import type { TenantClaim } from './tenant-claim.ts'

export type MigrationResult =
  | { readonly ok: true; readonly applied: readonly string[] }
  | { readonly ok: false; readonly reason: RefusalReason; readonly message: string }

/**
 * `rights_missing`: the role may not create what is needed. `not_owner`: the schema is somebody else's.
 * `schema_newer`: a newer program migrated the schema. `locked`: another session kept a lock for too long.
 */
type RefusalReason = 'rights_missing' | 'not_owner' | 'schema_newer' | 'locked'

interface MigrationRequest {
  /** A direct connection: session locks do not work through a pooler in transaction mode. */
  readonly databaseUrl: string
  readonly schema: string
  readonly log: Log
  /** Asked before anything is changed in a schema that has an owner: why not to, for people; null: go on. */
  readonly objectTo?: (owner: TenantClaim) => string | null
  /** Milliseconds for each of the two locks; longer than a migration of a busy table takes, unless told. */
  readonly lockPatienceMs?: number
}

const directory = join(import.meta.dirname, '../../migrations')
const catalogueFile = 'schema.sql'
const lockPatienceMs = 600_000
/** Locks of schemas have one big number, so they never meet it. */
const lockOfDatabase: LockKey = [1112493895, 1]

/**
 * Brings the tenant's schema up to this program's version, creating it when it is absent. Any number of processes may
 * do so at once, for one schema or for many: one lock a database guards the extension, one lock a schema the rest.
 * Each migration is a transaction of its own.
 */
export async function migrateTenant(request: MigrationRequest): Promise<MigrationResult> {
  const client = new pg.Client({ connectionString: request.databaseUrl, application_name: 'booking-migrate' })
  client.on('error', (error) => request.log.warn({ err: error }, 'The connection for migrations was lost'))
  await client.connect()
  try {
    await createExtension(client, request)
    return { ok: true, applied: await migrateSchema(client, request) }
  } catch (error) {
    if (error instanceof MigrationRefused) return { ok: false, reason: error.reason, message: error.message }
    if (error instanceof LockHeld) return { ok: false, reason: 'locked', message: error.message }
    throw error
  } finally {
    await client.end()
  }
}

/** Names of the migrations that this program carries, in order. */
export async function listMigrations(): Promise<string[]> {
  const files = await readdir(directory)
  return files
    .filter((file) => file.endsWith('.sql') && file !== catalogueFile)
    .map((file) => basename(file, '.sql'))
    .sort()
}

class MigrationRefused extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** What belongs to the database and not to a tenant. `if not exists` does not help against a race; the lock does. */
async function createExtension(client: pg.Client, request: MigrationRequest): Promise<void> {
  if (await hasExtension(client)) return
  await takeLock(client, lockOfDatabase, request)
  try {
    await client.query('begin')
    if (!(await hasExtension(client))) {
      await client.query('create schema if not exists extensions')
      await client.query('create extension btree_gist schema extensions')
    }
    await client.query('commit')
    await releaseSessionLock(client, lockOfDatabase)
  } catch (error) {
    await client.query('rollback')
    if (errorCode(error) !== insufficientPrivilege) throw error
    await refuseForRights(
      client,
      'the extension btree_gist is missing',
      () =>
        'create schema if not exists extensions; create extension if not exists btree_gist schema extensions;',
    )
  }
}

async function takeLock(client: pg.Client, key: LockKey, request: MigrationRequest): Promise<void> {
  await takeSessionLock(client, key, {
    patienceMs: request.lockPatienceMs ?? lockPatienceMs,
    onWait: (holder) =>
      request.log.warn({}, `Waiting for a lock of the database, which is held by ${holder}`),
  })
}

async function hasExtension(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query("select from pg_extension where extname = 'btree_gist'")
  return rowCount === 1
}

async function migrateSchema(client: pg.Client, request: MigrationRequest): Promise<string[]> {
  const { schema, log, objectTo } = request
  const lockValue = lockOfSchema(schema)
  await takeLock(client, [lockValue], request)
  const isThere = await hasSchema(client, schema)
  if (objectTo) await refuseOwner(client, schema, objectTo)
  const done = await listApplied(client, schema)
  const known = await listMigrations()
  refuseNewerSchema(schema, done, known)
  if (known.every((name) => done.includes(name))) return []

  log.info({}, `Initializing schema: ${schema}`)
  if (!isThere) await createSchema(client, schema, log)
  const before = await countCatalogue(client, schema)
  const applied = await runMigrations(client, schema, lockValue, log)
  const after = await countCatalogue(client, schema)
  if (after.tables > before.tables) log.info({}, `  Created ${after.tables - before.tables} tables`)
  if (after.indexes > before.indexes) log.info({}, `  Created ${after.indexes - before.indexes} indexes`)
  return applied
}

/** Fits in the integers that JavaScript counts exactly. Tenants that share a value only wait for each other. */
function lockOfSchema(schema: string): number {
  return Number.parseInt(createHash('sha256').update(schema).digest('hex').slice(0, 13), 16)
}

async function hasSchema(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ mayUse: boolean }>(
    `select has_schema_privilege(oid, 'create') and has_schema_privilege(oid, 'usage') as "mayUse"
       from pg_namespace where nspname = $1::name`,
    [schema],
  )
  const [found] = rows
  if (found?.mayUse === false) {
    await refuseForRights(
      client,
      `it may not create tables in the schema "${schema}"`,
      (role) => `alter schema "${schema}" owner to "${role}";`,
    )
  }
  return found !== undefined
}

/** Never `if not exists`: that wants the right to create schemas even when there is nothing to create. */
async function createSchema(client: pg.Client, schema: string, log: Log): Promise<void> {
  try {
    await client.query(`create schema ${pg.escapeIdentifier(schema)}`)
  } catch (error) {
    if (errorCode(error) !== insufficientPrivilege) throw error
    await refuseForRights(
      client,
      `the schema "${schema}" is missing`,
      (role) => `create schema "${schema}" authorization "${role}";`,
    )
  }
  log.info({}, `  Schema created: ${schema}`)
}

const insufficientPrivilege = '42501'

async function refuseForRights(
  client: pg.Client,
  lack: string,
  command: (role: string) => string,
): Promise<never> {
  const { rows } = await client.query<{ role: string; database: string }>(
    'select current_user as role, current_database() as database',
  )
  const { role, database } = rows[0] ?? { role: '', database: '' }
  throw new MigrationRefused(
    'rights_missing',
    `The role "${role}" lacks a right in the database "${database}": ${lack}. ` +
      `Ask the administrator to run there once: ${command(role)}`,
  )
}

/** Whoever starts with another tenant's schema by mistake must not bring that up to their own version, either. */
async function refuseOwner(
  client: pg.Client,
  schema: string,
  objectTo: NonNullable<MigrationRequest['objectTo']>,
): Promise<void> {
  if (!(await hasTable(client, schema, 'settings'))) return
  const { rows } = await client.query<{ value: TenantClaim }>(
    `select value from ${pg.escapeIdentifier(schema)}.settings where key = 'tenant'`,
  )
  const [claim] = rows
  const objection = claim && objectTo(claim.value)
  if (objection) throw new MigrationRefused('not_owner', objection)
}

/** Names of the migrations that the schema has had, in order. */
async function listApplied(client: pg.Client, schema: string): Promise<string[]> {
  if (!(await hasTable(client, schema, 'pgmigrations'))) return []
  const { rows } = await client.query<{ name: string }>(
    `select name from ${pg.escapeIdentifier(schema)}.pgmigrations order by id`,
  )
  return rows.map(({ name }) => name)
}

function refuseNewerSchema(schema: string, done: readonly string[], known: readonly string[]): void {
  const unknown = done.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new MigrationRefused(
    'schema_newer',
    `The schema "${schema}" is newer than this program, which does not know ` +
      `${unknown.join(', ')}. ` +
      'Start the version that made it, or restore a backup from before the update.',
  )
}

async function hasTable(client: pg.Client, schema: string, table: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1::name and c.relname = $2::name`,
    [schema, table],
  )
  return rowCount === 1
}

async function runMigrations(
  client: pg.Client,
  schema: string,
  lockValue: number,
  log: Log,
): Promise<string[]> {
  const { runner } = await import('node-pg-migrate')
  const applied = await runner({
    dbClient: client,
    dir: directory,
    ignorePattern: String.raw`(schema\.sql|\..*)`,
    direction: 'up',
    migrationsTable: 'pgmigrations',
    schema: [schema, 'extensions'],
    singleTransaction: false,
    lockValue,
    advisoryLockMode: 'wait',
    logger: {
      info: (text) => log.debug({}, text),
      warn: (text) => log.warn({}, text),
      error: (text) => log.error({}, text),
    },
  })
  return applied.map(({ name }) => name)
}

interface CatalogueCount {
  readonly tables: number
  readonly indexes: number
}

/** Tables besides node-pg-migrate's own, indexes besides those of primary keys. */
async function countCatalogue(client: pg.Client, schema: string): Promise<CatalogueCount> {
  const { rows } = await client.query<CatalogueCount>(
    `select count(*) filter (where c.relkind = 'r' and c.relname <> 'pgmigrations')::int as tables,
            count(*) filter (where c.relkind = 'i' and not i.indisprimary)::int as indexes
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       left join pg_index i on i.indexrelid = c.oid
      where n.nspname = $1::name`,
    [schema],
  )
  return rows[0] ?? { tables: 0, indexes: 0 }
}
