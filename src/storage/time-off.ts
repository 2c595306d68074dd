import type { TimeBlock, WeeklyBreak } from '../domain/time-off.ts'
import type { Interval } from '../domain/interval.ts'
import type { LocalDate, LocalTime } from '../domain/local-time.ts'
import { rangeLiteral, type Connection, type Transaction } from './database.ts'
import { colleagueName, personOfStaff } from './staff.ts'

/** A block as it is kept, and who made it. */
export interface StoredBlock {
  readonly id: number
  /** Null: everybody. */
  readonly staffId: number | null
  readonly staffName: string | null
  readonly during: Interval
  readonly reason: string | null
  /** Null: nobody of whom it is known. */
  readonly blockedBy: string | null
  readonly createdAt: Date
  readonly liftedAt: Date | null
  /** For compare-and-set. */
  readonly version: number
}

const blockColumns = `
  b.id, b.staff_id as "staffId", s.name as "staffName", b.during, b.reason, ${colleagueName} as "blockedBy",
  b.created_at as "createdAt", b.lifted_at as "liftedAt", b.version`

const blocks = `
  blocked_slots b
  left join staff s on s.id = b.staff_id
  left join staff t on t.id = b.blocked_by ${personOfStaff}`

/** Not lifted and not over at `now`, the nearest first; `staffId`: of that staff member and of everybody, null: all. */
export async function listBlocksAhead(
  db: Connection,
  staffId: number | null,
  now: Date,
): Promise<StoredBlock[]> {
  return await db.query<StoredBlock>(
    `select ${blockColumns} from ${blocks}
      where b.lifted_at is null and b.during && tstzrange($2::timestamptz, null)
        and ($1::bigint is null or b.staff_id is null or b.staff_id = $1::bigint)
      order by lower(b.during), b.id`,
    [staffId, now],
  )
}

/** Lifted ones, too. Undefined: there never was such a block. */
export async function findBlock(db: Connection, blockId: number): Promise<StoredBlock | undefined> {
  const [row] = await db.query<StoredBlock>(`select ${blockColumns} from ${blocks} where b.id = $1::bigint`, [
    blockId,
  ])
  return row
}

/** The same, held until the end of the transaction. */
export async function lockBlock(tx: Transaction, blockId: number): Promise<StoredBlock | undefined> {
  const [row] = await tx.query<StoredBlock>(
    `select ${blockColumns} from ${blocks} where b.id = $1::bigint for update of b`,
    [blockId],
  )
  return row
}

/**
 * Takes the time out of everybody's hours, or of one staff member's, from the commit on; the calendar is held alone. `by`: of
 * `staff`; null: nobody who works here. Returns its id.
 */
