import { expect, test } from '@jest/globals'
import pg from 'pg'
import { cloneDatabase, createEmptyDatabase, privateRedis } from './services.ts'

test('clones made at once are databases of their own, each with a migrated tenant', async () => {
  const clones = await Promise.all([cloneDatabase(), cloneDatabase(), cloneDatabase()])
  expect(new Set(clones.map(({ url }) => url)).size).toBe(3)
  for (const { url, schema } of clones) {
    const found = await query(url, `select current_schema(), to_regclass('bookings')::text as found`)
    expect(found).toEqual([{ current_schema: schema, found: 'bookings' }])
  }
  await Promise.all(clones.map((clone) => clone.drop()))
})

test('an empty database has no schema but its own', async () => {
  const database = await createEmptyDatabase()
  expect(
    await query(database.url, `select nspname from pg_namespace where nspname !~ '^pg_|^information'`),
  ).toEqual([{ nspname: 'public' }])
  await database.drop()
})

test('each Redis prefix sees only its own keys', async () => {
  const { Redis } = await import('ioredis')
  const [one, other] = await Promise.all([privateRedis(), privateRedis()])
  const client = new Redis(one.url)
  await client.set(`${one.prefix}a`, '1')
  await client.quit()
  expect(await one.keys()).toEqual([`${one.prefix}a`])
  expect(await other.keys()).toEqual([])
  await one.drop()
  expect(await one.keys()).toEqual([])
})

async function query<Row>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(statement)
  await client.end()
  return rows as Row[]
}
