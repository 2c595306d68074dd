import { randomBytes } from 'node:crypto'
import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { Redis } from 'ioredis'
import { direct, templateSchema, type Services } from './service-types.ts'

export interface TestDatabase {
  readonly url: string
  /** Fails when a connection was left open. */
  drop(): Promise<void>
}

/**
 * A database of one's own that holds one migrated tenant, in `schema`, which connections see first. `isDirect`: thousands of
 * statements are going to be asked of it, and its sessions lead straight to the server.
 */
export async function cloneDatabase({ isDirect = false } = {}): Promise<
  TestDatabase & { readonly schema: string }
> {
  return { ...asDatabase(await ask('clone', isDirect ? direct : '')), schema: templateSchema }
}

/** A database of one's own with nothing in it: no schema, no extension. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return asDatabase(await ask('empty'))
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
  const { url } = await ask('redis')
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

function asDatabase({ url }: Services['clone']): TestDatabase {
  const drop = async () => {
    const { left } = await ask('drop', url)
    if (left.length > 0) throw new Error(`Connections were left open, last at work on:\n${left.join('\n')}`)
  }
  return { url, drop }
}

/** The file to run for a program, whose source is named from the project's root: everything of it in one file. */
export async function builtProgram(source: string): Promise<string> {
  return (await ask('program', source)).file
}

async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url)
  try {
    return await work(redis)
  } finally {
    await redis.quit()
  }
}

async function ask<Name extends keyof Services>(name: Name, argument = ''): Promise<Services[Name]> {
  const broker = process.env['TEST_SERVICES']
  if (!broker) throw new Error('Tests of the project "domain" are pure: they get no services.')
  return new Promise((resolve, reject) => {
    get(`${broker}/${name}/${encodeURIComponent(argument)}`, { agent: false }, (response) => {
      const read = (body: string) => {
        if (response.statusCode !== 200) throw new Error(body)
        return JSON.parse(body) as Services[Name]
      }
      text(response).then(read).then(resolve, reject)
    }).on('error', reject)
  })
}
