import type { Booking } from '../domain/booking.ts'
import type { Interval } from '../domain/interval.ts'
import { bookingColumns, inLockOrder, lowestFreeSeat, statusWhile } from './bookings.ts'
import { rangeLiteral, type Transaction } from './database.ts'

export interface NewBooking {
  readonly userId: number
  readonly serviceId: number
  readonly staffId: number
  readonly startsAt: Date
  readonly endsAt: Date
  /** The visit with its buffers. */
  readonly busy: Interval
  /** Minor units as agreed; null: on request. */
  readonly priceMinor: number | null
  readonly durationMin: number
  readonly source: 'client' | 'admin' | 'waitlist' | 'import'
  /** Booked for somebody else of this name. */
  readonly guestName?: string | null
  readonly comment?: string | null
  /** What it waits for, holding its time; absent or null: it is confirmed. */
  readonly pendingFor?: Booking['pendingFor']
  readonly seriesId?: number | null
  /** Of the other services of the visit; absent or null: it is the first. */
  readonly visitId?: number | null
  readonly at: Date
}

/**
 * Books a private visit, or opens a new session of a group service. Undefined: another active visit of that staff
 * member holds part of the time. The exclusion constraint decides, in any process and at any moment; losing gives no
 * row and no error, so the transaction goes on with the next specialist.
 */
async function insertBooking(tx: Transaction, booking: NewBooking): Promise<Booking | undefined> {
  const [row] = await tx.query<Booking>(
    `with new as (select nextval(pg_get_serial_sequence('bookings', 'id')) as id)
     insert into bookings as b (id, visit_id, user_id, service_id, staff_id, starts_at, ends_at, busy, seat, status,
                                pending_for, guest_name, client_comment, price_minor, duration_min, source, series_id, version,
                                created_at, updated_at)
     overriding system value
     select new.id, coalesce($15::bigint, new.id), $1::bigint, $2::bigint, $3::bigint, $4::timestamptz,
            $5::timestamptz, $6::tstzrange, 1,
            ${statusWhile('$11')}, $11::text, $12::text, $13::text, $7::bigint, $8::int, $9::text, $14::bigint, 1,
            $10::timestamptz, $10::timestamptz
       from new
     on conflict do nothing
     returning ${bookingColumns}`,
    [
      booking.userId,
      booking.serviceId,
      booking.staffId,
      booking.startsAt,
      booking.endsAt,
      rangeLiteral(booking.busy),
      booking.priceMinor,
      booking.durationMin,
      booking.source,
      booking.at,
      booking.pendingFor ?? null,
      booking.guestName ?? null,
      booking.comment ?? null,
      booking.seriesId ?? null,
      booking.visitId ?? null,
    ],
  )
  return row
}

/**
 * Books the services of one visit, all of them or none; undefined: somebody else holds part of the time, and the
 * transaction goes on as if nothing had been tried. In the order of staff and start, so that two visits that share
 * specialists can't wait for each other.
 */
export async function insertVisit(
  tx: Transaction,
  parts: readonly NewBooking[],
): Promise<Booking[] | undefined> {
  const [first, ...others] = parts
  if (!first) throw new Error('a visit has at least one service')
  if (others.length === 0) {
    const row = await insertBooking(tx, first)
    return row && [row]
  }
  await tx.query('savepoint visit')
  const rows: Booking[] = []
  for (const part of inLockOrder(parts)) {
    const row = await insertBooking(tx, { ...part, visitId: rows[0]?.visitId ?? null })
    if (!row) {
      await tx.query('rollback to savepoint visit')
      return undefined
    }
    rows.push(row)
  }
  await tx.query('release savepoint visit')
  return rows
}

/**
 * Takes the lowest free seat of a session of this group service that starts exactly then, copying the session's times.
 * Undefined: there is no such session, every seat is taken, or somebody else took this one a moment ago.
 */
export async function joinSession(
  tx: Transaction,
  booking: NewBooking,
  capacity: number,
): Promise<Booking[] | undefined> {
  const rows = await tx.query<Booking>(
    `with new as (select nextval(pg_get_serial_sequence('bookings', 'id')) as id),
     session as (
       select session_id, ends_at, busy, duration_min from bookings
        where status in ('pending', 'confirmed') and staff_id = $3::bigint and service_id = $2::bigint
          and starts_at = $4::timestamptz and busy && $5::tstzrange
        limit 1
     )
     insert into bookings as b (id, visit_id, user_id, service_id, staff_id, starts_at, ends_at, busy, session_id,
                                seat, status, pending_for, guest_name, client_comment, price_minor, duration_min,
                                source, series_id, version, created_at, updated_at)
     overriding system value
     select new.id, new.id, $1::bigint, $2::bigint, $3::bigint, $4::timestamptz, session.ends_at, session.busy,
            session.session_id, free.seat, ${statusWhile('$10')}, $10::text, $11::text, $12::text, $6::bigint,
            session.duration_min, $7::text, $13::bigint, 1, $8::timestamptz, $8::timestamptz
       from new, session, ${lowestFreeSeat('$9::int')}
     on conflict do nothing
     returning ${bookingColumns}`,
    [
      booking.userId,
      booking.serviceId,
      booking.staffId,
      booking.startsAt,
      rangeLiteral(booking.busy),
      booking.priceMinor,
      booking.source,
      booking.at,
      capacity,
      booking.pendingFor ?? null,
      booking.guestName ?? null,
      booking.comment ?? null,
      booking.seriesId ?? null,
    ],
  )
  return rows.length > 0 ? rows : undefined
}

/** Whether a session of this group service starts exactly then and has a seat that nobody holds. */
export async function hasFreeSeat(tx: Transaction, booking: NewBooking, capacity: number): Promise<boolean> {
  const [row] = await tx.query<{ taken: number }>(
    `select count(*) as taken from bookings
      where status in ('pending', 'confirmed') and staff_id = $1::bigint and service_id = $2::bigint
        and starts_at = $3::timestamptz and busy && $4::tstzrange`,
    [booking.staffId, booking.serviceId, booking.startsAt, rangeLiteral(booking.busy)],
  )
  const taken = row?.taken ?? 0
  return taken > 0 && taken < capacity
}
