import { limits } from './rules.ts'
import type { World } from './world.ts'

/** Something else that has to come to rest, such as a bot's own queues. */
export interface Companion {
  /** What is still going on, in words; null when nothing is. */
  readonly busyWith: () => string | null
  /** Calls back whenever the answer may have changed; returns the unsubscriber. */
  readonly onChange: (look: () => void) => () => void
}

/** Waits, by events and never by the clock, until a condition holds; fails with what was being waited for. */
export class Patience {
  readonly #world: World
  readonly #runningCalls: () => Iterable<string>
  readonly #limitMs: number
  readonly #companions = new Set<Companion>()

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
    await this.until(() => {
      const pending = this.#pending()
      return pending.length === 0 ? true : pending.join('; ')
    }, limitMs)
  }

  /** `look` answers true, or in words what is missing. */
  until(look: () => true | string, limitMs = this.#limitMs): Promise<void> {
    return new Promise((resolve, reject) => {
      let missing = look()
      if (missing === true) return resolve()
      const end = (error?: Error) => {
        clearTimeout(timer)
        leave()
        if (error === undefined) resolve()
        else reject(error)
      }
      const tooLate = new Error()
      const timer = setTimeout(() => {
        tooLate.message = `After ${limitMs} ms still waiting for: ${String(missing)}`
        end(tooLate)
      }, limitMs)
      const leave = this.#world.onActivity(() => {
        missing = look()
        if (missing === true) end()
      })
    })
  }

  #pending(): string[] {
    const waits: string[] = []
    for (const bot of this.#world.bots.values()) {
      const name = `@${bot.user.username}`
      const poller = bot.updates.hasPoller || bot.webhook !== null ? '' : ' (nobody polls now)'
      for (const { update } of bot.updates.pending) {
        const kind = Object.keys(update).find((key) => key !== 'update_id')
        waits.push(`${name} to confirm update ${update.update_id}, a ${kind ?? 'nothing'}${poller}`)
      }
      for (const { deliveredAt, data, personName } of bot.callbacks.values()) {
        if (deliveredAt === null || this.#world.now() - deliveredAt > limits.callbackAnswer) continue
        waits.push(`${name} to answer the tap of ${personName} on ${JSON.stringify(data)}`)
      }
    }
    for (const call of this.#runningCalls()) waits.push(`the call ${call} to end`)
    for (const { busyWith } of this.#companions) {
      const words = busyWith()
      if (words !== null) waits.push(words)
    }
    return waits
  }
}
