import { Redis } from 'ioredis'
import type { Log, ReadAgainChannel } from '../context.ts'
import type { RedisConnection } from './redis.ts'

interface RedisChannelOptions {
  readonly connection: RedisConnection
  /** Speaks on the channel; the one that listens can do nothing else. */
  readonly speaker: Redis
  /** Begins with the tenant's prefix. */
  readonly channel: string
  readonly onWord: () => void
  readonly log: Log
}

/**
 * Listens on a connection of its own, which comes back by itself. What was said while it was away is lost, so each time
 * that it listens (again) counts as a word.
 */
export function openRedisChannel({
  connection,
  speaker,
  channel,
  onWord,
  log,
}: RedisChannelOptions): ReadAgainChannel {
  const listener = new Redis({
    ...connection,
    connectTimeout: 10_000,
    maxRetriesPerRequest: null,
    autoResubscribe: false,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
  })
  // Whether Redis answers, the connection that all the rest uses tells.
  listener.on('error', () => undefined)
  listener.on('message', onWord)
  listener.on('ready', () => {
    listener.subscribe(channel).then(onWord, (error: unknown) => {
      log.warn({ err: error }, 'Changes of other processes are seen later: their channel can’t be heard')
    })
  })
  return {
    announce: async () => {
      await speaker.publish(channel, '')
    },
    close: () => {
      listener.disconnect()
      return Promise.resolve()
    },
  }
}
