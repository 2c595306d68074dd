import type { Booking } from '../domain/booking.ts'
import type { Interval } from '../domain/interval.ts'
import { bookingColumns, inLockOrder, lowestFreeSeat, statusWhile } from './bookings.ts'
import { rangeLiteral, type Transaction } from './database.ts'

export interface NewTime {
  readonly serviceId: number
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

/** That the client is here, or said that they will come, was said of one start, which is `$3` now. */
const keptAtSameStart = ['attendance_confirmed_at', 'arrived_at']
  .map((column) => `${column} = case when b.starts_at = $3::timestamptz then b.${column} end`)
  .join(', ')

/**
 * Moves one active booking, or makes another service of it, and gives it a session of its own. Throws PostgreSQL's `23P01` when another visit holds the
 * new time: the transaction is lost then, and the caller turns it into a refusal. A confirmed attendance does not carry
 * over to another time.
 */
async function moveBooking(tx: Transaction, bookingId: number, time: NewTime): Promise<Booking> {
  const rows = await tx.query<Booking>(
    `update bookings b
        set staff_id = $2::bigint, starts_at = $3::timestamptz, ends_at = $4::timestamptz, busy = $5::tstzrange,
            service_id = $10::bigint,
            price_minor = $6::bigint, ${keptAtSameStart}, version = version + 1,
            updated_at = $7::timestamptz, duration_min = $8::int, status = ${statusWhile('$9')},
            pending_for = $9::text, seat = 1, session_id = default
      where b.id = $1::bigint and b.status in ('pending', 'confirmed')
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
      time.serviceId,
    ],
  )
  return single(rows)
}

/**
 * Moves the services of a visit, each to its new time. They change places among themselves, so all of them give up
 * their time first. Throws PostgreSQL's `23P01` when somebody else holds part of the new time.
 */
export async function moveVisit(tx: Transaction, moves: readonly PartMove[]): Promise<Booking[]> {
  if (moves.length > 1) {
    await tx.query(`update bookings set busy = 'empty' where id = any($1::bigint[])`, [
      moves.map(({ bookingId }) => bookingId),
    ])
  }
  const rows: Booking[] = []
  for (const { bookingId, ...time } of inLockOrder(moves)) rows.push(await moveBooking(tx, bookingId, time))
  return rows
}

export interface PartMove extends NewTime {
  readonly bookingId: number
}

/**
 * Moves an active booking into a session of its group service that starts at the new time. Undefined: there is no such
 * session with a free seat. May throw `23505` when the seat goes to somebody else at the same moment.
 */
export async function moveIntoSession(
  tx: Transaction,
  { bookingId, ...time }: PartMove,
  capacity: number,
): Promise<Booking[] | undefined> {
  const rows = await tx.query<Booking>(
    `with session as (
       select o.session_id, o.ends_at, o.busy, o.duration_min
         from bookings o join bookings self on self.id = $1::bigint
        where o.status in ('pending', 'confirmed') and o.staff_id = $2::bigint and o.service_id = self.service_id
          and o.starts_at = $3::timestamptz and o.busy && $4::tstzrange and o.id <> self.id
        limit 1
     )
     update bookings b
        set staff_id = $2::bigint, starts_at = $3::timestamptz, ends_at = session.ends_at, busy = session.busy,
            price_minor = $5::bigint, ${keptAtSameStart}, version = version + 1,
            updated_at = $6::timestamptz, duration_min = session.duration_min,
            status = ${statusWhile('$8')}, pending_for = $8::text, session_id = session.session_id,
            seat = free.seat
       from session, ${lowestFreeSeat('$7::int')}
      where b.id = $1::bigint and b.status in ('pending', 'confirmed')
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
  return rows.length > 0 ? rows : undefined
}

function single<Row>(rows: Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error('a statement that must return a row returned none')
  return row
}
