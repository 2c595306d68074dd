import type { Cache } from '../context.ts'

export interface OwnCache extends Cache {
  /** Everything is read anew when it is next asked for. */
  forget(): void
}

interface Kept {
  readonly value: Promise<unknown>
  /** Milliseconds of `now`. */
  readonly readAt: number
}

/**
 * Keeps what was read until it is told to forget, and never longer than `maxAgeMs`, by a clock that nobody sets. What is
 * still being read when it is told so is not kept: it may be from before the change.
 */
export function createCache(maxAgeMs: number, now: () => number = () => performance.now()): OwnCache {
  const kept = new Map<string, Kept>()
  return {
    async remember<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
      const known = kept.get(key)
      if (known && now() - known.readAt < maxAgeMs) return (await known.value) as Value
      const value = read()
      const entry = { value, readAt: now() }
      kept.set(key, entry)
      // Whoever asked gets the error; nobody else shall.
      value.catch(() => {
        if (kept.get(key) === entry) kept.delete(key)
      })
      return await value
    },
    forget: () => kept.clear(),
  }
}
