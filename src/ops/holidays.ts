import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PublicHoliday } from '../domain/public-holidays.ts'

export interface HolidayWish {
  /** ISO 3166. */
  readonly country: string
  readonly years: readonly number[]
  readonly locale: string
}

/** Of a country the library does not know: none. */
export type FindHolidays = (wish: HolidayWish) => Promise<readonly PublicHoliday[]>

/**
 * Loading the library holds a loop for a second and costs 26 MB, for a list that is wanted once a year. So a thread loads
 * it, answers and ends; the answer, some kilobytes, is kept.
 */
export function createHolidayFinder(): FindHolidays {
  const found = new Map<string, Promise<readonly PublicHoliday[]>>()
  return async (wish) => {
    const key = JSON.stringify(wish)
    const list = found.get(key) ?? askThread(wish)
    found.set(key, list)
    try {
      return await list
    } catch (error) {
      found.delete(key)
      throw error
    }
  }
}

async function askThread(wish: HolidayWish): Promise<readonly PublicHoliday[]> {
  const thread = new Worker(new URL('./list-holidays.js', import.meta.url), {
    workerData: wish,
    execArgv: [],
  })
  try {
    const [holidays] = (await once(thread, 'message', { signal: AbortSignal.timeout(mostMs) })) as [
      readonly PublicHoliday[],
    ]
    return holidays
  } finally {
    await thread.terminate()
  }
}

const mostMs = 20_000
