import type { Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { Databases } from './databases.ts'
import { createEmptyDatabase, type TestDatabase } from './services.ts'

let server: TestDatabase
let databases: Databases

beforeAll(async () => {
  server = await createEmptyDatabase()
  databases = await Databases.start(server.url)
})

afterAll(async () => {
  await databases.close()
  await server.drop()
})

test('one that was given back comes again without its rows, and its sessions without what was set in them', async () => {
  const url = await databases.clone()
  const firstId = await query(url, addService)
  // One of the two sessions empties the database, and may still be at it.
  const clients = [await connect(url), await connect(url)]
  for (const client of clients) {
    await client.query(`set time zone 'Asia/Tokyo'; prepare old as select 1; create temp table old (id int)`)
  }
  await clients[0]!.query('begin')
  await clients[0]!.query(addService)
  for (const client of clients) await client.end()
  const [time] = await query(url, 'select clock_timestamp()::text as given_back')
  expect(await databases.drop(url)).toEqual([])

  expect(await databases.clone()).toBe(url)
  const next = await connect(url)
  const rowsOf = async (text: string) => (await next.query<Record<string, unknown>>(text)).rows
  expect(await rowsOf('select from services')).toEqual([])
  expect(await rowsOf(addService)).toEqual(firstId)
  expect(
    await rowsOf(
      `select backend_start < '${String(time!['given_back'])}' as is_kept, to_regclass('old') as old,
              current_setting('timezone') <> 'Asia/Tokyo' as has_own_zone,
              (select count(*)::int from pg_prepared_statements) as prepared
         from pg_stat_activity where pid = pg_backend_pid()`,
    ),
  ).toEqual([{ is_kept: true, old: null, has_own_zone: true, prepared: 0 }])
  await next.end()
  await databases.drop(url)
})

test('one in which more than rows has changed does not come again', async () => {
  const url = await databases.clone()
  await query(url, 'alter table services alter column name drop not null')
  await databases.drop(url)
  const next = await databases.clone()
  expect(next).not.toBe(url)
  await databases.drop(next)
})

test('what a client had begun that died is rolled back', async () => {
  const url = await databases.clone()
  const dying = await connect(url)
  dying.on('error', () => undefined)
  await dying.query('begin')
  await dying.query('lock table services')
  socketOf(dying).destroy()
  expect(await query(url, addService)).toHaveLength(1)
  await databases.drop(url)
})

test('a connection that was left open and asked nothing is told as well', async () => {
  const url = await databases.clone()
  await query(url, 'select 1')
  const forgotten = await connect(url)
  forgotten.on('error', () => undefined)
  expect(await databases.drop(url, 0)).toEqual(['nothing yet'])
  await forgotten.end()
})

test('a connection that was left open is told, and what it did last', async () => {
  const url = await databases.clone()
  const forgotten = await connect(url)
  forgotten.on('error', () => undefined)
  await forgotten.query('select 42')
  expect(await databases.drop(url, 0)).toContain('select 42')
  await forgotten.end()
})

const addService = `insert into services (name, duration_min) values ('Стрижка', 60) returning id`

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  await client.connect()
  return client
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = await connect(url)
  const { rows } = await client.query<Record<string, unknown>>(statement)
  await client.end()
  return rows
}

function socketOf(client: pg.Client): Socket {
  return (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream
}
