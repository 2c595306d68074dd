import type { Booking } from '../domain/booking.ts'
import { hasFreeSeat, insertBooking, joinSession, type NewBooking } from '../storage/bookings.ts'
import type { Transaction } from '../storage/database.ts'

/**
 * Writes a booking down if nobody else has its time; undefined: somebody has. A group visit joins the session that starts
 * then, or opens it. Who loses a race for either looks again while there is a seat to win; each look means that
 * somebody else got one.
 */
export async function takePlace(
  tx: Transaction,
  capacity: number,
  booking: NewBooking,
): Promise<Booking | undefined> {
  if (capacity === 1) return await insertBooking(tx, booking)
  for (let attempt = 0; attempt <= capacity; attempt++) {
    const seat = (await joinSession(tx, booking, capacity)) ?? (await insertBooking(tx, booking))
    if (seat) return seat
    if (!(await hasFreeSeat(tx, booking, capacity))) return undefined
  }
  return undefined
}
