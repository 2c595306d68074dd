import { visitOf, type Visit } from '../domain/visit.ts'
import type { Transaction } from '../storage/database.ts'
import { lockVisitRows } from '../storage/bookings.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'

/**
 * Locks the person and then the whole visit of their booking, in the order that every transaction keeps. Undefined: there is no such
 * booking, or it is somebody else's, which is the same to whoever asks; or it is only offered to them.
 */
export async function lockOwnBooking(
  tx: Transaction,
  actor: Actor,
  bookingId: number,
): Promise<Visit | undefined> {
  await lockPerson(tx, actor.userId)
  const booking = visitOf(await lockVisitRows(tx, bookingId))
  return booking?.userId === actor.userId && booking.pendingFor !== 'offer' ? booking : undefined
}
