/**
 * `npm run bench:migration [-- file.sql …]`: what a migration does to a tenant with a million bookings. Each file, or each of
 * the usual changes below, is run as a migration is, in one transaction, while somebody reads and somebody writes.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../scripts/services/postgres.ts'
import { migrateTenant } from '../src/storage/migrations.ts'
import { withSearchPath } from '../src/storage/pool-options.ts'
import { addSalon, openBenchTenant } from './bench-tenant.ts'
import { printTable, type Row } from './report.ts'

const schema = 'big'
const bookings = 1_000_000

const usualChanges: readonly Change[] = [
  { name: 'a column with a default', sql: `alter table bookings add column tried text not null default ''` },
  {
    name: 'a check, not yet looked at',
    sql: 'alter table bookings add constraint tried check (duration_min > 0) not valid',
  },
  { name: 'its look at every row', sql: 'alter table bookings validate constraint tried' },
  { name: 'an index', sql: 'create index tried on bookings (service_id, starts_at)' },
  { name: 'an update of every row', sql: `update bookings set tried = 'x'` },
  { name: 'another type of a column', sql: 'alter table bookings alter column duration_min type bigint' },
]

interface Change {
  readonly name: string
  readonly sql: string
}

const rows: Row[] = []
const postgres = await startPostgres({
  durable: true,
  settings: { max_connections: 100, shared_buffers: '256MB', work_mem: '4MB' },
})
try {
  await fill()
  await tellOfStart()
  for (const change of await listChanges(process.argv.slice(2))) rows.push(await tryOut(change))
  printTable(rows)
} finally {
  await postgres.stop()
}

/** Eleven years of visits of twenty specialists, an hour each; the constraint holds those to come. */
async function fill(): Promise<void> {
  const tenant = await openBenchTenant(postgres.url, schema, { poolMax: 1 })
  const { serviceId } = await addSalon(tenant, { staff: 20, durationMin: 60 })
  await tenant.db.close()
  const client = await connect()
  const at = new Date()
  const from = performance.now()
  await client.query(
    `insert into users (telegram_id, first_name, created_at) select n, 'Client ' || n, $1 from generate_series(1, 50000) n`,
    [at],
  )
  await client.query(
    `insert into bookings (user_id, service_id, staff_id, starts_at, ends_at, busy, status, visit_id, duration_min,
                           source, created_at, updated_at)
     select 1 + (n * 7919 + s.place * 31) % 50000, $1, s.id, v.at, v.at + interval '1 hour',
            tstzrange(v.at, v.at + interval '1 hour'),
            case when v.at < $2 then 'completed' else 'confirmed' end, n * 20 + s.place, 60, 'import', $2, $2
       from (select id, row_number() over (order by id) as place from staff where bookable order by id limit 20) s,
            generate_series(1, $3::int / 20) n,
            lateral (select $2::timestamptz + interval '60 days' - n * interval '2 hours' as at) v`,
    [serviceId, at, bookings],
  )
  await client.query('analyze')
  const seconds = (performance.now() - from) / 1000
  const size = await client.query<{ size: string }>(
    `select pg_size_pretty(sum(pg_total_relation_size(oid))) as size from pg_class
      where relnamespace = $1::regnamespace and relkind = 'r'`,
    [schema],
  )
  await client.end()
  rows.push({
    name: 'bookings',
    value: '1,000,000',
    meaning: `${size.rows[0]?.size ?? ''}, made in ${seconds.toFixed(0)} s`,
  })
}

async function tellOfStart(): Promise<void> {
  const from = performance.now()
  const log = { debug: ignore, info: ignore, warn: console.warn, error: console.error }
  await migrateTenant({ databaseUrl: postgres.url, schema, log })
  rows.push({
    name: 'a start with nothing to migrate',
    value: secondsSince(from),
    meaning: 'does not depend on the rows',
  })
}

async function listChanges(files: readonly string[]): Promise<readonly Change[]> {
  if (files.length === 0) return usualChanges
  return await Promise.all(
    files.map(async (file) => ({ name: basename(file), sql: await readFile(file, 'utf8') })),
  )
}

async function tryOut({ name, sql }: Change): Promise<Row> {
  const client = await connect()
  const from = performance.now()
  let taken = ''
  const { longestRead, longestWrite } = await watchOthers(async () => {
    await client.query('begin')
    await client.query(sql)
    taken = await locksOf(client)
    await client.query('commit')
  })
  const value = secondsSince(from)
  await client.end()
  return {
    name,
    value,
    meaning: `${taken}; a read waited ${longestRead} at most, a write ${longestWrite}`,
  }
}

/** The strongest on the table, as PostgreSQL calls it. */
async function locksOf(client: pg.Client): Promise<string> {
  const { rows: found } = await client.query<{ mode: string }>(
    `select mode from pg_locks where pid = pg_backend_pid() and relation = 'bookings'::regclass and granted`,
  )
  const strength = ['AccessExclusive', 'Share', 'ShareUpdateExclusive', 'RowExclusive', 'AccessShare']
  const held = new Set(found.map(({ mode }) => mode.replace(/Lock$/, '')))
  return strength.find((mode) => held.has(mode)) ?? 'no lock'
}

async function watchOthers(work: () => Promise<void>) {
  const until = new AbortController()
  const reading = longest('select status from bookings where id = $1', until.signal)
  const writing = longest('update bookings set version = version where id = $1', until.signal)
  try {
    await work()
  } finally {
    until.abort()
  }
  return { longestRead: await reading, longestWrite: await writing }
}

async function longest(sql: string, signal: AbortSignal): Promise<string> {
  const client = await connect()
  let most = 0
  while (!signal.aborted) {
    const from = performance.now()
    await client.query(sql, [Math.ceil(Math.random() * bookings)])
    most = Math.max(most, performance.now() - from)
    await pause(10)
  }
  await client.end()
  return `${(most / 1000).toFixed(1)} s`
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(withSearchPath(postgres.url, schema))
  await client.connect()
  return client
}

function secondsSince(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(2)} s`
}

function ignore(): void {}
