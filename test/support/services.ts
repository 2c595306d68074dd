import { randomBytes } from 'node:crypto'
import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { templateSchema, type PostgresService, type RedisService } from './service-types.ts'

export interface TestDatabase {
  readonly url: string
  /** Fails when a connection was left open. */
  drop(): Promise<void>
}

const objectInUse = '55006'
const cloneAttempts = 5
const closeWithinMs = 1_000

/** A database of one's own that holds one migrated tenant, in `schema`. */
export async function cloneDatabase(): Promise<TestDatabase & { readonly schema: string }> {
  const { template } = await ask<PostgresService>('postgres')
  return { ...(await createDatabase(`template ${template} strategy file_copy`)), schema: templateSchema }
}

/** A database of one's own with nothing in it: no schema, no extension. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('')
}

export interface TestRedis {
  readonly url: string
  /** Ends in the one colon that a tenant's prefix has. */
  readonly prefix: string
  /** Names of the keys under the prefix. */
  keys(): Promise<string[]>
  /** Removes them. */
  drop(): Promise<void>
}

/** The shared Redis, with a prefix that no other test has. */
export async function privateRedis(): Promise<TestRedis> {
  const { url } = await ask<RedisService>('redis')
  const prefix = `t${randomBytes(5).toString('hex')}:`
  return {
    url,
    prefix,
    keys: () => withRedis(url, (redis) => redis.keys(`${prefix}*`)),
    drop: () =>
      withRedis(url, async (redis) => {
        const keys = await redis.keys(`${prefix}*`)
        if (keys.length > 0) await redis.unlink(keys)
      }),
  }
}

async function createDatabase(from: string): Promise<TestDatabase> {
  const { url } = await ask<PostgresService>('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  for (let attempt = 1; ; attempt++) {
    try {
      await withConnection(url, (client) => client.query(`create database ${name} ${from}`))
      break
    } catch (error) {
      if (attempt >= cloneAttempts || !isInUse(error)) throw error
    }
  }
  return {
    url: Object.assign(new URL(url), { pathname: `/${name}` }).href,
    drop: () => dropDatabase(url, name),
  }
}

async function dropDatabase(url: string, name: string): Promise<void> {
  const left = await withConnection(url, async (client) => {
    const found = await connectionsLeft(client, name)
    await client.query(`drop database ${name} with (force)`)
    return found
  })
  if (left.length > 0) throw new Error(`Connections were left open, last at work on:\n${left.join('\n')}`)
}

/** A connection that was closed a moment ago is still there for a moment. */
async function connectionsLeft(client: pg.Client, name: string): Promise<string[]> {
  const end = Date.now() + closeWithinMs
  for (;;) {
    const { rows } = await client.query<{ work: string }>(
      `select concat_ws(': ', nullif(application_name, ''), query) as work from pg_stat_activity where datname = $1`,
      [name],
    )
    if (rows.length === 0 || Date.now() > end) return rows.map(({ work }) => work)
    await pause(5)
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === objectInUse
}

async function withConnection<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url)
  try {
    return await work(redis)
  } finally {
    await redis.quit()
  }
}

async function ask<Service>(name: 'postgres' | 'redis'): Promise<Service> {
  const broker = process.env['TEST_SERVICES']
  if (!broker) throw new Error('Tests of the project "domain" are pure: they get no services.')
  return new Promise<Service>((resolve, reject) => {
    get(`${broker}/${name}`, { agent: false }, (response) => {
      text(response).then((body) => resolve(JSON.parse(body) as Service), reject)
    }).on('error', reject)
  })
}
