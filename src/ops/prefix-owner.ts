import type { Redis } from 'ioredis'

interface Owner {
  readonly clientId: string
  readonly botId: number
}

/** Takes the prefix if nobody has it yet; tells who has it. One command decides between starts at the same moment. */
export async function claimPrefix(redis: Redis, keyPrefix: string, owner: Owner): Promise<Owner> {
  const key = `${keyPrefix}owner`
  await redis.set(key, JSON.stringify(owner), 'NX')
  const stored = await redis.get(key)
  // Emptied between the two commands: taken again.
  return stored === null ? await claimPrefix(redis, keyPrefix, owner) : readOwner(stored, key)
}

function readOwner(stored: string, key: string): Owner {
  const value: unknown = JSON.parse(stored)
  if (isOwner(value)) return value
  throw new Error(`the key ${key} in Redis holds something that this program did not write`)
}

function isOwner(value: unknown): value is Owner {
  return typeof value === 'object' && value !== null && 'clientId' in value && 'botId' in value
}
