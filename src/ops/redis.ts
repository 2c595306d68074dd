import { Redis } from 'ioredis'
import type { Log } from '../context.ts'
import type { Config, RedisConfig } from './config.ts'

/** Where Redis is and how to get in; what ioredis and BullMQ both take. */
export interface RedisConnection {
  readonly host: string
  readonly port: number
  readonly db: number
  readonly username?: string
  readonly password?: string
  readonly tls?: object
}

export function redisConnection(redis: RedisConfig, { redisPassword }: Config['secrets']): RedisConnection {
  return {
    host: redis.host,
    port: redis.port,
    db: redis.db,
    ...(redis.username !== null && { username: redis.username }),
    ...(redisPassword !== null && { password: redisPassword }),
    ...(redis.tls && { tls: {} }),
  }
}

/**
 * The program's own connection (drafts, limits, the owner of the prefix), opened and ready; throws the reason when it
 * can't be. Later it reconnects by itself; meanwhile commands fail soon, since a person waits for the answer.
 */
export async function connectRedis(connection: RedisConnection, log: Log): Promise<Redis> {
  const redis = new Redis({
    ...connection,
    lazyConnect: true,
    connectTimeout: 10_000,
    commandTimeout: 5000,
    maxRetriesPerRequest: 1,
    // A command without a connection fails at once, instead of waiting for one with the person.
    enableOfflineQueue: false,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
  })
  let reason: Error | undefined
  redis.on('error', (error: Error) => {
    reason = error
  })
  try {
    await redis.connect()
  } catch (error) {
    redis.disconnect()
    throw reason ?? error
  }
  redis.on('error', (error: Error) => log.warn({ reason: error.message }, 'Redis does not answer'))
  return redis
}
