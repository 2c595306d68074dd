import type { Calendar, Column } from './calendar.ts'
import { contains } from './interval.ts'
import type { Buffers, VisitShape } from './slots.ts'

const minuteMs = 60_000

/** Parts of one visit that one specialist performs in a row, without a pause or a buffer between them. */
export interface Stretch {
  readonly column: Column
  /** Indexes of its first and last part. */
  readonly first: number
  readonly last: number
  /** Epoch milliseconds, without buffers. */
  readonly start: number
  readonly end: number
}

/** A whole visit: stretches back to back, neighbours by different specialists. */
export type Chain = readonly Stretch[]

export interface ChainSearch {
  /**
   * Shows `accept` the chains of at most `mostStretches` that begin at this instant with this specialist, until it
   * takes one; false: it took none.
   */
  find(column: Column, start: number, accept: (chain: Chain) => boolean, mostStretches?: number): boolean
  /** Whether there is one at all. */
  fits(column: Column, start: number): boolean
}

/** In the time that is left, and in what would be there if nobody had booked. */
export interface Searches {
  readonly free: ChainSearch
  readonly possible: ChainSearch
}

/** Both searches over one calendar, which remember what they found out: for one question, not for later. */
export function openSearches(calendar: Calendar): Searches {
  return { free: searchChains(calendar, 'free'), possible: searchChains(calendar, 'possible') }
}

/**
 * Looks for specialists who can perform the parts of a visit one after the other, each from where the one before ends.
 * A stretch must lie in one piece of open time, and of `free` time with its outer buffers; `possible`: as if nobody
 * else had booked. Who comes back to the client after somebody else keeps their own buffers apart as well.
 */
function searchChains(calendar: Calendar, among: 'free' | 'possible'): ChainSearch {
  const { columns, shape } = calendar
  const count = shape.parts.length
  const leadsOn = rememberWays(columns, count, stretchesFrom)

  function stretchesFrom(column: Column, first: number, start: number): Stretch[] {
    const found: Stretch[] = []
    let end = start
    for (let last = first; last < count; last++) {
      const specialist = column.performs[last]
      if (!specialist) break
      end += specialist.durationMin * minuteMs
      if (!contains(column.diary.open, start, end)) break
      const room = among === 'free' ? column.diary.room(buffersOf(shape, first, last)) : column.diary.open
      if (contains(room, start, end)) found.push({ column, first, last, start, end })
    }
    return found
  }

  function extend(chain: Chain, next: Stretch, accept: (chain: Chain) => boolean, most: number): boolean {
    if (comesBackTooSoon(shape, chain, next)) return false
    const longer = [...chain, next]
    if (next.last === count - 1) return accept(longer)
    if (longer.length === most || !leadsOn(next.last + 1, next.end)) return false
    return columns.some(
      (column) =>
        column !== next.column &&
        stretchesFrom(column, next.last + 1, next.end).some((one) => extend(longer, one, accept, most)),
    )
  }

  const find: ChainSearch['find'] = (column, start, accept, most = count) =>
    stretchesFrom(column, 0, start).some((stretch) => extend([], stretch, accept, most))
  return { find, fits: (column, start) => find(column, start, () => true) }
}

/**
 * Whether anybody can take over at part `index` at `start`, and so on to the end. Says yes where only the buffers of
 * who comes back would say no; that is looked at again for each chain.
 */
function rememberWays(
  columns: readonly Column[],
  count: number,
  stretchesFrom: (column: Column, first: number, start: number) => Stretch[],
): (index: number, start: number) => boolean {
  const known = new Map<string, boolean>()
  return function leadsOn(index, start): boolean {
    const key = `${index}@${start}`
    const answer =
      known.get(key) ??
      columns.some((column) =>
        stretchesFrom(column, index, start).some(
          ({ last, end }) => last === count - 1 || leadsOn(last + 1, end),
        ),
      )
    known.set(key, answer)
    return answer
  }
}

function comesBackTooSoon(shape: VisitShape, chain: Chain, next: Stretch): boolean {
  const from = next.start - buffersOf(shape, next.first, next.last).beforeMin * minuteMs
  return chain.some(({ column, first, last, end }) => {
    return column === next.column && end + buffersOf(shape, first, last).afterMin * minuteMs > from
  })
}

/** At the edges of a stretch; there are none between its parts. */
export function buffersOf({ parts }: VisitShape, first: number, last: number): Buffers {
  return {
    beforeMin: parts[first]?.bufferBeforeMin ?? 0,
    afterMin: parts[last]?.bufferAfterMin ?? 0,
  }
}
