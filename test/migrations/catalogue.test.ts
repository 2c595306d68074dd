import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readSchemaText } from '../../scripts/schema-text.ts'
import type { Database } from '../../src/storage/database.ts'
import { openClone } from './migrated.ts'

let clone: Awaited<ReturnType<typeof openClone>>
let db: Database

beforeAll(async () => {
  clone = await openClone()
  db = clone.db
})

afterAll(async () => {
  await clone.close()
})

async function names(statement: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>(statement)
  return rows.map(({ name }) => name)
}

describe('the catalogue of a tenant', () => {
  test('has the twelve tables', async () => {
    expect(
      await names(
        `select tablename::text as name from pg_tables
          where schemaname = current_schema() and tablename <> 'pgmigrations' order by 1`,
      ),
    ).toEqual([
      'audit_log',
      'blocked_slots',
      'bookings',
      'feedback',
      'schedule_rules',
      'services',
      'settings',
      'staff',
      'staff_services',
      'tasks',
      'text_templates',
      'users',
    ])
  })

  test('has the sixteen indexes', async () => {
    expect(
      await names(
        `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
          where c.relnamespace = current_schema()::regnamespace and not i.indisprimary order by 1`,
      ),
    ).toHaveLength(16)
  })

  test('holds no view, trigger or function: rules are in the program', async () => {
    expect(
      await names(
        `select relname::text as name from pg_class
          where relnamespace = current_schema()::regnamespace and relkind in ('v', 'm')
         union all select proname::text from pg_proc where pronamespace = current_schema()::regnamespace
         union all select tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal`,
      ),
    ).toEqual([])
  })

  test('lets no column ask for the time', async () => {
    expect(
      await names(
        `select a.attrelid::regclass || '.' || a.attname as name from pg_attrdef d
           join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
           join pg_class c on c.oid = d.adrelid
          where c.relnamespace = current_schema()::regnamespace and pg_get_expr(d.adbin, d.adrelid) ~* 'now\\(|current_|clock_timestamp'`,
      ),
    ).toEqual([])
  })

  test('is what migrations/schema.sql says (write it with `npm run schema`)', async () => {
    const written = await readFile(join(import.meta.dirname, '../../migrations/schema.sql'), 'utf8')

    expect(await readSchemaText(db)).toBe(written)
  })
})
