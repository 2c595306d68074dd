import type { Redis } from 'ioredis'
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'

/** Counts what people send, so that one who floods costs nothing but their own patience. */
export interface RateLimits {
  take(kind: SentKind, sender: { readonly telegramId: number; readonly isAdmin: boolean }): Promise<Verdict>
}

export type SentKind = 'message' | 'tap'

export type Verdict =
  | { readonly allowed: true }
  /** `first`: the one refusal of this pause that the person is told of. */
  | { readonly allowed: false; readonly first: boolean; readonly minutes: number }

export interface RateLimitOptions {
  readonly messagesPerMinute: number
  readonly tapsPerMinute: number
  /** Null: counted in this process only. */
  readonly redis: { readonly client: Redis; readonly prefix: string } | null
}

/** Admins work through long lists. */
const adminFactor = 5
/** Each flood within an hour makes the next pause longer. */
const pausesInMinutes = [1, 5, 15]
const memoryOfFloodsInSeconds = 60 * 60

/** Away from Redis the limits are kept in memory: a flood never depends on it, nor does anybody's answer. */
export function createRateLimits(options: RateLimitOptions): RateLimits {
  const create = (name: string, points: number, duration: number): RateLimiterAbstract => {
    const memory = new RateLimiterMemory({ keyPrefix: name, points, duration })
    if (!options.redis) return memory
    const { client, prefix } = options.redis
    const keyPrefix = `${prefix}limit:${name}`
    return new RateLimiterRedis({
      storeClient: client,
      keyPrefix,
      points,
      duration,
      insuranceLimiter: memory,
      rejectIfRedisNotReady: true,
    })
  }
  const limiters = {
    message: create('message', options.messagesPerMinute, 60),
    tap: create('tap', options.tapsPerMinute, 60),
    adminMessage: create('admin_message', options.messagesPerMinute * adminFactor, 60),
    adminTap: create('admin_tap', options.tapsPerMinute * adminFactor, 60),
  }
  const floods = create('floods', pausesInMinutes.length, memoryOfFloodsInSeconds)

  return {
    async take(kind, { telegramId, isAdmin }) {
      const limiter = limiters[isAdmin ? (`admin${kind === 'tap' ? 'Tap' : 'Message'}` as const) : kind]
      const refusal = await consume(limiter, telegramId)
      if (!refusal) return { allowed: true }
      if (refusal.consumedPoints > limiter.points + 1) {
        return { allowed: false, first: false, minutes: toMinutes(refusal.msBeforeNext) }
      }
      const { consumedPoints: flood } = await floods.penalty(telegramId)
      const minutes = pausesInMinutes[Math.min(flood, pausesInMinutes.length) - 1] ?? 1
      await limiter.block(telegramId, minutes * 60)
      return { allowed: false, first: true, minutes }
    },
  }
}

/** The library rejects with its answer when there is nothing left; null: something was. */
async function consume(limiter: RateLimiterAbstract, key: number): Promise<RateLimiterRes | null> {
  try {
    await limiter.consume(key)
    return null
  } catch (answer) {
    if (answer instanceof RateLimiterRes) return answer
    throw answer
  }
}

function toMinutes(ms: number): number {
  return Math.max(1, Math.ceil(ms / 60_000))
}
