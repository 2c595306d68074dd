import type { DayView } from './availability.ts'
import { isAhead, isBeyond, windowsOf, type Calendar } from './calendar.ts'
import type { ChainSearch, Searches } from './chain.ts'
import { freshInstants, possibleInstants } from './free-starts.ts'
import { addDays, type LocalDate } from './local-time.ts'
import { joinableSessions } from './slots.ts'

/**
 * How a date looks in the month: what is still ahead and free there, against what would be if nobody had booked.
 */
export function dayView(calendar: Calendar, searches: Searches, date: LocalDate): DayView {
  if (isBeyond(calendar, date)) return { date, status: 'beyond', free: 0 }
  // A window ends on the next date at the latest, so nothing is ahead of now before yesterday's.
  if (date < addDays(calendar.today, -1)) return { date, status: 'past', free: 0 }
  const free = freeOn(calendar, searches.free, date)
  const possible = new Set(
    calendar.columns.flatMap((column) =>
      possibleInstants(calendar, searches.possible, column, windowsOf(column, date)),
    ),
  )
  const left = ahead(calendar, free).length
  const total = ahead(calendar, new Set([...free, ...possible])).length
  if (left > 0) return { date, status: left * 4 <= total ? 'nearly_full' : 'free', free: left }
  if (date < calendar.today || (total === 0 && possible.size > 0)) return { date, status: 'past', free: 0 }
  return { date, status: total === 0 ? 'closed' : 'full', free: 0 }
}

/** The different instants of a date, over all specialists. */
function freeOn(calendar: Calendar, search: ChainSearch, date: LocalDate): Set<number> {
  return new Set(
    calendar.columns.flatMap((column) => {
      const windows = windowsOf(column, date)
      const joining = joinableSessions(column.diary, windows).map(({ start }) => start.getTime())
      return [...freshInstants(calendar, search, column, windows), ...joining]
    }),
  )
}

function ahead(calendar: Calendar, instants: ReadonlySet<number>): number[] {
  return [...instants].filter((instant) => isAhead(calendar, instant))
}
