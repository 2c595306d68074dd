import { createHash, randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { Redis } from 'ioredis'

const options = {
  lazyConnect: true,
  connectTimeout: 5000,
  maxRetriesPerRequest: 0,
  retryStrategy: () => null,
}

export async function withRedis<T>(
  url: string,
  work: (redis: Redis) => Promise<T>,
  login?: Login,
): Promise<T> {
  const redis = new Redis(login ? loginAs(url, login) : url, options)
  let reason: Error | undefined
  redis.on('error', (error: Error) => {
    reason = error
  })
  try {
    await redis.connect()
    return await work(redis)
  } catch (error) {
    throw reason ?? error
  } finally {
    redis.disconnect()
  }
}

/** Without a name: the user that every Redis has. */
export interface Login {
  readonly username?: string
  readonly password?: string
}

/** In the address, since its user and password win over those of the options. */
export function loginAs(url: string, { username = '', password = '' }: Login): string {
  return Object.assign(new URL(url), { username, password }).href
}

export interface RedisUser {
  readonly user: string
  readonly keyPrefix: string
  readonly password: string
}

/**
 * What a tenant may: everything with keys and channels below its prefix, in scripts, too. What tells of other keys
 * without naming one (lists, counts, tracking), and what counts for the whole server, is taken away; `info` stays, since
 * BullMQ asks for the server's version.
 */
const rights = [
  '+@all -@admin -@dangerous -scan -randomkey -dbsize -pubsub -script|flush -script|kill -script|debug',
  '-function -fcall -fcall_ro -swapdb -client +client|setname +client|id +info',
].join(' ')

/** Whether the user comes in and may what it should, no more and no less. */
export async function userWorks(url: string, wanted: RedisUser): Promise<boolean> {
  const { user, password } = wanted
  try {
    await withRedis(url, (redis) => redis.call('acl', 'whoami'), { username: user, password })
    return await hasRights(url, wanted)
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('WRONGPASS')) return false
    throw error
  }
}

/** Compared with one that is made for it, as nobody may log in: servers tell rights in words of their own. */
async function hasRights(url: string, { user, keyPrefix }: RedisUser): Promise<boolean> {
  const model = `${user}_model_${randomBytes(6).toString('hex')}`
  return await withRedis(url, async (redis) => {
    try {
      await setRights(redis, model, keyPrefix)
      return isDeepStrictEqual(await rightsOf(redis, user), await rightsOf(redis, model))
    } finally {
      await redis.call('acl', 'deluser', model)
    }
  })
}

async function rightsOf(redis: Redis, user: string): Promise<unknown> {
  const told = (await redis.call('acl', 'getuser', user)) as unknown[]
  const at = told.indexOf('passwords')
  return told.filter((_, index) => index !== at + 1)
}

async function setRights(redis: Redis, user: string, keyPrefix: string, password?: string): Promise<void> {
  const login = password === undefined ? [] : [`#${createHash('sha256').update(password).digest('hex')}`]
  const rules = ['reset', 'on', ...login, `~${keyPrefix}*`, `&${keyPrefix}*`, ...rights.split(' ')]
  await redis.call('acl', 'setuser', user, ...rules)
  // Clients give their name and version with it, if the server has it (7.2).
  await redis.call('acl', 'setuser', user, '+client|setinfo').catch(() => undefined)
}

/** Returns whether the user stays after a restart of Redis, which needs an access list in a file. */
export async function createUser(url: string, { user, keyPrefix, password }: RedisUser): Promise<boolean> {
  return await withRedis(url, async (redis) => {
    await setRights(redis, user, keyPrefix, password)
    return await save(redis)
  })
}

/** Removes the user and every key below the prefix. */
export async function dropUser(url: string, user: string, keyPrefix: string): Promise<void> {
  await withRedis(url, async (redis) => {
    await redis.call('acl', 'deluser', user)
    await save(redis)
    for await (const keys of redis.scanStream({ match: `${keyPrefix}*`, count: 1000 })) {
      if ((keys as string[]).length > 0) await redis.unlink(keys as string[])
    }
  })
}

async function save(redis: Redis): Promise<boolean> {
  try {
    await redis.call('acl', 'save')
    return true
  } catch (error) {
    if (error instanceof Error && error.message.includes('ACL file')) return false
    throw error
  }
}
