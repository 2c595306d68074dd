import type { Booking } from '../domain/booking.ts'
import type { Interval } from '../domain/interval.ts'
import { rangeLiteral, type Connection, type Transaction } from './database.ts'

/** Of a `bookings b`. */
export const bookingColumns = `
  b.id, b.user_id as "userId", b.service_id as "serviceId", b.staff_id as "staffId", b.starts_at as "startsAt",
  b.ends_at as "endsAt", b.busy, b.session_id as "sessionId", b.seat, b.status, b.pending_for as "pendingFor",
  b.visit_id as "visitId", b.series_id as "seriesId", b.guest_name as "guestName", b.price_minor as "priceMinor",
  b.duration_min as "durationMin", b.attendance_confirmed_at as "attendanceConfirmedAt",
  b.arrived_at as "arrivedAt", b.version`

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
  readonly at: Date
}

/**
 * Books a private visit, or opens a new session of a group service. Undefined: another active visit of that staff
 * member holds part of the time. The exclusion constraint decides, in any process and at any moment; losing gives no
 * row and no error, so the transaction goes on with the next specialist.
 */
export async function insertBooking(tx: Transaction, booking: NewBooking): Promise<Booking | undefined> {
  const [row] = await tx.query<Booking>(
    `with new as (select nextval(pg_get_serial_sequence('bookings', 'id')) as id)
     insert into bookings as b (id, visit_id, user_id, service_id, staff_id, starts_at, ends_at, busy, seat, status,
                                pending_for, guest_name, client_comment, price_minor, duration_min, source, series_id, version,
                                created_at, updated_at)
     overriding system value
     select new.id, new.id, $1::bigint, $2::bigint, $3::bigint, $4::timestamptz, $5::timestamptz, $6::tstzrange, 1,
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
    ],
  )
  return row
}

/**
 * Takes the lowest free seat of a session of this group service that starts exactly then, copying the session's times.
 * Undefined: there is no such session, every seat is taken, or somebody else took this one a moment ago.
 */
export async function joinSession(
  tx: Transaction,
  booking: NewBooking,
  capacity: number,
): Promise<Booking | undefined> {
  const [row] = await tx.query<Booking>(
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
  return row
}

/** The status of a booking that waits for what this parameter says; null: for nothing. */
function statusWhile(pendingFor: string): string {
  return `case when ${pendingFor}::text is null then 'confirmed' else 'pending' end`
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

/** For a statement that has a `session`: its first seat that nobody active holds. */
function lowestFreeSeat(capacity: string): string {
  return `lateral (select seat from generate_series(1, ${capacity}) as seats (seat)
                    where not exists (select from bookings o
                                       where o.session_id = session.session_id and o.seat = seats.seat
                                         and o.status in ('pending', 'confirmed'))
                    order by seat limit 1) as free`
}

/** Any booking, whoever's it is. */
export async function findBooking(db: Connection, bookingId: number): Promise<Booking | undefined> {
  const [row] = await db.query<Booking>(`select ${bookingColumns} from bookings b where b.id = $1::bigint`, [
    bookingId,
  ])
  return row
}

/** Locks one booking for the rest of the transaction; its person must be locked before. */
export async function lockBooking(tx: Transaction, bookingId: number): Promise<Booking | undefined> {
  const [row] = await tx.query<Booking>(
    `select ${bookingColumns} from bookings b where b.id = $1::bigint for update`,
    [bookingId],
  )
  return row
}

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

export interface NewTime {
  readonly staffId: number
  readonly startsAt: Date
  readonly endsAt: Date
  readonly busy: Interval
  /** Minutes. */
  readonly durationMin: number
  readonly priceMinor: number | null
  /** What the visit waits for at its new time; null: it is confirmed. */
  readonly pendingFor: Booking['pendingFor']
  readonly at: Date
}

/**
 * Moves an active booking and gives it a session of its own. Throws PostgreSQL's `23P01` when another visit holds the
 * new time: the transaction is lost then, and the caller turns it into a refusal. A confirmed attendance does not carry
 * over to another time.
 */
export async function moveBooking(tx: Transaction, bookingId: number, time: NewTime): Promise<Booking> {
  const rows = await tx.query<Booking>(
    `update bookings b
        set staff_id = $2::bigint, starts_at = $3::timestamptz, ends_at = $4::timestamptz, busy = $5::tstzrange,
            price_minor = $6::bigint, attendance_confirmed_at = null, version = version + 1,
            updated_at = $7::timestamptz, duration_min = $8::int, status = ${statusWhile('$9')},
            pending_for = $9::text, seat = 1, session_id = default
      where b.id = $1::bigint
      returning ${bookingColumns}`,
    [
      bookingId,
      time.staffId,
      time.startsAt,
      time.endsAt,
      rangeLiteral(time.busy),
      time.priceMinor,
      time.at,
      time.durationMin,
      time.pendingFor,
    ],
  )
  return single(rows)
}

/**
 * Moves an active booking into a session of its group service that starts at the new time. Undefined: there is no such
 * session with a free seat. May throw `23505` when the seat goes to somebody else at the same moment.
 */
export async function moveIntoSession(
  tx: Transaction,
  bookingId: number,
  time: NewTime,
  capacity: number,
): Promise<Booking | undefined> {
  const [row] = await tx.query<Booking>(
    `with session as (
       select o.session_id, o.ends_at, o.busy, o.duration_min
         from bookings o join bookings self on self.id = $1::bigint
        where o.status in ('pending', 'confirmed') and o.staff_id = $2::bigint and o.service_id = self.service_id
          and o.starts_at = $3::timestamptz and o.busy && $4::tstzrange and o.id <> self.id
        limit 1
     )
     update bookings b
        set staff_id = $2::bigint, starts_at = $3::timestamptz, ends_at = session.ends_at, busy = session.busy,
            price_minor = $5::bigint, attendance_confirmed_at = null, version = version + 1,
            updated_at = $6::timestamptz, duration_min = session.duration_min,
            status = ${statusWhile('$8')}, pending_for = $8::text, session_id = session.session_id,
            seat = free.seat
       from session, ${lowestFreeSeat('$7::int')}
      where b.id = $1::bigint
      returning ${bookingColumns}`,
    [
      bookingId,
      time.staffId,
      time.startsAt,
      rangeLiteral(time.busy),
      time.priceMinor,
      time.at,
      capacity,
      time.pendingFor,
    ],
  )
  return row
}

function single<Row>(rows: Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error('a statement that must return a row returned none')
  return row
}
