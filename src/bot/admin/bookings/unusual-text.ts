import type { UnusualReason } from '../../../domain/staff-start.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { StaffVisit } from '../../../usecases/list-staff-visits.ts'
import { fit } from '../../screen.ts'
import { titledParts } from '../../visit-text.ts'

/** Why clients are not offered what is about to be confirmed; nothing when they are. */
export function unusualText(unusual: readonly UnusualReason[], t: Texts): string[] {
  if (unusual.length === 0) return []
  const lines = unusual.map((reason) => t.html(`desk.unusual_${reason}`))
  return [[t.html('desk.unusual'), ...lines].join('\n')]
}

/** Whose time it is. */
export function takenText(inTheWay: readonly StaffVisit[], t: Texts): string {
  return [t.html('desk.taken'), ...inTheWay.map((one) => visitLine(one, t))].join('\n')
}

function visitLine({ visit, clientName }: StaffVisit, t: Texts): string {
  const { startsAt, endsAt, zone, parts, staffName, guestName } = visit
  const details = [guestName ?? clientName, titledParts(parts), staffName]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
  const values = { from: t.time(startsAt, zone), until: t.time(endsAt, zone), details: fit(details, 150) }
  return t.html('desk.taken_by', values)
}
