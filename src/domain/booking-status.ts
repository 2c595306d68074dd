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
 *   completed → no_show     somebody says so only afterwards
 *   cancelled: final
 *
 * A visit leaves the active states by time, not by a tap: a tap on "came" only writes `arrivedAt`, so that nobody
 * gets a place in which somebody still sits.
 */

/** How long before its start staff may note that a client is there: people come early, but not days before. */
const earlyArrivalMs = 30 * 60_000

/** Whether staff can note that the client came, at the instant `now`: shortly before a confirmed visit begins, or later. */
export function mayArrive(
  { status, startsAt }: { readonly status: BookingStatus; readonly startsAt: Date },
  now: Date,
): boolean {
  return status === 'confirmed' && startsAt.getTime() - earlyArrivalMs <= now.getTime()
}

/** Active bookings hold their time. */
export function isActive(status: BookingStatus): boolean {
  return status === 'pending' || status === 'confirmed'
}
