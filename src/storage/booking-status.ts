import type { Booking, BookingStatus } from '../domain/booking.ts'
import type { Visit } from '../domain/visit.ts'
import { bookingColumns } from './bookings.ts'
import type { Transaction } from './database.ts'

/** Confirms a visit that the caller locked and found pending. It keeps its version: its time is the same. */
export async function markConfirmed(tx: Transaction, visit: Visit, at: Date): Promise<Booking[]> {
  return await tx.query<Booking>(
    `update bookings b set status = 'confirmed', pending_for = null, updated_at = $2::timestamptz
      where b.id = any($1::bigint[]) and b.status = 'pending'
      returning ${bookingColumns}`,
    [idsOf(visit), at],
  )
}

function idsOf(visit: Visit): number[] {
  return visit.parts.map(({ id }) => id)
}

/** Cancels a visit that the caller locked and found active; its time is free from the commit on. */
export async function markCancelled(
  tx: Transaction,
  visit: Visit,
  by: 'client' | 'admin' | 'system',
  reason: string | null,
  at: Date,
): Promise<void> {
  await tx.query(
    `update bookings
        set status = 'cancelled', pending_for = null, cancelled_at = $4::timestamptz, cancelled_by = $2::text,
            cancel_reason = $3::text, version = version + 1, updated_at = $4::timestamptz
      where id = any($1::bigint[]) and status in ('pending', 'confirmed')`,
    [idsOf(visit), by, reason, at],
  )
}

/**
 * The client takes the place that was held for them: the booking is confirmed, or waits for the business now. It gets
 * another version, since what was planned for the offer is over.
 */
export async function markOfferTaken(
  tx: Transaction,
  bookingId: number,
  pendingFor: 'approval' | null,
  at: Date,
): Promise<Booking> {
  const [taken] = await tx.query<Booking>(
    `update bookings b
        set status = case when $2::text is null then 'confirmed' else 'pending' end, pending_for = $2::text,
            version = version + 1, updated_at = $3::timestamptz
      where b.id = $1::bigint
      returning ${bookingColumns}`,
    [bookingId, pendingFor, at],
  )
  if (!taken) throw new Error(`booking ${bookingId} is not there to be taken`)
  return taken
}

/** The place is not held any more. It keeps saying that it was an offer: it never was a visit. */
export async function markOfferEnded(
  tx: Transaction,
  bookingId: number,
  by: 'client' | 'system',
  at: Date,
): Promise<void> {
  await tx.query(
    `update bookings
        set status = 'cancelled', cancelled_at = $3::timestamptz, cancelled_by = $2::text, version = version + 1,
            updated_at = $3::timestamptz
      where id = $1::bigint`,
    [bookingId, by, at],
  )
}

/** The client said that they will come. */
export async function markAttendanceConfirmed(tx: Transaction, visit: Visit, at: Date): Promise<void> {
  await tx.query(
    `update bookings set attendance_confirmed_at = $2::timestamptz, updated_at = $2::timestamptz
      where id = any($1::bigint[]) and status = 'confirmed'`,
    [idsOf(visit), at],
  )
}

/**
 * Ends a confirmed booking whose time, buffer included, has passed at `now`; undefined when it is not (or not any more)
 * such a booking. Keeps its version: nothing that people see changes.
 */
export async function completeBooking(
  tx: Transaction,
  bookingId: number,
  now: Date,
): Promise<BookingStatus | undefined> {
  const [row] = await tx.query<{ status: BookingStatus }>(
    `update bookings set status = 'completed', updated_at = $2::timestamptz
      where id = $1::bigint and status = 'confirmed' and upper(busy) <= $2::timestamptz
      returning status`,
    [bookingId, now],
  )
  return row?.status
}

/** Whether the client of a visit that the caller locked and found confirmed is here. Nothing else of it changes. */
export async function markArrival(tx: Transaction, visit: Visit, arrived: boolean, at: Date): Promise<void> {
  await tx.query(
    `update bookings set arrived_at = case when $2::boolean then $3::timestamptz end, updated_at = $3::timestamptz
      where id = any($1::bigint[])`,
    [idsOf(visit), arrived, at],
  )
}

/**
 * The client of a visit that the caller locked did not come: what is left of its time is free from the commit on. It keeps its busy time
 * as booked, for which it may come back.
 */
export async function markNoShow(tx: Transaction, visit: Visit, at: Date): Promise<void> {
  await tx.query(
    `update bookings set status = 'no_show', arrived_at = null, version = version + 1, updated_at = $2::timestamptz
      where id = any($1::bigint[]) and status = $3::text and status in ('confirmed', 'completed')`,
    [idsOf(visit), at, visit.status],
  )
}

/**
 * The client came after all. Throws PostgreSQL's `23P01` when somebody else has the time by now, or `23505` when they have
 * the seat: the transaction is lost then.
 */
export async function markReturned(
  tx: Transaction,
  visit: Visit,
  to: 'confirmed' | 'completed',
  at: Date,
): Promise<Booking[]> {
  return await tx.query<Booking>(
    `update bookings b
        set status = $2::text, arrived_at = $3::timestamptz, version = version + 1, updated_at = $3::timestamptz
      where b.id = any($1::bigint[]) and b.status = 'no_show'
      returning ${bookingColumns}`,
    [idsOf(visit), to, at],
  )
}
