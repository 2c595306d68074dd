import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Log } from '../context.ts'

/** Among the processes of one tenant: one at a time for a chat, and each update once. */
export interface ChatTurns {
  /** Runs `work` when no other process works for this chat; not at all when one has done the update meanwhile. */
  run(chat: string, updateId: number, work: () => Promise<void>): Promise<void>
  /** Nobody waits any more. */
  close(): void
}

export interface ChatTurnsOptions {
  readonly redis: Redis
  /** The tenant's key prefix, with its colon. */
  readonly prefix: string
  readonly log: Log
  /** A process that died keeps its chat for so long at most. */
  readonly turnMs?: number
}

/** Telegram repeats what was not answered for a day at most; mostly within minutes. */
const rememberedSeconds = 60 * 60
const lookEveryMs = 40
const warnEveryMs = 60_000

/**
 * A turn is a key in Redis that its holder keeps alive while it works. It keeps order, not truth: a holder that stood still
 * for longer than the turn lasts may meet another one, and then the database decides, as it does between two chats. So
 * without Redis work goes on, in the order of this process only.
 */
export function createChatTurns({ redis, prefix, log, turnMs = 15_000 }: ChatTurnsOptions): ChatTurns {
  const closing = new AbortController()
  let warnedAt = -Infinity

  function warn(error: unknown): void {
    if (performance.now() - warnedAt < warnEveryMs) return
    warnedAt = performance.now()
    log.warn({ err: error }, 'Turns of chats can’t be agreed on with other processes while Redis is away')
  }

  async function take(keys: readonly [string, string], token: string): Promise<Turn> {
    for (;;) {
      const answer = await redis
        .eval(takeScript, 2, ...keys, token, String(turnMs))
        .catch((error: unknown) => {
          warn(error)
          return 'alone'
        })
      if (answer !== 'wait') return answer as Turn
      if (closing.signal.aborted) return 'none'
      await pause(lookEveryMs)
    }
  }

  return {
    async run(chat, updateId, work) {
      const keys = [`${prefix}chat:${chat}:turn`, `${prefix}update:${updateId}:done`] as const
      const token = randomUUID()
      const turn = await take(keys, token)
      if (turn === 'done' || turn === 'none') return
      if (turn === 'alone') {
        await work()
        return
      }
      const keepAlive = setInterval(() => {
        redis.eval(keepScript, 1, keys[0], token, String(turnMs)).catch(warn)
      }, turnMs / 3)
      try {
        await work()
      } finally {
        clearInterval(keepAlive)
        await redis.eval(endScript, 2, ...keys, token, String(rememberedSeconds)).catch(warn)
      }
    },
    close: () => closing.abort(),
  }
}

/** `alone`: nobody could be asked. `none`: the program stops. */
type Turn = 'mine' | 'done' | 'alone' | 'none'

const takeScript = `
if redis.call('exists', KEYS[2]) == 1 then return 'done' end
if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then return 'mine' end
return 'wait'`

const keepScript = `
if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('pexpire', KEYS[1], ARGV[2]) end`

const endScript = `
redis.call('set', KEYS[2], '', 'ex', ARGV[2])
if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end`
