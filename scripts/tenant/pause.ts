import { startContainers, type Container } from './containers.ts'
import type { Premises } from './premises.ts'
import { Interrupted, Problem, wordsOf } from './problem.ts'

// A terminal that closes, or whose connection is lost, sends the second.
const signals = ['SIGINT', 'SIGHUP', 'SIGTERM'] as const

/**
 * Of a bot that is stopped while nothing of it is gone yet. It must not stay away for whatever fails meanwhile, nor for a
 * signal that ends this process: Docker starts none again that was stopped, not even after a reboot.
 */
export class Pause {
  readonly #premises: Premises
  readonly own: readonly Container[]
  readonly #broken = new AbortController()
  #signal: NodeJS.Signals | undefined
  readonly #breakOff = (signal: NodeJS.Signals) => {
    this.#signal ??= signal
    this.#broken.abort()
  }

  /** The containers are those that run. */
  constructor(premises: Premises, own: readonly Container[]) {
    this.#premises = premises
    this.own = own
  }

  begin(): void {
    for (const signal of signals) process.on(signal, this.#breakOff)
  }

  end(): void {
    for (const signal of signals) process.off(signal, this.#breakOff)
  }

  async orStartAgain<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#broken
    try {
      const result = await work(signal)
      signal.throwIfAborted()
      return result
    } catch (error) {
      if (this.own.length === 0) throw error
      const words = this.#signal
        ? `It was broken off (${this.#signal}): nothing was removed.`
        : wordsOf(error)
      const told = `${words}\n${await this.#startAgain()}`
      this.end()
      throw this.#signal ? new Interrupted(this.#signal, told) : new Problem(told)
    }
  }

  async #startAgain(): Promise<string> {
    try {
      await startContainers(this.#premises, this.own)
      return 'The bot runs again.'
    } catch (error) {
      return `The bot does not run again: ${wordsOf(error)}`
    }
  }
}
