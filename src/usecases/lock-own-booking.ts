import type { Booking } from '../domain/booking.ts'
import type { Transaction } from '../storage/database.ts'
import { lockBooking } from '../storage/bookings.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'

/**
 * Locks the person and then their booking, in the order that every transaction keeps. Undefined: there is no such
 * booking, or it is somebody else's, which is the same to whoever asks; or it is only offered to them.
 */
export async function lockOwnBooking(
  tx: Transaction,
  actor: Actor,
  bookingId: number,
): Promise<Booking | undefined> {
  await lockPerson(tx, actor.userId)
  const booking = await lockBooking(tx, bookingId)
  return booking?.userId === actor.userId && booking.pendingFor !== 'offer' ? booking : undefined
}
