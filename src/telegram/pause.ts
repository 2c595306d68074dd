import { setMaxListeners } from 'node:events'

/** For what any number of waits may listen to: Node takes more than ten listeners for a leak, and says so beside the log. */
export function createWideAbortController(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}

/** Waits `ms` of real time; an aborted signal ends the wait early, without an error. */
export function pause(ms: number, signal?: Abortable): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    if (signal?.aborted) end()
    else signal?.addEventListener('abort', end)
  })
}

/** The part of an `AbortSignal` that is common to Node's and to the class in Telegraf's types. */
export interface Abortable {
  readonly aborted: boolean
  addEventListener(type: 'abort', run: () => void): void
  removeEventListener(type: 'abort', run: () => void): void
}

export interface BackoffLimits {
  readonly firstMs: number
  readonly mostMs: number
}

/**
 * How long to wait after the given number of failures in a row (from 1): doubling up to a limit, and somewhere in the
 * upper half of it, so that many processes that failed together don't return together.
 */
export function backoff(failures: number, { firstMs, mostMs }: BackoffLimits): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30))
  return whole * (0.5 + Math.random() / 2)
}
