import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe } from '@jest/globals'
import { startPostgres } from '../../scripts/services/postgres.ts'
import { findPostgresPrograms, type PostgresPrograms } from '../../scripts/services/postgres-programs.ts'
import { createRole, urlFor, withDatabase } from '../../scripts/tenant/database.ts'
import { migrateTenant } from '../../src/storage/migrations.ts'

export const programs = await findPostgresPrograms()
if (!programs) {
  const missing =
    'There is no PostgreSQL server with its clients here: install Debian’s package "postgresql".'
  if (process.env['CI']) throw new Error(missing)
  console.log(`Backups are not tried. ${missing}`)
}

export function describeWithPrograms(name: string, tests: () => void): void {
  ;(programs ? describe : describe.skip)(name, tests)
}

const scripts = join(import.meta.dirname, '../../scripts')
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {
  // Nothing of it matters here.
}

export interface Ran {
  readonly code: number | null
  /** What scripts read. */
  readonly printed: string
  /** What people read. */
  readonly said: string
}

/** A PostgreSQL of one's own with a database of two tenants, and a folder for its backups. */
export interface BackupSite {
  readonly url: string
  /** That has `backups/`. */
  readonly installation: string
  readonly folder: string
  backup(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>
  restore(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>
  /** Left running. */
  start(words: readonly string[], env?: Readonly<Record<string, string>>): ChildProcess
  /** Names in the folder, the hidden ones left out. */
  files(): Promise<string[]>
  /** The newest dump of a series. */
  newest(series: string): Promise<string>
  status(): Promise<string>
  /** Replaces in the manifest of a dump. */
  editManifest(dump: string, from: string | RegExp, to: string): Promise<void>
  rows<Row>(statement: string, url?: string): Promise<Row[]>
  close(): Promise<void>
}

export async function openBackupSite(programs: PostgresPrograms): Promise<BackupSite> {
  const server = await startPostgres({ durable: false, programs })
  const installation = await mkdtemp(join(tmpdir(), 'installation-'))
  const folder = join(installation, 'backups')
  await mkdir(folder)
  const { hostname, port, username, password } = new URL(server.url)
  const url = Object.assign(new URL(server.url), { pathname: '/booking_saas' }).href
  await withDatabase(server.url, (client) => client.query('create database booking_saas'))
  const env = {
    ...programs.env,
    PATH: `${programs.bin}:${process.env['PATH'] ?? ''}`,
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: password,
    PGDATABASE: 'booking_saas',
    BACKUP_FOLDER: folder,
  }
  const start = (program: string, words: readonly string[], more = {}) =>
    spawn(join(scripts, program), words, { env: { ...env, ...more } })
  for (const schema of ['veranda', 'barber']) await addTenant(url, schema)
  const files = async () => (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()
  return {
    url,
    installation,
    folder,
    files,
    backup: (words, more) => ending(start('backup.sh', words, more)),
    restore: (words, more) => ending(start('restore.sh', words, more)),
    start: (words, more) => start('backup.sh', words, more),
    async newest(series) {
      const dumps = (await files()).filter((name) => name.startsWith(`${series}-`) && name.endsWith('.dump'))
      return join(folder, dumps.at(-1) ?? 'none')
    },
    status: () => readFile(join(folder, 'status.prom'), 'utf8').catch(() => ''),
    async editManifest(dump, from, to) {
      const manifest = dump.replace('.dump', '.manifest')
      await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(from, to))
    },
    rows: (statement, at = url) => rowsOf(at, statement),
    async close() {
      await rm(installation, { recursive: true })
      await server.stop()
    },
  }
}

async function ending(child: ChildProcess): Promise<Ran> {
  const [printed, said, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, printed, said }
}

async function rowsOf<Row>(url: string, statement: string): Promise<Row[]> {
  return withDatabase(url, async (client) => (await client.query(statement)).rows as Row[])
}

/** A tenant with a role of its own, and rows of many kinds. */
async function addTenant(url: string, schema: string): Promise<void> {
  const role = { user: `tenant_${schema}`, schema, password: 'of its own' }
  await createRole(url, role)
  const migrated = await migrateTenant({ databaseUrl: urlFor(url, role), schema, log })
  if (!migrated.ok) throw new Error(migrated.message)
  await rowsOf(
    url,
    `
    set search_path = ${schema}, extensions;
    insert into users (first_name, tags, notes, draft, created_at)
      select 'Анна ' || n, array['vip, «a"'], e'two\\nlines\\\\', '{"step": null}', '2030-01-01' from generate_series(1, 300) n;
    insert into staff (name, role, bookable, added_at) values ('Ольга', 'none', true, '2030-01-01');
    insert into services (name, duration_min) values ('Стрижка', 60);
    insert into schedule_rules (kind, weekday, opens, closes) values ('open', 1, '09:00', '24:00');
  `,
  )
  await rowsOf(url, `insert into ${schema}.bookings ${visits(1, 300)}`)
}

/** Select of visits, one an hour, for the client of the same number. */
export function visits(first: number, last: number): string {
  return `
    (user_id, service_id, staff_id, starts_at, ends_at, busy, status, visit_id, duration_min, source, created_at, updated_at)
    select 1 + n % 300, 1, 1, at, at + interval '1 hour', tstzrange(at, at + interval '1 hour'), 'confirmed', n, 60,
      'client', at, at
    from generate_series(${first}, ${last}) n, lateral (select '2030-01-01Z'::timestamptz + n * interval '1 hour') as t (at)`
}
