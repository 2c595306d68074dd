import type { BookingStatus } from './booking.ts'

/**
 * The states of a booking:
 *
 *   pending   → confirmed   approved, or the offer accepted
 *             → cancelled   declined, withdrawn, or the hold ran out
 *   confirmed → cancelled
 *             → no_show     from the visit's start on
 *             → completed   once its busy time (buffer included) is over
 *   no_show   → confirmed   while its busy time lasts; the exclusion constraint decides whether the time is still free
 *             → completed   once its busy time is over
 *   completed, cancelled: final
 *
 * A visit leaves the active states by time, not by a tap: a tap on "came" only writes `arrivedAt`, so that nobody
 * gets a place in which somebody still sits.
 */
export function canBecome(from: BookingStatus, to: BookingStatus, at: VisitMoment): boolean {
  const over = at.now >= at.busyEnd
  switch (from) {
    case 'pending':
      return to === 'confirmed' || to === 'cancelled'
    case 'confirmed':
      return to === 'cancelled' || (to === 'no_show' && at.now >= at.startsAt) || (to === 'completed' && over)
    case 'no_show':
      return over ? to === 'completed' : to === 'confirmed'
    case 'completed':
    case 'cancelled':
      return false
  }
}

/** Active bookings hold their time. */
export function isActive(status: BookingStatus): boolean {
  return status === 'pending' || status === 'confirmed'
}

export interface VisitMoment {
  readonly now: Date
  readonly startsAt: Date
  /** End of the visit's busy time as booked, also when a no-show gave the rest of it up. */
  readonly busyEnd: Date
}
