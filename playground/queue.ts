import type { TelegramUpdate } from '@gramio/types'
import { rules } from './rules.ts'

export interface Pending {
  readonly update: TelegramUpdate
  readonly queuedAt: number
  delivered: boolean
  /** A fault asked for it: after its confirmation it comes once more. */
  repeat: boolean
}

export interface Poll {
  readonly offset: number
  readonly limit: number
  /** Seconds. */
  readonly timeout: number
}

interface WaitingPoll {
  readonly limit: number
  readonly end: (updates: TelegramUpdate[] | Error) => void
}

const notSentUnasked: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count']

/** The updates of one bot that are not confirmed yet, and its one poller. */
export class UpdateQueue {
  /** Called at the first delivery of each update. */
  onDelivered: (update: TelegramUpdate) => void = () => undefined
  /** Called whenever an update came, went or was refused by `allowed_updates`. */
  onChange: () => void = () => undefined
  /** Empty: everything except the kinds that have to be asked for. Sticky, as set by the last call that named it. */
  allowed: readonly string[] = []

  #pending: Pending[] = []
  #waiting: WaitingPoll | null = null
  #nextId: number
  readonly #now: () => number
  #repeats = 0
  #lastPoll = { offset: 0, at: -Infinity }

  constructor(firstId: number, now: () => number) {
    this.#nextId = firstId
    this.#now = now
  }

  get pending(): readonly Pending[] {
    return this.#pending
  }

  get hasPoller(): boolean {
    return this.#waiting !== null
  }

  /** Returns the update's number, or null where the bot does not ask for this kind. */
  push(content: Omit<TelegramUpdate, 'update_id'>): number | null {
    const kind = Object.keys(content)[0] ?? ''
    const asked = this.allowed.length === 0 ? !notSentUnasked.includes(kind) : this.allowed.includes(kind)
    return asked ? this.add(content) : null
  }

  /** Adds an update of any kind, asked for or not; returns its number. */
  add(content: Omit<TelegramUpdate, 'update_id'>): number {
    const update = { update_id: this.#nextId++, ...content }
    const repeat = this.#repeats > 0
    if (repeat) this.#repeats--
    this.#pending.push({ update, queuedAt: this.#now(), delivered: false, repeat })
    this.#wake()
    this.onChange()
    return update.update_id
  }

  repeatNext(count: number): void {
    this.#repeats += count
  }

  poll({ offset, limit, timeout }: Poll, signal: AbortSignal): Promise<TelegramUpdate[]> {
    this.endPoll(rules.otherPoller())
    this.#confirmBelow(offset < 0 ? this.#fromTheEnd(-offset) : offset)
    const found = this.#deliver(this.#isHasty(offset) ? 1 : limit)
    if (found.length > 0 || timeout <= 0 || signal.aborted) return Promise.resolve(found)
    return this.#wait(limit, timeout, signal)
  }

  endPoll(reason: Error): void {
    this.#waiting?.end(reason)
  }

  drop(unwanted: (pending: Pending) => boolean): void {
    const kept = this.#pending.filter((pending) => !unwanted(pending))
    const changed = kept.length !== this.#pending.length
    this.#pending = kept
    if (changed) this.onChange()
  }

  remove(updateId: number): void {
    this.#confirm((pending) => pending.update.update_id === updateId)
  }

  markDelivered(pending: Pending): void {
    if (!pending.delivered) this.onDelivered(pending.update)
    pending.delivered = true
  }

  /** The official server hands out one update only when a poll repeats its offset within half a second. */
  #isHasty(offset: number): boolean {
    const now = this.#now()
    const hasty = offset === this.#lastPoll.offset && now < this.#lastPoll.at + 500
    this.#lastPoll = { offset, at: now }
    return hasty
  }

  #fromTheEnd(count: number): number {
    return this.#pending.at(-count)?.update.update_id ?? 0
  }

  #confirmBelow(offset: number): void {
    this.#confirm((pending) => pending.update.update_id < offset)
  }

  #confirm(isConfirmed: (pending: Pending) => boolean): void {
    const kept = this.#pending.filter((pending) => {
      if (!isConfirmed(pending)) return true
      if (!pending.repeat) return false
      pending.repeat = false
      return true
    })
    const changed = kept.length !== this.#pending.length
    this.#pending = kept
    if (changed) this.onChange()
  }

  #deliver(limit: number): TelegramUpdate[] {
    const batch = this.#pending.slice(0, limit)
    for (const pending of batch) this.markDelivered(pending)
    return batch.map((pending) => pending.update)
  }

  #wake(): void {
    const waiting = this.#waiting
    if (waiting !== null) waiting.end(this.#deliver(waiting.limit))
  }

  #wait(limit: number, timeout: number, signal: AbortSignal): Promise<TelegramUpdate[]> {
    return new Promise((resolve, reject) => {
      const end = (outcome: TelegramUpdate[] | Error) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', hangUp)
        this.#waiting = null
        if (outcome instanceof Error) reject(outcome)
        else resolve(outcome)
      }
      const hangUp = () => end([])
      const timer = setTimeout(hangUp, timeout * 1000)
      signal.addEventListener('abort', hangUp)
      this.#waiting = { limit, end }
    })
  }
}
