import { createWideAbortController } from '../src/telegram/pause.ts'
import { limits } from './rules.ts'
import type { World } from './world.ts'

/** Something else that has to come to rest, such as a bot's own queues. */
export interface Companion {
  /** What is still going on, in words; null when nothing is. */
  readonly busyWith: () => string | null
  /** Calls back whenever the answer may have changed; returns the unsubscriber. */
  readonly onChange: (look: () => void) => () => void
}

/** What is missing, in words; a function where it takes some work to say. */
export type Missing = string | (() => string)

/** Waits, by events and never by the clock, until a condition holds; fails with what was being waited for. */
export class Patience {
  readonly #world: World
  readonly #runningCalls: () => Iterable<string>
  readonly #limitMs: number
  readonly #companions = new Set<Companion>()
  readonly #closed = createWideAbortController()

  constructor(world: World, runningCalls: () => Iterable<string>, limitMs: number) {
    this.#world = world
    this.#runningCalls = runningCalls
    this.#limitMs = limitMs
  }

  join(companion: Companion): () => void {
    this.#companions.add(companion)
    const leave = companion.onChange(() => this.#world.stir())
    return () => {
      leave()
      this.#companions.delete(companion)
    }
  }

  async idle(limitMs?: number): Promise<void> {
    // Looked at after each step of each call: the first thing that is pending is enough, until it has to be told.
    const look = () => this.#pending().next().done === true || (() => [...this.#pending()].join('; '))
    await this.until(look, limitMs)
  }

  /** `look` answers true, or in words what is missing. */
  until(look: () => true | Missing, limitMs = this.#limitMs): Promise<void> {
    return new Promise((resolve, reject) => {
      let missing = look()
      if (missing === true) return resolve()
      const end = (error?: Error) => {
        clearTimeout(timer)
        this.#closed.signal.removeEventListener('abort', close)
        leave()
        if (error === undefined) resolve()
        else reject(error)
      }
      const failure = new Error()
      const fail = (when: string) => {
        failure.message = `${when} still waiting for: ${inWords(missing)}`
        end(failure)
      }
      const close = () => fail('When the server stopped')
      const timer = setTimeout(() => fail(`After ${limitMs} ms`), limitMs)
      const leave = this.#world.onActivity(() => {
        missing = look()
        if (missing === true) end()
      })
      this.#closed.signal.addEventListener('abort', close)
    })
  }

  /** Whoever still waits, a test that ran out of time, waits in vain. */
  close(): void {
    this.#closed.abort()
  }

  *#pending(): Generator<string, void> {
    for (const bot of this.#world.bots.values()) {
      const name = `@${bot.user.username}`
      const poller = bot.updates.hasPoller || bot.webhook !== null ? '' : ' (nobody polls now)'
      for (const { update } of bot.updates.pending) {
        const kind = Object.keys(update).find((key) => key !== 'update_id')
        yield `${name} to confirm update ${update.update_id}, a ${kind ?? 'nothing'}${poller}`
      }
      for (const { deliveredAt, data, personName } of bot.callbacks.values()) {
        if (deliveredAt === null || this.#world.now() - deliveredAt > limits.callbackAnswer) continue
        yield `${name} to answer the tap of ${personName} on ${JSON.stringify(data)}`
      }
    }
    for (const call of this.#runningCalls()) yield `the call ${call} to end`
    for (const { busyWith } of this.#companions) {
      const words = busyWith()
      if (words !== null) yield words
    }
  }
}

function inWords(missing: true | Missing): string {
  return typeof missing === 'function' ? missing() : String(missing)
}
