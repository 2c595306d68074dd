import { inspect } from 'node:util'
import { jest } from '@jest/globals'
import { startTelegram, type BotAccount, type Telegram } from '../../playground/server.ts'
import type { Log } from '../../src/context.ts'
import { createTelegramClient, type CallLimits, type TelegramClient } from '../../src/telegram/client.ts'

export interface LogEntry {
  readonly level: keyof Log
  readonly message: string
  /** Everything that a logger could write of the fields. */
  readonly fields: string
}

export interface BotApi {
  readonly telegram: Telegram
  readonly bot: BotAccount
  readonly entries: readonly LogEntry[]
  readonly log: Log
  client(limits?: Partial<CallLimits>, token?: string): TelegramClient
  /** Calls of one method, in order. */
  calls(method: string): Telegram['journal']
  /** Until Telegram got that many calls of the method, and then so long, on a clock that `holdTimers` stopped. */
  passAfterCall(method: string, ms: number, count?: number): Promise<void>
  stop(): Promise<void>
}

/**
 * From now on timers ring only when a test lets time pass, so that a deadline never ends what a slow machine has not begun
 * yet; also those that the HTTP client below Telegraf leaves behind. Everything else goes on.
 */
export function holdTimers(): void {
  jest.useFakeTimers({
    doNotFake: [
      ...(['Date', 'hrtime', 'performance', 'nextTick', 'queueMicrotask'] as const),
      ...(['setImmediate', 'clearImmediate', 'setInterval', 'clearInterval'] as const),
    ],
  })
}

/** A Bot API server with one bot; what is logged wakes those who wait with `telegram.until`. */
export async function startBotApi(): Promise<BotApi> {
  const telegram = await startTelegram()
  const bot = telegram.addBot({ username: 'salon_bot', first_name: 'Salon' })
  const clients: TelegramClient[] = []
  const entries: LogEntry[] = []
  const write = (level: keyof Log) => (fields: object, message: string) => {
    entries.push({ level, message, fields: inspect(fields, { depth: 9 }) })
    telegram.world.stir()
  }
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const calls = (method: string) => telegram.journal.filter((entry) => entry.method === method)
  return {
    telegram,
    bot,
    entries,
    log,
    client(limits = {}, token = bot.token) {
      const client = createTelegramClient({
        token,
        apiRoot: telegram.apiRoot,
        log,
        limits: { firstPauseMs: 1, ...limits },
      })
      clients.push(client)
      return client
    },
    calls,
    async passAfterCall(method, ms, count = 1) {
      await telegram.until(() => calls(method).length >= count || `a call of ${method}`)
      await jest.advanceTimersByTimeAsync(ms)
    },
    async stop() {
      for (const client of clients) client.closeConnections()
      await telegram.stop()
    },
  }
}
