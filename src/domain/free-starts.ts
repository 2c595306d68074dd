import type { Calendar, Column } from './calendar.ts'
import type { ChainSearch, Searches } from './chain.ts'
import type { Interval } from './interval.ts'
import { freeForStart, holds, joinableSessions, sessionsIn, stepsIn } from './slots.ts'

/** A start at which a visit can begin with one specialist. */
export interface FreeStart {
  readonly startsAt: Date
  /** Null for a private visit. */
  readonly seatsLeft: number | null
}

/** Every start within `windows` (sorted, disjoint) that can be booked. The time of day plays no part yet. */
export function freeStarts(
  calendar: Calendar,
  search: ChainSearch,
  column: Column,
  windows: readonly Interval[],
): FreeStart[] {
  const { capacity } = calendar.shape.parts[0]
  const seatsLeft = capacity > 1 ? capacity : null
  const fresh = freshInstants(calendar, search, column, windows)
  const joining = joinableSessions(column.diary, windows)
  return [
    ...fresh.map((instant) => ({ startsAt: new Date(instant), seatsLeft })),
    ...joining.map((session) => ({ startsAt: session.start, seatsLeft: session.seatsLeft })),
  ]
}

/** The instants (epoch milliseconds) at which a visit of its own can begin. */
export function freshInstants(
  { shape }: Calendar,
  free: ChainSearch,
  column: Column,
  windows: readonly Interval[],
): number[] {
  const steps = stepsIn(shape, windows, freeForStart(shape, column.diary))
  return steps.filter((instant) => free.fits(column, instant))
}

/** The instants (epoch milliseconds) at which visits could start within `windows` if nobody had booked. */
export function possibleInstants(
  { shape }: Calendar,
  possible: ChainSearch,
  column: Column,
  windows: readonly Interval[],
): number[] {
  return stepsIn(shape, windows, column.diary.open).filter((instant) => possible.fits(column, instant))
}

/**
 * Why a start is not among `freeStarts`. `slot_taken`: it is one of this specialist's starts, but another visit is in
 * its way; `not_offered`: it never was one (outside the hours, blocked, or between two starts).
 */
export function refusalOf(
  calendar: Calendar,
  { free, possible }: Searches,
  column: Column,
  windows: readonly Interval[],
  startsAt: Date,
): 'slot_taken' | 'not_offered' {
  const { shape } = calendar
  const start = startsAt.getTime()
  if (sessionsIn(column.diary, windows).some((session) => session.start.getTime() === start)) {
    return 'slot_taken'
  }
  if (!holds(windows, startsAt) || !possible.fits(column, start)) return 'not_offered'
  const wasOne =
    shape.alignment === 'grid' ? stepsIn(shape, windows, []).includes(start) : !free.fits(column, start)
  return wasOne ? 'slot_taken' : 'not_offered'
}
