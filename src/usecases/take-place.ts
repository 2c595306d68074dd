import type { Booking } from '../domain/booking.ts'
import type { Transaction } from '../storage/database.ts'
import { hasFreeSeat, insertVisit, joinSession, type NewBooking } from '../storage/new-visits.ts'

/**
 * Writes the services of a visit down if nobody else has their time; undefined: somebody has. A group visit joins the
 * session that starts then, or opens it. Who loses a race for either looks again while there is a seat to win; each look
 * means that somebody else got one.
 */
export async function takePlace(
  tx: Transaction,
  capacity: number,
  parts: readonly NewBooking[],
): Promise<Booking[] | undefined> {
  const [seat] = parts
  if (capacity === 1 || !seat) return await insertVisit(tx, parts)
  for (let attempt = 0; attempt <= capacity; attempt++) {
    const taken = (await joinSession(tx, seat, capacity)) ?? (await insertVisit(tx, parts))
    if (taken) return taken
    if (!(await hasFreeSeat(tx, seat, capacity))) return undefined
  }
  return undefined
}
