import type { Interval } from '../domain/interval.ts'
import type { Connection } from './database.ts'

export interface PanelGlance {
  /** Visits of the day, cancelled ones and no-shows left out; several services of one visit count once. */
  readonly visits: number
  /** The first visit that begins after `now`, on whatever day; null: none. */
  readonly next: {
    readonly bookingId: number
    /** Of a visit shared by several specialists: when the part begins that was looked for. */
    readonly startsAt: Date
  } | null
}

/**
 * What is to be seen at a glance of one staff member's visits, or of everybody's (null). Places offered to somebody are
 * no visits.
 */
export async function findPanelGlance(
  db: Connection,
  staffId: number | null,
  day: Interval,
  now: Date,
): Promise<PanelGlance> {
  const [row] = await db.query<{ visits: number } & NextVisit>(
    `select (select count(distinct b.visit_id) from bookings b
              where b.starts_at >= $2::timestamptz and b.starts_at < $3::timestamptz and ${isComing('b')}) as visits,
            next.id as "nextBookingId", next.starts_at as "nextStartsAt"
       from (values (1)) one
       left join lateral (select b.id, b.starts_at from bookings b
                           where b.starts_at > $4::timestamptz and ${isComing('b')}
                             and not exists (select from bookings o
                                              where o.user_id = b.user_id and o.visit_id = b.visit_id
                                                and o.starts_at >= $2::timestamptz and o.starts_at < b.starts_at
                                                and ${isComing('o')})
                           order by b.starts_at, b.id limit 1) next on true`,
    [staffId, day.start, day.end, now],
  )
  if (!row) throw new Error('a count returned no row')
  const { nextBookingId, nextStartsAt, visits } = row
  const next =
    nextBookingId === null || nextStartsAt === null
      ? null
      : { bookingId: nextBookingId, startsAt: nextStartsAt }
  return { visits, next }
}

const isComing = (row: 'b' | 'o') => `
  ($1::bigint is null or ${row}.staff_id = $1::bigint)
  and (${row}.status in ('confirmed', 'completed') or ${row}.status = 'pending' and ${row}.pending_for = 'approval')`

interface NextVisit {
  readonly nextBookingId: number | null
  readonly nextStartsAt: Date | null
}