export async function insertBlock(
  tx: Transaction,
  { staffId, during, reason }: TimeBlock,
  { by, at }: { readonly by: number | null; readonly at: Date },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into blocked_slots (staff_id, during, reason, blocked_by, created_at)
     values ($1::bigint, $2::tstzrange, $3::text, $4::bigint, $5::timestamptz)
     returning id`,
    [staffId, rangeLiteral(during), reason, by, at],
  )
  if (!row) throw new Error('an insert of a block returned no row')
  return row.id
}

/** Gives the time of a locked block back from the commit on. */
export async function markLifted(tx: Transaction, blockId: number, at: Date): Promise<void> {
  await tx.query(
    `update blocked_slots set lifted_at = $2::timestamptz, version = version + 1 where id = $1::bigint`,
    [blockId, at],
  )
}

/** A weekly break as it is kept: a row a weekday, alike in all the rest. */
export interface StoredBreak {
  /** In the order of the weekdays. */
  readonly ruleIds: readonly number[]
  readonly staffId: number | null
  readonly staffName: string | null
  readonly weekdays: readonly number[]
  readonly opens: LocalTime
  readonly closes: LocalTime
  /** Null: it always was. */
  readonly from: LocalDate | null
  readonly until: LocalDate | null
  readonly reason: string | null
}

const breaks = (where: string) => `
  select jsonb_agg(r.id order by r.weekday, r.id) as "ruleIds", r.staff_id as "staffId", t.name as "staffName",
         jsonb_agg(distinct r.weekday) as weekdays, r.opens, r.closes, r.valid_from as "from",
         r.valid_to as until, r.reason
    from schedule_rules r left join staff t on t.id = r.staff_id
   where r.kind = 'break' and r.weekday is not null and ${where}
   group by r.staff_id, t.name, r.opens, r.closes, r.valid_from, r.valid_to, r.reason
   order by r.valid_from nulls first, r.opens, min(r.id)`

/** Not over on `today`, with the same scope as blocks. */
export async function listBreaksAhead(
  db: Connection,
  staffId: number | null,
  today: LocalDate,
): Promise<StoredBreak[]> {
  return await db.query<StoredBreak>(
    breaks(`(r.valid_to is null or r.valid_to >= $2::date)
            and ($1::bigint is null or r.staff_id is null or r.staff_id = $1::bigint)`),
    [staffId, today],
  )
}

/** The break that a row belongs to, with all its weekdays. */
export async function findBreak(db: Connection, ruleId: number): Promise<StoredBreak | undefined> {
  const [row] = await db.query<StoredBreak>(breaks(sameBreak), [ruleId])
  return row
}

const sameBreak = `
  exists (select from schedule_rules o
           where o.id = $1::bigint and o.kind = 'break'
             and (o.staff_id, o.opens, o.closes, o.valid_from, o.valid_to, o.reason)
                 is not distinct from (r.staff_id, r.opens, r.closes, r.valid_from, r.valid_to, r.reason))`

/** A row for each weekday; their ids. */
export async function insertBreak(tx: Transaction, off: WeeklyBreak): Promise<number[]> {
  const { staffId, weekdays, opens, closes, from, until, reason } = off
  const rows = await tx.query<{ id: number }>(
    `insert into schedule_rules (staff_id, kind, weekday, opens, closes, valid_from, valid_to, reason)
     select $1::bigint, 'break', weekday, $3::time, $4::time, $5::date, $6::date, $7::text
       from unnest($2::int[]) as weekday
     returning id`,
    [staffId, weekdays, opens, closes, from, until, reason],
  )
  return rows.map(({ id }) => id)
}

/** The break ends with its date `last`; rows that would only begin later go, since they never counted. */
export async function endBreak(tx: Transaction, ruleIds: readonly number[], last: LocalDate): Promise<void> {
  await tx.query(
    `with gone as (delete from schedule_rules where id = any($1::bigint[]) and valid_from > $2::date)
     update schedule_rules set valid_to = $2::date
      where id = any($1::bigint[]) and (valid_from is null or valid_from <= $2::date)`,
    [ruleIds, last],
  )
}

/** An active visit, or a place that is only offered, by the row that stands for it. */
export interface VisitWithin {
  readonly bookingId: number
  readonly userId: number
  readonly version: number
  readonly startsAt: Date
  readonly isOffer: boolean
  /** Everybody who does something in it. */
  readonly staffIds: readonly number[]
}

/**
 * Visits that have not begun at `now` and of which the staff member (null: anybody) does a part within one of the times,
 * buffers left out; the nearest first. The times are sorted.
 */
export async function listVisitsWithin(
  db: Connection,
  staffId: number | null,
  times: readonly Interval[],
  now: Date,
): Promise<VisitWithin[]> {
  const [first, last] = [times[0], times.at(-1)]
  if (!first || !last) return []
  return await db.query<VisitWithin>(
    `with visit as (
       select b.user_id, b.visit_id from bookings b
        where b.status in ('pending', 'confirmed') and ($1::bigint is null or b.staff_id = $1::bigint)
          and b.starts_at > $3::timestamptz and b.starts_at >= $4::timestamptz - interval '12 hours'
          and b.starts_at < $5::timestamptz
          and exists (select from unnest($2::tstzrange[]) as time (during)
                       where tstzrange(b.starts_at, b.ends_at) && time.during)
        group by b.user_id, b.visit_id)
     select (array_agg(b.id order by b.starts_at, b.id))[1] as "bookingId", b.user_id as "userId",
            (array_agg(b.version order by b.starts_at, b.id))[1] as version, min(b.starts_at) as "startsAt",
            bool_or(b.pending_for is not distinct from 'offer') as "isOffer", jsonb_agg(distinct b.staff_id) as "staffIds"
       from visit v join bookings b on b.user_id = v.user_id and b.visit_id = v.visit_id
      where b.status in ('pending', 'confirmed')
      group by b.user_id, b.visit_id
     having min(b.starts_at) > $3::timestamptz
      order by min(b.starts_at), min(b.id)`,
    [staffId, times.map(rangeLiteral), now, first.start, last.end],
  )
}

/** When the last active visit of a staff member (null: of anybody) begins; undefined: there is none ahead. */
export async function findLastStart(
  db: Connection,
  staffId: number | null,
  now: Date,
): Promise<Date | undefined> {
  const [row] = await db.query<{ last: Date | null }>(
    `select max(starts_at) as last from bookings
      where starts_at > $2::timestamptz and status in ('pending', 'confirmed')
        and ($1::bigint is null or staff_id = $1::bigint)`,
    [staffId, now],
  )
  return row?.last ?? undefined
}

/** Whose time can be taken out. */
export async function listBlockableStaff(db: Connection): Promise<{ id: number; name: string }[]> {
  return await db.query(
    `select id, name from staff where bookable and archived_at is null order by sort_order, id`,
  )
}
