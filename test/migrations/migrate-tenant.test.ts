import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { listMigrations } from '../../src/storage/migrations.ts'
import { findPoolOptions } from '../../src/storage/pool-options.ts'
import { createEmptyDatabase, type TestDatabase } from '../support/services.ts'
import { objectToOwner, type Owner } from '../../src/usecases/claim-tenant.ts'
import { migrate, query } from './migrated.ts'

let database: TestDatabase

beforeEach(async () => {
  database = await createEmptyDatabase()
})

afterEach(async () => {
  await database.drop()
})

describe('migrating', () => {
  test('makes the schema with 12 tables and 16 indexes, and says so', async () => {
    const { result, messages } = await migrate(database.url, 'newclient')

    expect(result).toEqual({ ok: true, applied: await listMigrations() })
    expect(messages).toEqual([
      'Initializing schema: newclient',
      '  Schema created: newclient',
      '  Created 12 tables',
      '  Created 16 indexes',
    ])
  })

  test('a second time changes nothing', async () => {
    await migrate(database.url, 'newclient')
    const { result, messages } = await migrate(database.url, 'newclient')

    expect(result).toEqual({ ok: true, applied: [] })
    expect(messages).toEqual([])
  })

  test('gives each tenant a schema of its own', async () => {
    await migrate(database.url, 'one')
    await migrate(database.url, 'other')

    const tables = await query<{ schema: string; tables: number }>(
      database.url,
      `select schemaname as schema, count(*)::int as tables from pg_tables
        where schemaname in ('one', 'other', 'public', 'extensions') group by 1 order by 1`,
    )
    // Twelve, and node-pg-migrate's own.
    expect(tables).toEqual([
      { schema: 'one', tables: 13 },
      { schema: 'other', tables: 13 },
    ])
  })

  test('takes a schema whose name is a word of SQL', async () => {
    const { result } = await migrate(database.url, 'select')

    expect(result.ok).toBe(true)
    await expect(findOptions(database.url, 'select')).resolves.toMatchObject({ ok: true })
  })

  test('uses a schema that the administrator made beforehand', async () => {
    await query(database.url, 'create schema newclient')

    const { result, messages } = await migrate(database.url, 'newclient')

    expect(result.ok).toBe(true)
    expect(messages).not.toContain('  Schema created: newclient')
  })

  test('refuses a schema of somebody else before it changes anything there', async () => {
    await migrate(database.url, 'newclient')
    await query(
      database.url,
      `insert into newclient.settings (key, value, updated_at)
       values ('tenant', '{"clientId": "alpha", "botId": 111, "keyPrefix": null}', '2026-03-02T06:00:00Z')`,
      'drop table newclient.text_templates',
      'delete from newclient.pgmigrations',
    )
    const start = { clientId: 'beta', botId: 222, schema: 'newclient' }
    const objectTo = (owner: Owner) => objectToOwner(owner, start)

    expect(await migrate(database.url, 'newclient', objectTo)).toEqual({
      result: {
        ok: false,
        reason: 'not_owner',
        message: expect.stringContaining('belongs to the client "alpha"'),
      },
      messages: [],
    })
    expect(await query(database.url, 'select from newclient.pgmigrations')).toEqual([])
  })

  test.each([
    ['the schema’s', true],
    ['the database’s', false],
  ])('ends in a sentence when somebody else keeps %s lock', async (_, hasExtension) => {
    if (hasExtension) {
      await query(database.url, 'create schema extensions', 'create extension btree_gist schema extensions')
    }
    const holder = new pg.Client({ connectionString: database.url, application_name: 'a stranger' })
    await holder.connect()
    const value = createHash('sha256').update('newclient').digest('hex').slice(0, 13)
    await holder.query(`select pg_advisory_lock(x'${value}'::bigint), pg_advisory_lock(1112493895, 1)`)
    const patience = { lockPatienceMs: 50 }

    const { result } = await migrate(database.url, 'newclient', undefined, patience)

    expect(result).toMatchObject({
      ok: false,
      reason: 'locked',
      message: expect.stringMatching(/is held by the session \d+ of the role \w+ \(a stranger\)/),
    })
    await holder.end()
    expect((await migrate(database.url, 'newclient')).result.ok).toBe(true)
  })

  test('refuses a schema that a newer program migrated, and leaves it alone', async () => {
    await migrate(database.url, 'newclient')
    await query(
      database.url,
      `insert into newclient.pgmigrations (name, run_on) values ('9999_of_tomorrow', '2030-01-01')`,
    )

    const { result } = await migrate(database.url, 'newclient')

    expect(result).toMatchObject({
      ok: false,
      reason: 'schema_newer',
      message: expect.stringContaining('9999_of_tomorrow'),
    })
  })
})

describe('a role without rights is told what the administrator has to run', () => {
  let role: string
  let url: string

  beforeEach(async () => {
    role = `tenant_${randomBytes(4).toString('hex')}`
    await query(database.url, `create role ${role} login password 'tenant'`)
    url = Object.assign(new URL(database.url), { username: role, password: 'tenant' }).href
  })

  afterEach(async () => {
    await query(database.url, `drop owned by ${role}`, `drop role ${role}`)
  })

  /** Runs what the refusal says, as the administrator. */
  async function obey(): Promise<string> {
    const { result } = await migrate(url, 'newclient')
    if (result.ok) throw new Error('was not refused')
    expect(result.reason).toBe('rights_missing')
    const [, command = ''] = /run there once: (.*)$/.exec(result.message) ?? []
    await query(database.url, ...command.split(';').filter(Boolean))
    return command
  }

  test('until nothing is missing', async () => {
    expect(await obey()).toContain('create extension')
    expect(await obey()).toBe(`create schema "newclient" authorization "${role}";`)

    expect((await migrate(url, 'newclient')).result.ok).toBe(true)
  })

  test('also when somebody else owns the schema', async () => {
    await obey()
    await query(database.url, 'create schema newclient')
    expect(await obey()).toBe(`alter schema "newclient" owner to "${role}";`)

    expect((await migrate(url, 'newclient')).result.ok).toBe(true)
  })

  test('and its own search path is used when it has one', async () => {
    await obey()
    await obey()
    await migrate(url, 'newclient')

    const before = await findOptions(url, 'newclient')
    await query(database.url, `alter role ${role} set search_path = newclient, extensions`)
    const after = await findOptions(url, 'newclient')

    expect(before).toMatchObject({ options: { connectionString: expect.stringContaining('search_path') } })
    expect(after).toMatchObject({ options: { connectionString: url } })
  })
})

describe('connections of the pool', () => {
  test('see the tenant’s schema first and keep other options of the address', async () => {
    await migrate(database.url, 'newclient')

    const pool = await findOptions(`${database.url}?options=-c%20work_mem%3D7MB`, 'newclient')

    if (!pool.ok) throw new Error(pool.message)
    const [row] = await query<{ schema: string; work_mem: string }>(
      pool.options.connectionString!,
      `select current_schema() as schema, current_setting('work_mem') as work_mem`,
    )
    expect(row).toEqual({ schema: 'newclient', work_mem: '7MB' })
  })

  test('are refused while the schema is missing', async () => {
    await expect(findOptions(database.url, 'newclient')).resolves.toMatchObject({
      ok: false,
      message: expect.stringContaining('do not see the schema "newclient"'),
    })
  })
})

function findOptions(databaseUrl: string, schema: string) {
  return findPoolOptions({ databaseUrl, schema, poolMax: 1, applicationName: 'booking-test' })
}
