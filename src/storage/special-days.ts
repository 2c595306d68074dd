import type { LocalDate } from '../domain/local-time.ts'
import type { SpecialHours, SpecialRow } from '../domain/special-days.ts'
import type { Connection, Transaction } from './database.ts'

/** What is said of dates from `from` on, of a staff member and of the business. */
export async function listSpecialRows(
  db: Connection,
  staffId: number | null,
  from: LocalDate,
): Promise<SpecialRow[]> {
  return await db.query<SpecialRow>(
    `select staff_id as "staffId", date, opens, closes, closed, reason
       from schedule_rules
      where kind = 'open' and date >= $2::date and (staff_id is null or staff_id = $1::bigint)
      order by date, opens, id`,
    [staffId, from],
  )
}

/** Puts a staff member's (null: the business's) rows for a date in place of those that there are; null: none. */
export async function replaceSpecialHours(
  tx: Transaction,
  staffId: number | null,
  dates: readonly LocalDate[],
  hours: SpecialHours | null,
): Promise<void> {
  await tx.query(
    `delete from schedule_rules
      where staff_id is not distinct from $1::bigint and kind = 'open' and date = any($2::date[])`,
    [staffId, dates],
  )
  if (hours === null) return
  const windows = hours.windows.length === 0 ? [{ opens: null, closes: null }] : hours.windows
  await tx.query(
    `insert into schedule_rules (staff_id, kind, date, opens, closes, closed, reason)
     select $1::bigint, 'open', day, opens, closes, opens is null, $5::text
       from unnest($2::date[]) as day, unnest($3::time[], $4::time[]) as row (opens, closes)`,
    [staffId, dates, windows.map(({ opens }) => opens), windows.map(({ closes }) => closes), hours.reason],
  )
}
