import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import pg from 'pg'
import {
  createRole,
  dropRole,
  lockCatalogue,
  roleWorks,
  urlFor,
  withDatabase,
} from '../../scripts/tenant/database.ts'
import { createUser, dropUser, loginAs, userWorks, withRedis } from '../../scripts/tenant/redis-user.ts'
import { openQueue } from '../../src/jobs/backend.ts'
import { migrateTenant } from '../../src/storage/migrations.ts'
import { createEmptyDatabase, privateRedis, type TestDatabase } from '../support/services.ts'
import { until } from '../support/until.ts'

const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {
  // Nothing of it matters here.
}

/** Users belong to the whole server, so each run has names of its own. */
function tenantNamed(word: string) {
  const user = `${word}_${randomBytes(4).toString('hex')}`
  return { user, schema: user, keyPrefix: `${user}:`, password: randomBytes(9).toString('hex') }
}

const own = tenantNamed('own')
const other = tenantNamed('other')

describe('in PostgreSQL a tenant', () => {
  let database: TestDatabase
  let client: pg.Client
  let neighbour: pg.Client

  beforeAll(async () => {
    database = await createEmptyDatabase()
    for (const tenant of [own, other]) {
      await createRole(database.url, tenant)
      const migrated = await migrateTenant({
        databaseUrl: urlFor(database.url, tenant),
        schema: tenant.schema,
        log,
      })
      expect(migrated).toMatchObject({ ok: true })
    }
    client = new pg.Client(urlFor(database.url, own))
    neighbour = new pg.Client(urlFor(database.url, other))
    await Promise.all([client.connect(), neighbour.connect()])
  })

  afterAll(async () => {
    await Promise.all([client.end(), neighbour.end()])
    for (const { user, schema } of [own, other]) await dropRole(database.url, user, schema)
    await database.drop()
  })

  test('works in its own schema, and its user is not made twice', async () => {
    const { rows } = await client.query<{ n: string }>('select count(*) as n from bookings')

    expect(rows).toEqual([{ n: '0' }])
    expect(await roleWorks(database.url, own)).toBe(true)
    await createRole(database.url, own)
    expect(await roleWorks(database.url, { ...own, password: 'wrong' })).toBe(false)
  })

  test.each([
    `select 1 from ${other.schema}.users`,
    `insert into ${other.schema}.settings (key, value, updated_at) values ('a', '1', '2030-01-01')`,
    `update ${other.schema}.bookings set version = 2`,
    `delete from ${other.schema}.tasks`,
    `truncate ${other.schema}.audit_log`,
    `do $$ begin lock table ${other.schema}.bookings; end $$`,
    `drop table ${other.schema}.feedback`,
    `drop schema ${other.schema} cascade`,
    `select nextval('${other.schema}.booking_sessions')`,
    `create table ${other.schema}.mine (id int)`,
    'create table public.mine (id int)',
    'create table extensions.mine (id int)',
    'create temporary table mine (id int)',
    'create schema mine',
    'create role mine',
    'create database mine',
    `set role ${other.user}`,
    `alter role ${other.user} password 'x'`,
    `alter role ${own.user} connection limit 100`,
    `select pg_read_file('/etc/passwd')`,
    `copy (select 1) to program 'true'`,
  ])('may not: %s', async (statement) => {
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
  })

  test.each(['postgres', 'template1'])('may not enter the database %s', async (name) => {
    const url = Object.assign(new URL(urlFor(database.url, own)), { pathname: `/${name}` }).href
    await expect(withDatabase(url, () => Promise.resolve())).rejects.toMatchObject({ code: '42501' })
  })

  test('who keeps the lock of the catalogue keeps the administrator from nothing but a minute', async () => {
    await neighbour.query('select pg_advisory_lock(1112493895, 2)')

    const waited = withDatabase(database.url, (admin) => lockCatalogue(admin, 50))

    await expect(waited).rejects.toThrow(`of the role ${other.user}`)
    await neighbour.query('select pg_advisory_unlock(1112493895, 2)')
  })

  test('does not see what another asks', async () => {
    await neighbour.query(`select 'something secret'`)

    const { rows } = await client.query<{ query: string }>(
      'select query from pg_stat_activity where usename = $1::name',
      [other.user],
    )
    expect(rows).toEqual([{ query: '<insufficient privilege>' }])
  })

  test('has bounds: the time of a statement, and connections', async () => {
    const { rows } = await client.query('show statement_timeout')
    expect(rows).toEqual([{ statement_timeout: '5min' }])

    const countOwn = `select count(*)::int as n from pg_stat_activity where usename = current_user`
    await until(async () => (await client.query<{ n: number }>(countOwn)).rows[0]?.n === 1)
    const more: pg.Client[] = []
    // One after the other: of two that come at once for the last place, the server may refuse both.
    const openAnother = async () => {
      const another = new pg.Client(urlFor(database.url, own))
      await another.connect()
      more.push(another)
    }
    for (let count = 2; count <= 10; count++) await openAnother()
    await expect(openAnother()).rejects.toMatchObject({ code: '53300' })
    await Promise.all(more.map((each) => each.end()))
  })

  test('can be dropped twice, while it is connected', async () => {
    const gone = tenantNamed('gone')
    await createRole(database.url, gone)
    const held = new pg.Client(urlFor(database.url, gone))
    const ended = new Promise((resolve) => held.on('error', resolve))
    await held.connect()

    await dropRole(database.url, gone.user, gone.schema)
    await dropRole(database.url, gone.user, gone.schema)

    await ended
    expect(await roleWorks(database.url, gone)).toBe(false)
  })

  test('a schema of somebody else is not taken', async () => {
    await withDatabase(database.url, (admin) => admin.query('create schema taken'))
    await expect(createRole(database.url, { ...own, schema: 'taken' })).rejects.toThrow('belongs to the role')
  })
})

