import { visitOf, type Visit } from '../domain/visit.ts'
import { findBooking, lockVisitRows } from '../storage/bookings.ts'
import type { Transaction } from '../storage/database.ts'
import { lockPerson } from '../storage/users.ts'

/**
 * Locks the person of a booking and then the whole visit, for what staff or the program itself do to it. While this waits
 * for a walk-in client, they may turn out to be somebody else; then the visit is that person's, who is locked instead.
 */
export async function lockAnybodysBooking(tx: Transaction, bookingId: number): Promise<Visit | undefined> {
  for (let found = await findBooking(tx, bookingId); found;) {
    await lockPerson(tx, found.userId)
    const present = await findBooking(tx, bookingId)
    if (present?.userId === found.userId) return visitOf(await lockVisitRows(tx, bookingId))
    found = present
  }
  return undefined
}
