import type { Booking } from '../domain/booking.ts'
import { bookingColumns } from './bookings.ts'
import type { Connection, Transaction } from './database.ts'

/** All services of one visit of a person, cancelled ones included, in their order. */
export async function listVisitParts(db: Connection, userId: number, visitId: number): Promise<Booking[]> {
  return await db.query<Booking>(
    `select ${bookingColumns} from bookings b
      where b.user_id = $1::bigint and b.visit_id = $2::bigint
      order by b.starts_at, b.id`,
    [userId, visitId],
  )
}

/** Makes every service of a person's visit part of a series; what people see of it stays, and so does its version. */
export async function joinSeries(
  tx: Transaction,
  userId: number,
  visitId: number,
  seriesId: number,
  at: Date,
): Promise<void> {
  await tx.query(
    `update bookings set series_id = $3::bigint, updated_at = $4::timestamptz
      where user_id = $1::bigint and visit_id = $2::bigint`,
    [userId, visitId, seriesId, at],
  )
}

/** Locks these bookings of one person, in the order that every transaction keeps; the person first. */
export async function lockBookings(tx: Transaction, bookingIds: readonly number[]): Promise<Booking[]> {
  return await tx.query<Booking>(
    `select ${bookingColumns} from bookings b
      where b.id = any($1::bigint[])
      order by b.staff_id, b.starts_at, b.id
      for no key update`,
    [bookingIds],
  )
}

/** Locks the bookings of a person's active visits that have not begun, in the order that every transaction keeps; the person first. */
export async function lockComingBookings(tx: Transaction, userId: number, now: Date): Promise<Booking[]> {
  return await tx.query<Booking>(
    `select ${bookingColumns} from bookings b
      where b.user_id = $1::bigint and b.status in ('pending', 'confirmed') and b.starts_at > $2::timestamptz
        and not exists (select from bookings o
                         where o.user_id = b.user_id and o.visit_id = b.visit_id and o.status <> 'cancelled'
                           and o.starts_at <= $2::timestamptz)
      order by b.staff_id, b.starts_at, b.id
      for no key update of b`,
    [userId, now],
  )
}

/**
 * Of each person: active visits that are not over at `now`, places offered to them, and what they gave up of either. What
 * the business cancelled or did not confirm is left out: nobody gave it up.
 */
export async function listPlans(db: Connection, userIds: readonly number[], now: Date): Promise<Booking[]> {
  return await db.query<Booking>(
    `select ${bookingColumns} from bookings b
      where b.user_id = any($1::bigint[]) and b.ends_at > $2::timestamptz
        and (b.status in ('pending', 'confirmed')
             or b.status = 'cancelled' and (b.cancelled_by = 'client' or b.pending_for = 'offer'))`,
    [userIds, now],
  )
}