describe('in Redis a tenant', () => {
  let url: string
  let redis: Redis | undefined

  beforeAll(async () => {
    const shared = await privateRedis()
    url = shared.url
    for (const tenant of [own, other]) await createUser(url, tenant)
    await withRedis(url, (admin) => admin.set(`${other.keyPrefix}secret`, 'x'))
    redis = new Redis(loginAs(url, { username: own.user, password: own.password }), {
      enableReadyCheck: false,
    })
  })

  afterAll(async () => {
    redis?.disconnect()
    for (const { user, keyPrefix } of [own, other]) await dropUser(url, user, keyPrefix)
    expect(await userWorks(url, own)).toBe(false)
  })

  test('works below its own prefix, with a queue, too', async () => {
    expect(await userWorks(url, own)).toBe(true)
    await redis?.set(`${own.keyPrefix}a`, '1')
    expect(await redis?.eval('return redis.call("get", KEYS[1])', 1, `${own.keyPrefix}a`)).toBe('1')

    // The word that settings have changed goes over a channel of the tenant's own.
    expect(await redis?.publish(`${own.keyPrefix}read-again`, '')).toBe(0)
    await withRedis(url, (listener) => listener.subscribe(`${own.keyPrefix}read-again`), {
      username: own.user,
      password: own.password,
    })

    const { hostname, port } = new URL(url)
    const queue = openQueue({
      kind: 'redis',
      connection: { host: hostname, port: Number(port), db: 0, username: own.user, password: own.password },
      prefix: `${own.keyPrefix}jobs`,
    })
    await queue.add('task', { taskId: 1 }, { delay: 60_000, jobId: 't1-v1' })
    expect(await queue.getDelayedCount()).toBe(1)
    await queue.close()
  })

  test.each([
    ['get', `${other.keyPrefix}secret`],
    ['set', `${other.keyPrefix}secret`, 'y'],
    ['del', `${other.keyPrefix}secret`],
    ['rename', `${other.keyPrefix}secret`, `${own.keyPrefix}mine`],
    ['copy', `${other.keyPrefix}secret`, `${own.keyPrefix}mine`],
    ['eval', 'return redis.call("get", KEYS[1])', '1', `${other.keyPrefix}secret`],
    ['eval', `return redis.call("get", "${other.keyPrefix}secret")`, '0'],
    ['eval', 'return redis.call("keys", "*")', '0'],
    ['flushall'],
    ['flushdb'],
    ['keys', '*'],
    ['scan', '0'],
    ['randomkey'],
    ['dbsize'],
    ['monitor'],
    ['subscribe', `${other.keyPrefix}channel`],
    ['psubscribe', '*'],
    ['publish', `${other.keyPrefix}channel`, 'x'],
    ['pubsub', 'channels'],
    ['client', 'list'],
    ['client', 'kill', 'type', 'normal'],
    ['client', 'tracking', 'on', 'bcast'],
    ['config', 'get', '*'],
    ['acl', 'list'],
    ['acl', 'setuser', own.user, '~*'],
    ['script', 'flush'],
    ['function', 'flush'],
    ['swapdb', '0', '1'],
    ['shutdown'],
  ])('may not: %j', async (...words) => {
    const [command = '', ...more] = words
    await expect(redis?.call(command, ...more)).rejects.toThrow(
      /NOPERM|can't (run this command|access at least one of the keys)|No permissions|ACL failure/,
    )
  })
})
