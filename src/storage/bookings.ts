import type { Booking } from '../domain/booking.ts'
import { errorConstraint, type Connection, type Transaction } from './database.ts'

/** Of a `bookings b`. */
export const bookingColumns = `
  b.id, b.user_id as "userId", b.service_id as "serviceId", b.staff_id as "staffId", b.starts_at as "startsAt",
  b.ends_at as "endsAt", b.busy, b.session_id as "sessionId", b.seat, b.status, b.pending_for as "pendingFor",
  b.visit_id as "visitId", b.series_id as "seriesId", b.guest_name as "guestName", b.price_minor as "priceMinor",
  b.duration_min as "durationMin", b.attendance_confirmed_at as "attendanceConfirmedAt",
  b.arrived_at as "arrivedAt", b.version`

/** Any booking, whoever's it is. */
export async function findBooking(db: Connection, bookingId: number): Promise<Booking | undefined> {
  const [row] = await db.query<Booking>(`select ${bookingColumns} from bookings b where b.id = $1::bigint`, [
    bookingId,
  ])
  return row
}

/** All bookings of the visit that this one belongs to, whoever's it is. */
export async function listVisitRows(db: Connection, bookingId: number): Promise<Booking[]> {
  return await db.query<Booking>(rowsOfVisit, [bookingId])
}

/** Locks all of them for the rest of the transaction; their person must be locked before. */
export async function lockVisitRows(tx: Transaction, bookingId: number): Promise<Booking[]> {
  return await tx.query<Booking>(`${rowsOfVisit} for no key update of b`, [bookingId])
}

/** A visit is found through its person: it has no index of its own. */
const rowsOfVisit = `
  select ${bookingColumns}
    from bookings self join bookings b on b.user_id = self.user_id and b.visit_id = self.visit_id
   where self.id = $1::bigint
   order by b.staff_id, b.starts_at, b.id`

/**
 * A person's active visits that are not over at `now`, the nearest first: what limits and overlaps are counted from. A
 * place that is only offered to them is none.
 */
export async function listActiveBookings(db: Connection, userId: number, now: Date): Promise<Booking[]> {
  return await db.query<Booking>(
    `select ${bookingColumns} from bookings b
      where b.user_id = $1::bigint and b.status in ('pending', 'confirmed') and b.ends_at > $2::timestamptz
        and b.pending_for is distinct from 'offer'
      order by b.starts_at`,
    [userId, now],
  )
}

/** The order in which every transaction locks or takes the time of several bookings, so that none waits in a circle. */
export function inLockOrder<Part extends { readonly staffId: number; readonly startsAt: Date }>(
  parts: readonly Part[],
): Part[] {
  return [...parts].sort((a, b) => a.staffId - b.staffId || a.startsAt.getTime() - b.startsAt.getTime())
}

const takenConstraints = new Set(['bookings_no_overlap', 'bookings_session_seat_index'])

/** Whether a statement failed because somebody else holds the time, or the seat; its transaction is lost then. */
export function isTimeTaken(error: unknown): boolean {
  return takenConstraints.has(errorConstraint(error) ?? '')
}

/** For a statement: the status of a booking that waits for what this parameter says; null: for nothing. */
export function statusWhile(pendingFor: string): string {
  return `case when ${pendingFor}::text is null then 'confirmed' else 'pending' end`
}

/** For a statement that has a `session`: its first seat that nobody active holds. */
export function lowestFreeSeat(capacity: string): string {
  return `lateral (select seat from generate_series(1, ${capacity}) as seats (seat)
                    where not exists (select from bookings o
                                       where o.session_id = session.session_id and o.seat = seats.seat
                                         and o.status in ('pending', 'confirmed'))
                    order by seat limit 1) as free`
}
