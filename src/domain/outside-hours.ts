import { contains, merge } from './interval.ts'
import { addDays, localDateOf } from './local-time.ts'
import { workingWindows, type Hours } from './working-windows.ts'

interface Time {
  readonly staffId: number
  readonly startsAt: Date
  readonly endsAt: Date
}

/** Those of the visits, given with the earliest first, that do not lie wholly within their specialist's working windows. */
export function outsideHours<Visit extends Time>(visits: readonly Visit[], hours: Hours): Visit[] {
  const [first, last] = [visits[0], visits.at(-1)]
  if (!first || !last) return []
  // A window over midnight belongs to the date before; a visit may end on the date after.
  const from = addDays(localDateOf(hours.zone, first.startsAt), -1)
  const until = addDays(localDateOf(hours.zone, last.startsAt), 1)
  const staffIds = [...new Set(visits.map(({ staffId }) => staffId))]
  const windows = new Map(
    staffIds.map((id) => [id, merge([...workingWindows(hours, id, from, until).values()].flat())]),
  )
  return visits.filter(
    ({ staffId, startsAt, endsAt }) =>
      !contains(windows.get(staffId) ?? [], startsAt.getTime(), endsAt.getTime()),
  )
}
