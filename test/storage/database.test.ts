import { afterEach, beforeEach, expect, test } from '@jest/globals'
import pg from 'pg'
import { Database } from '../../src/storage/database.ts'
import { poolOptions } from '../../src/storage/pool-options.ts'
import { openTenant, type TestTenant } from '../support/tenant.ts'
import { until } from '../support/until.ts'

let salon: TestTenant

beforeEach(async () => {
  salon = await openTenant()
})

afterEach(async () => {
  await salon.close()
})

async function terminateOthers(): Promise<void> {
  await salon.db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`,
  )
}

test('a connection that is cut between two statements of a transaction fails that transaction and nothing else', async () => {
  const work = salon.db.transaction(async (tx) => {
    await tx.query('select 1')
    await terminateOthers()
    await tx.query('select 1')
  })
  await expect(work).rejects.toThrow()
  expect(await salon.db.isReachable()).toBe(true)
})

test('a connection that is cut during a statement fails that transaction and nothing else', async () => {
  const [lock] = await salon.db.query<{ id: number }>(`select id from services limit 1`)
  const holding = salon.db.transaction(async (tx) => {
    await tx.query('select 1 from services where id = $1 for update', [lock!.id])
    const waiting = salon.db.transaction(async (other) => {
      await other.query('update services set version = version + 1 where id = $1', [lock!.id])
    })
    const refused = expect(waiting).rejects.toThrow()
    let ended = 0
    while (ended === 0) {
      const rows = await salon.db.query<{ ended: boolean }>(
        `select pg_terminate_backend(pid) as ended from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      )
      ended = rows.length
    }
    await refused
  })
  await holding
  expect(await salon.db.isReachable()).toBe(true)
})

test('a deadlock is repeated, and both transactions succeed', async () => {
  const service = 'update services set version = version + 1'
  const staff = 'update staff set version = version + 1'
  let together = 0
  const inOrder = (first: string, second: string) =>
    salon.db.transaction(async (tx) => {
      await tx.query(first)
      together++
      await until(() => together >= 2)
      await tx.query(second)
    })
  await Promise.all([inOrder(service, staff), inOrder(staff, service)])
  const rows = await salon.db.query(
    'select s.version as service, t.version as staff from services s, staff t',
  )
  expect(rows).toEqual([{ service: 3, staff: 3 }])
  expect(together).toBe(3)
})

test('what waits for the commit is forgotten with a transaction that fails', async () => {
  const effects: string[] = []
  const failing = salon.db.transaction((tx) => {
    tx.onCommit(() => void effects.push('forgotten'))
    return Promise.reject(new Error('no'))
  })
  await expect(failing).rejects.toThrow('no')
  await salon.db.transaction((tx) => {
    tx.onCommit(() => void effects.push('done'))
    return Promise.resolve()
  })
  expect(effects).toEqual(['done'])
})

test('what is done after the commit is done once with the things of all who asked for it', async () => {
  const scheduled: number[][] = []
  const schedule = (things: readonly number[]) => void scheduled.push([...things])
  await salon.db.transaction((tx) => {
    for (const thing of [1, 2, 3]) tx.onCommit(schedule, [thing])
    return Promise.resolve()
  })
  expect(scheduled).toEqual([[1, 2, 3]])
})

test('who finds no place among the connections waits for one', async () => {
  // Of this role there may be one connection at a time, as of a server that is full.
  const url = new URL(salon.database.url)
  const role = `crowded_${url.pathname.slice(1)}`
  await salon.db.query(`create role ${role} login password 'secret' connection limit 1`)
  const databaseUrl = Object.assign(url, { username: role, password: 'secret' }).href
  const crowded = new Database(
    poolOptions({ databaseUrl, poolMax: 1, applicationName: 'booking-test' }),
    () => undefined,
  )
  const holder = new pg.Client(databaseUrl)
  try {
    await holder.connect()
    const answer = crowded.query('select 1 as one')
    await until(() => crowded.connections.waiting === 1)
    expect(await crowded.isReachable()).toBe(false)
    await holder.end()
    expect(await answer).toEqual([{ one: 1 }])
  } finally {
    await holder.end()
    await crowded.close()
    await salon.db.query(`drop role ${role}`)
  }
})

test('only those are said to wait for whom no connection is left', async () => {
  const databaseUrl = salon.database.url
  const pair = new Database(
    poolOptions({ databaseUrl, poolMax: 2, applicationName: 'booking-test' }),
    () => undefined,
  )
  try {
    const ask = () => pair.query('select 1 as one')
    await ask()
    const answers = [ask(), ask()]
    expect(pair.connections.waiting).toBe(0)
    answers.push(ask())
    expect(pair.connections.waiting).toBe(1)
    expect(await Promise.all(answers)).toHaveLength(3)
  } finally {
    await pair.close()
  }
})
