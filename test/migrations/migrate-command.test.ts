import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { builtProgram, createEmptyDatabase, type TestDatabase } from '../support/services.ts'
import { query } from './migrated.ts'

const root = join(import.meta.dirname, '../..')
let database: TestDatabase

beforeEach(async () => {
  database = await createEmptyDatabase()
})

afterEach(async () => {
  await database.drop()
})

interface Run {
  readonly code: number
  readonly messages: readonly string[]
  readonly errors: string
}

async function runMigrate(env: Record<string, string>, program?: readonly string[]): Promise<Run> {
  const words = program ?? [await builtProgram('src/migrate.ts')]
  const run = promisify(execFile)(process.execPath, words, {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
  })
  const { stdout, stderr, code } = await run.then(
    (output) => ({ ...output, code: 0 }),
    (error: unknown) => error as { stdout: string; stderr: string; code: number },
  )
  const messages = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { msg: string }).msg)
  return { code, messages, errors: stderr }
}

const tenant = { CLIENT_ID: 'newclient', PG_SCHEMA: 'newclient' }

test('npm run migrate needs three variables, and ends with 0 also when there is nothing to do', async () => {
  const env = { ...tenant, DATABASE_URL: database.url }

  const first = await runMigrate(env, ['--import', 'tsx', join(root, 'src/migrate.ts')])
  const second = await runMigrate(env)

  expect(first).toMatchObject({ code: 0, messages: expect.arrayContaining(['  Created 12 tables']) })
  expect(second).toEqual({
    code: 0,
    messages: ['Nothing to migrate'],
    errors: '',
  })
})

test('it refuses the schema of another client with 77', async () => {
  const env = { ...tenant, DATABASE_URL: database.url }
  await runMigrate(env)
  await query(
    database.url,
    `insert into newclient.settings (key, value, updated_at)
     values ('tenant', '{"clientId": "newclient", "botId": 111, "keyPrefix": null}', '2026-03-02T06:00:00Z')`,
  )

  const another = await runMigrate({ ...env, CLIENT_ID: 'another' })

  expect(another.code).toBe(77)
  expect(another.messages).toEqual([expect.stringContaining('belongs to the client "newclient" (bot 111)')])
  expect(await runMigrate(env)).toMatchObject({ code: 0 })
})

test('it fails loudly: with 78 on a newer schema and without an address', async () => {
  const env = { ...tenant, MIGRATION_DATABASE_URL: database.url }
  await runMigrate(env)
  await query(
    database.url,
    `insert into newclient.pgmigrations (name, run_on) values ('9999_of_tomorrow', '2030-01-01')`,
  )

  const newer = await runMigrate(env)
  const nowhere = await runMigrate(tenant)

  expect(newer.code).toBe(78)
  expect(newer.messages.at(-1)).toContain('is newer than this program')
  expect(nowhere.code).toBe(78)
  expect(nowhere.errors).toContain('DATABASE_URL is missing')
})

test('what the build writes migrates as well, and starts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'built-'))
  try {
    const beside = ['node_modules', 'migrations', 'package.json']
    await Promise.all(beside.map((name) => symlink(join(root, name), join(folder, name))))
    const build = ['--import', 'tsx', 'scripts/build/main.ts', join(folder, 'dist')]
    await promisify(execFile)(process.execPath, build, { cwd: root })
    const env = { ...tenant, DATABASE_URL: database.url }

    const migrated = await runMigrate(env, [join(folder, 'dist/migrate.js')])
    const started = await runMigrate(env, [join(folder, 'dist/main.js')])

    expect(migrated).toMatchObject({ code: 0, messages: expect.arrayContaining(['  Created 12 tables']) })
    expect(started).toMatchObject({ code: 78, errors: expect.stringContaining('BOT_TOKEN is missing') })
  } finally {
    await rm(folder, { recursive: true })
  }
})
