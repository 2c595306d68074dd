import type { OpeningWindow } from '../domain/opening-hours.ts'
import type { TypedDay } from '../domain/typed-week.ts'
import type { Connection, Transaction } from './database.ts'

/** Somebody who can be booked, and whether a row says when they work. */
export interface SpecialistWithHours {
  readonly id: number
  readonly name: string
  readonly hasOwnHours: boolean
}

/** Everybody who can be booked, in the owner's order. */
export async function listSpecialistsWithHours(db: Connection): Promise<SpecialistWithHours[]> {
  return await db.query<SpecialistWithHours>(
    `select id, name,
            exists (select from schedule_rules r
                     where r.staff_id = t.id and r.weekday is not null and r.kind = 'open') as "hasOwnHours"
       from staff t
      where bookable and archived_at is null
      order by sort_order, id`,
  )
}

/** A weekday's own hours as they are written: no windows, closed; null: none, what is above them counts. */
export interface WeekdayRows {
  readonly weekday: number
  readonly windows: TypedDay['windows'] | null
}

/** Puts a staff member's (null: the business's) rows for these weekdays in place of those that there are. */
export async function replaceWeekHours(
  tx: Transaction,
  staffId: number | null,
  days: readonly WeekdayRows[],
): Promise<void> {
  await tx.query(
    `delete from schedule_rules
      where staff_id is not distinct from $1::bigint and kind = 'open' and weekday = any($2::smallint[])`,
    [staffId, days.map(({ weekday }) => weekday)],
  )
  const rows = days.flatMap(({ weekday, windows }) =>
    rowsOf(windows).map(({ opens, closes }) => ({ weekday, opens, closes })),
  )
  await tx.query(
    `insert into schedule_rules (staff_id, kind, weekday, opens, closes, closed)
     select $1::bigint, 'open', weekday, opens, closes, opens is null
       from unnest($2::smallint[], $3::time[], $4::time[]) as row (weekday, opens, closes)`,
    [
      staffId,
      rows.map(({ weekday }) => weekday),
      rows.map(({ opens }) => opens),
      rows.map(({ closes }) => closes),
    ],
  )
}

function rowsOf(windows: readonly OpeningWindow[] | null): { opens: string | null; closes: string | null }[] {
  if (windows === null) return []
  return windows.length === 0 ? [{ opens: null, closes: null }] : [...windows]
}

/** When one service of a visit takes place. */
export interface VisitTime {
  readonly bookingId: number
  readonly visitId: number
  readonly staffId: number
  readonly startsAt: Date
  readonly endsAt: Date
}

/** Of a staff member (null: of everybody): active visits that begin after `now`; a place that is only offered is none. */
export async function listTimesAhead(
  db: Connection,
  staffId: number | null,
  now: Date,
): Promise<VisitTime[]> {
  return await db.query<VisitTime>(
    `select id as "bookingId", visit_id as "visitId", staff_id as "staffId", starts_at as "startsAt",
            ends_at as "endsAt"
       from bookings
      where starts_at > $2::timestamptz and ($1::bigint is null or staff_id = $1::bigint)
        and (status = 'confirmed' or status = 'pending' and pending_for = 'approval')
      order by starts_at, id`,
    [staffId, now],
  )
}
