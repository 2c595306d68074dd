import type { DayView } from './availability.ts'
import { isAhead, isBeyond, windowsOf, type Calendar, type Column } from './calendar.ts'
import type { Interval } from './interval.ts'
import { addDays, type LocalDate } from './local-time.ts'
import { freeStarts, startsWithoutVisits } from './slots.ts'

/**
 * How a date looks in the month: what is still ahead and free there, against what would be if nobody had booked.
 */
export function dayView(calendar: Calendar, date: LocalDate): DayView {
  if (isBeyond(calendar, date)) return { date, status: 'beyond', free: 0 }
  // A window ends on the next date at the latest, so nothing is ahead of now before yesterday's.
  if (date < addDays(calendar.today, -1)) return { date, status: 'past', free: 0 }
  const free = instantsOn(calendar, date, ({ shape, diary }, windows) =>
    freeStarts(shape, diary, windows).map(({ startsAt }) => startsAt),
  )
  const possible = instantsOn(calendar, date, ({ shape, diary }, windows) =>
    startsWithoutVisits(shape, diary, windows),
  )
  return { date, status: statusOf(calendar, date, free, possible), free: ahead(calendar, free).length }
}

function statusOf(
  calendar: Calendar,
  date: LocalDate,
  free: ReadonlySet<number>,
  possible: ReadonlySet<number>,
): DayView['status'] {
  const left = ahead(calendar, free).length
  const total = ahead(calendar, new Set([...free, ...possible])).length
  if (left > 0) return left * 4 <= total ? 'nearly_full' : 'free'
  if (date < calendar.today || (total === 0 && possible.size > 0)) return 'past'
  return total === 0 ? 'closed' : 'full'
}

/** The different instants of a date, over all specialists. */
function instantsOn(
  calendar: Calendar,
  date: LocalDate,
  startsOf: (column: Column, windows: readonly Interval[]) => readonly Date[],
): Set<number> {
  const starts = calendar.columns.flatMap((column) => startsOf(column, windowsOf(column, date)))
  return new Set(starts.map((start) => start.getTime()))
}

function ahead(calendar: Calendar, instants: ReadonlySet<number>): number[] {
  return [...instants].filter((instant) => isAhead(calendar, new Date(instant)))
}
