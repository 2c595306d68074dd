import { createHash, randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { Redis } from 'ioredis'
import { Unreachable } from './problem.ts'

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
    const cause = reason ?? error
    throw (cause as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? new Unreachable('Redis', url) : cause
  } finally {
    redis.disconnect()
  }
}

/** Fails where it does not answer, or does not let this user in. */
export async function requireRedis(url: string): Promise<void> {
  await withRedis(url, (redis) => redis.ping())
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

/**
 * Compared with a model that is made for it, since servers tell rights in words of their own. One transaction makes and
 * removes it, so that no other client sees it and none stays when this process ends in between.
 */
async function hasRights(url: string, { user, keyPrefix }: RedisUser): Promise<boolean> {
  const model = `${user}_model_${randomBytes(6).toString('hex')}`
  return await withRedis(url, async (redis) => {
    const transaction = redis.multi()
    transaction.call('acl', 'setuser', model, ...rulesFor(keyPrefix))
    transaction.call('acl', 'setuser', model, ruleOfNewServers)
    transaction.call('acl', 'getuser', user).call('acl', 'getuser', model).call('acl', 'deluser', model)
    const [own, wanted] = ((await transaction.exec()) ?? []).slice(-3).map(([, told]) => told)
    return isDeepStrictEqual(rightsIn(own), rightsIn(wanted))
  })
}

/** Of what `acl getuser` tells, all but the passwords. */
function rightsIn(told: unknown): unknown {
  if (!Array.isArray(told)) return told
  const at = told.indexOf('passwords')
  return told.filter((_, index) => index !== at + 1)
}

function rulesFor(keyPrefix: string): string[] {
  return ['reset', 'on', `~${keyPrefix}*`, `&${keyPrefix}*`, ...rights.split(' ')]
}

/** Clients give their name and version with it, if the server has it (7.2). */
const ruleOfNewServers = '+client|setinfo'

/** Returns whether the user stays after a restart of Redis, which needs an access list in a file. */
export async function createUser(url: string, { user, keyPrefix, password }: RedisUser): Promise<boolean> {
  return await withRedis(url, async (redis) => {
    const login = `#${createHash('sha256').update(password).digest('hex')}`
    await redis.call('acl', 'setuser', user, ...rulesFor(keyPrefix), login)
    await redis.call('acl', 'setuser', user, ruleOfNewServers).catch(() => undefined)
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
