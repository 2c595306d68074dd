import type { DayView } from './availability.ts'
import { isAhead, isBeyond, windowsOf, type Calendar } from './calendar.ts'
import { addDays, type LocalDate } from './local-time.ts'
import { freeInstants, possibleInstants } from './slots.ts'

/**
 * How a date looks in the month: what is still ahead and free there, against what would be if nobody had booked.
 */
export function dayView(calendar: Calendar, date: LocalDate): DayView {
  if (isBeyond(calendar, date)) return { date, status: 'beyond', free: 0 }
  // A window ends on the next date at the latest, so nothing is ahead of now before yesterday's.
  if (date < addDays(calendar.today, -1)) return { date, status: 'past', free: 0 }
  const free = instantsOn(calendar, date, freeInstants)
  const possible = instantsOn(calendar, date, possibleInstants)
  const left = ahead(calendar, free).length
  const total = ahead(calendar, new Set([...free, ...possible])).length
  if (left > 0) return { date, status: left * 4 <= total ? 'nearly_full' : 'free', free: left }
  if (date < calendar.today || (total === 0 && possible.size > 0)) return { date, status: 'past', free: 0 }
  return { date, status: total === 0 ? 'closed' : 'full', free: 0 }
}

/** The different instants of a date, over all specialists. */
function instantsOn(calendar: Calendar, date: LocalDate, instantsOf: typeof freeInstants): Set<number> {
  return new Set(
    calendar.columns.flatMap((column) => instantsOf(column.shape, column.diary, windowsOf(column, date))),
  )
}

function ahead(calendar: Calendar, instants: ReadonlySet<number>): number[] {
  return [...instants].filter((instant) => isAhead(calendar, instant))
}
