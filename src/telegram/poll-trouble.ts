import type { Log } from '../context.ts'
import { TelegramCallError, telegramErrorKind, type TelegramErrorKind } from './call-error.ts'
import { backoff } from './pause.ts'

export type TroubleKind = TelegramErrorKind | 'bug'

interface TroubleLimits {
  readonly firstPauseMs: number
  readonly mostPauseMs: number
  readonly stalledAfterMs: number
  readonly warnEveryMs: number
}

/**
 * What keeps the intake from polling: says so without flooding the log, and how long to wait. Two processes with one
 * token take turns, so a trouble that is over and back again is no news, either.
 */
export class PollTrouble {
  readonly #log: Log
  readonly #limits: TroubleLimits
  #kind: TroubleKind | null = null
  #failures = 0
  /** The end of the trouble is worth a word only if its beginning was. */
  #isTold = false
  readonly #warnedAt = new Map<TroubleKind, number>()

  constructor(log: Log, limits: TroubleLimits) {
    this.#log = log
    this.#limits = limits
  }

  get kind(): TroubleKind | null {
    return this.#kind
  }

  /** Notes a failed poll; returns the milliseconds to wait before the next. */
  note(error: unknown): number {
    this.#failures++
    const kind = telegramErrorKind(error) ?? 'bug'
    this.#kind = kind
    const waitMs = this.#waitMs(error)
    const warnedAt = this.#warnedAt.get(kind) ?? -Infinity
    if (performance.now() - warnedAt >= this.#limits.warnEveryMs) this.#warn(kind, error, waitMs)
    return waitMs
  }

  over(): void {
    if (this.#isTold) this.#log.info({ failures: this.#failures }, 'Telegram answers the poll again')
    this.#isTold = false
    this.#failures = 0
    this.#kind = null
  }

  #waitMs(error: unknown): number {
    const { firstPauseMs, mostPauseMs, stalledAfterMs } = this.#limits
    const asked = error instanceof TelegramCallError ? (error.retryAfter ?? 0) * 1000 : 0
    const waitMs = Math.max(asked, backoff(this.#failures, { firstMs: firstPauseMs, mostMs: mostPauseMs }))
    // Asked for longer than a step may stand still: polling a little early is the lesser evil.
    return Math.min(waitMs, stalledAfterMs * 0.75)
  }

  #warn(kind: TroubleKind, error: unknown, waitMs: number): void {
    this.#warnedAt.set(kind, performance.now())
    this.#isTold = true
    // What Telegram or the network refuses is told in a line; only a bug needs its stack.
    const cause = error instanceof TelegramCallError ? { reason: error.message } : { err: error }
    const fields = { ...cause, failures: this.#failures, waitMs: Math.round(waitMs) }
    const message = words[kind] ?? 'Telegram refuses the poll; waiting and trying again'
    if (kind === 'bug' || kind === 'unauthorized') this.#log.error(fields, message)
    else this.#log.warn(fields, message)
  }
}

const words: Partial<Record<TroubleKind, string>> = {
  conflict: "Another process polls with this bot's token, and only one may; waiting and trying again",
  unavailable: 'Telegram does not answer; waiting and trying again',
  too_many: 'Telegram asks for patience; waiting and trying again',
  unauthorized: "Telegram refuses the bot's token; polling has ended",
  bug: 'The intake failed; waiting and trying again',
}
