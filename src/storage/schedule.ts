import type { Interval } from '../domain/interval.ts'
import type { BookedTime, ScheduleBlock, ScheduledVisit, ScheduleStaff } from '../domain/schedule.ts'
import { epochMs, rangeLiteral, type Connection } from './database.ts'

/**
 * Whoever has a column in the schedule of a period: everybody bookable, and whoever is not (any more) but has visits
 * then; visits of a specialist who left stay agreed. In the owner's order.
 */
export async function listScheduleStaff(db: Connection, period: Interval): Promise<ScheduleStaff[]> {
  return await db.query<ScheduleStaff>(
    `select id, name from staff t
      where (bookable and archived_at is null)
         or id in (select staff_id from bookings
                    where starts_at >= $1::timestamptz and starts_at < $2::timestamptz and status <> 'cancelled')
      order by sort_order, id`,
    [period.start, period.end],
  )
}

/** Blocks of everybody and of the given staff that touch the period; lifted ones left out. */
export async function listBlocks(
  db: Connection,
  staffIds: readonly number[],
  period: Interval,
): Promise<ScheduleBlock[]> {
  return await db.query<ScheduleBlock>(
    `select id, staff_id as "staffId", during, reason from blocked_slots
      where lifted_at is null and during && $2::tstzrange
        and (staff_id is null or staff_id = any($1::bigint[]))
      order by lower(during), id`,
    [staffIds, rangeLiteral(period)],
  )
}

const ofPeriod = `
  b.starts_at >= $2::timestamptz and b.starts_at < $3::timestamptz and b.status <> 'cancelled'
  and b.staff_id = any($1::bigint[])`

/** The services of visits that begin in the period, each by itself, in order; cancelled ones left out. */
export async function listScheduledParts(
  db: Connection,
  staffIds: readonly number[],
  period: Interval,
): Promise<ScheduledVisit[]> {
  return await db.query<ScheduledVisit>(
    `select b.id as "bookingId", b.visit_id as "visitId", b.staff_id as "staffId", b.session_id as "sessionId",
            b.starts_at as "startsAt", b.ends_at as "endsAt", b.busy, b.status, b.pending_for as "pendingFor",
            jsonb_build_array(jsonb_build_object('name', s.name, 'emoji', s.emoji)) as services,
            concat_ws(' ', u.first_name, u.last_name) as "clientName", u.telegram_id is not null as "inBot",
            u.phone as "clientPhone", b.guest_name as "guestName",
            b.attendance_confirmed_at is not null as "attendanceConfirmed", b.arrived_at is not null as arrived
       from bookings b
       join services s on s.id = b.service_id
       join users u on u.id = b.user_id
      where ${ofPeriod}
      order by b.starts_at, b.id`,
    [staffIds, period.start, period.end],
  )
}

type TimeRow = readonly [
  visitId: number,
  staffId: number,
  startsAt: number,
  endsAt: number,
  busyFrom: number | null,
  busyUntil: number | null,
  status: BookedTime['status'],
  pendingFor: BookedTime['pendingFor'],
]

/** The same without anybody's names, for the load of many days: thousands, so they come as lists of numbers. */
export async function listBookedTimes(
  db: Connection,
  staffIds: readonly number[],
  period: Interval,
): Promise<BookedTime[]> {
  const [row] = await db.query<{ times: readonly TimeRow[] }>(
    `select coalesce(json_agg(json_build_array(
              visit_id, staff_id, ${epochMs('starts_at')}, ${epochMs('ends_at')}, ${epochMs('lower(busy)')},
              ${epochMs('upper(busy)')}, status, pending_for) order by starts_at, id), '[]') as times
       from bookings b
      where ${ofPeriod}`,
    [staffIds, period.start, period.end],
  )
  return row?.times.map(toBookedTime) ?? []
}

function toBookedTime(row: TimeRow): BookedTime {
  const [visitId, staffId, startsAt, endsAt, busyFrom, busyUntil, status, pendingFor] = row
  return {
    ...{ visitId, staffId, startsAt: new Date(startsAt), endsAt: new Date(endsAt), status, pendingFor },
    busy:
      busyFrom === null || busyUntil === null
        ? null
        : { start: new Date(busyFrom), end: new Date(busyUntil) },
  }
}
