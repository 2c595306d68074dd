import type { Interval } from '../domain/interval.ts'
import type { Connection } from './database.ts'

export interface PanelGlance {
  /** Visits of the day, cancelled ones and no-shows left out; several services of one visit count once. */
  readonly visits: number
  /** The first visit that begins after `now`, on whatever day; null: none. */
  readonly nextBookingId: number | null
  /** Bookings that wait for approval, and the one that begins first. */
  readonly waiting: number
  readonly firstWaitingId: number | null
}

/** What is to be seen at a glance of one staff member's visits, or of everybody's (null). Places offered to somebody are no visits. */
export async function findPanelGlance(
  db: Connection,
  staffId: number | null,
  day: Interval,
  now: Date,
): Promise<PanelGlance> {
  const [row] = await db.query<PanelGlance>(
    `with visit as (
       select b.id, b.visit_id, b.starts_at, b.status from bookings b
        where b.starts_at >= $2::timestamptz and ($1::bigint is null or b.staff_id = $1::bigint)
          and (b.status in ('confirmed', 'completed') or b.status = 'pending' and b.pending_for = 'approval'))
     select (select count(distinct visit_id) from visit where starts_at < $3::timestamptz) as visits,
            (select id from visit where starts_at > $4::timestamptz order by starts_at, id limit 1)
              as "nextBookingId",
            (select count(*) from visit where status = 'pending' and starts_at > $4::timestamptz) as waiting,
            (select id from visit where status = 'pending' and starts_at > $4::timestamptz
              order by starts_at, id limit 1) as "firstWaitingId"`,
    [staffId, day.start, day.end, now],
  )
  if (!row) throw new Error('a count returned no row')
  return row
}
