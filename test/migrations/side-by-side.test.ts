import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { builtProgram, createEmptyDatabase } from '../support/services.ts'
import type { Order, Report } from './migrating-process.ts'
import { query } from './migrated.ts'

const processes: ChildProcess[] = []

beforeAll(async () => {
  const file = await builtProgram('test/migrations/migrating-process.ts')
  for (let n = 0; n < 10; n++) processes.push(fork(file, { execArgv: [] }))
  await Promise.all(processes.map(nextReport))
}, 300_000)

afterAll(async () => {
  await Promise.all(
    processes.map(async (child) => {
      child.disconnect()
      await once(child, 'exit')
    }),
  )
})

async function nextReport(child: ChildProcess): Promise<Report> {
  const [report] = (await once(child, 'message')) as [Report]
  return report
}

async function migrate(child: ChildProcess, order: Order): Promise<Report> {
  const report = nextReport(child)
  child.send(order)
  return await report
}

const done = { ok: true, message: '' }

test.each([1, 2, 3, 4, 5])(
  'ten processes bring up ten tenants of a fresh database at once (round %i)',
  async () => {
    const database = await createEmptyDatabase()

    const reports = await Promise.all(
      processes.map((child, n) => migrate(child, { databaseUrl: database.url, schema: `tenant_${n}` })),
    )

    expect(reports).toEqual(processes.map(() => done))
    const [row] = await query<{ complete: number }>(
      database.url,
      `select count(*)::int as complete
         from (select from pg_tables where schemaname like 'tenant_%' group by schemaname having count(*) = 13) t`,
    )
    expect(row).toEqual({ complete: 10 })
    await database.drop()
  },
)

test('ten processes of one new tenant come up together, too, five tenants running', async () => {
  const database = await createEmptyDatabase()
  // With the extension there, they do not queue for it and meet at the schema itself.
  await migrate(processes[0]!, { databaseUrl: database.url, schema: 'earlier' })

  for (const schema of ['one', 'two', 'three', 'four', 'five']) {
    const order = { databaseUrl: database.url, schema }
    const reports = await Promise.all(processes.map((child) => migrate(child, order)))

    expect(reports).toEqual(processes.map(() => done))
    const rows = await query(database.url, `select name from ${schema}.pgmigrations`)
    expect(rows).toEqual([{ name: '0001_initial_tables' }])
  }
  await database.drop()
})
