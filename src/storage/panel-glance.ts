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
  const [row] = await db.query<PanelGlance & NextVisit>(
    `with visit as (
       select min(b.starts_at) as starts_at, (array_agg(b.id order by b.starts_at, b.id))[1] as id
         from bookings b
        where b.starts_at >= $2::timestamptz and ($1::bigint is null or b.staff_id = $1::bigint)
          and (b.status in ('confirmed', 'completed') or b.status = 'pending' and b.pending_for = 'approval')
        group by b.visit_id),
     next as (select id, starts_at from visit where starts_at > $4::timestamptz order by starts_at, id limit 1)
     select (select count(*) from visit where starts_at < $3::timestamptz) as visits,
            (select id from next) as "nextBookingId", (select starts_at from next) as "nextStartsAt"`,
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

interface NextVisit {
  readonly nextBookingId: number | null
  readonly nextStartsAt: Date | null
}
