import type { Interval } from '../domain/interval.ts'
import type { BookedTime, ScheduleBlock, ScheduledVisit, ScheduleStaff } from '../domain/schedule.ts'
import { rangeLiteral, type Connection } from './database.ts'

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

/**
 * The bookings `b` of the given staff that begin in the period, cancelled ones left out; `stretch` numbers what one
 * specialist does without a pause of one visit, since between two stretches somebody else may be with them.
 */
const stretches = `
  (select *, sum(begins) over (partition by visit_id, staff_id, status order by starts_at, id) as stretch
     from (select o.*, case when starts_at = lag(ends_at) over (partition by visit_id, staff_id, status
                                                                    order by starts_at, id)
                            then 0 else 1 end as begins
             from bookings o
            where o.starts_at >= $2::timestamptz and o.starts_at < $3::timestamptz and o.status <> 'cancelled'
              and o.staff_id = any($1::bigint[])) parts) b`

/** Visits that begin in the period, with each stretch of a specialist apart; cancelled ones left out. */
export async function listScheduledVisits(
  db: Connection,
  staffIds: readonly number[],
  period: Interval,
): Promise<ScheduledVisit[]> {
  return await db.query<ScheduledVisit>(
    `select (array_agg(b.id order by b.starts_at, b.id))[1] as "bookingId", b.visit_id as "visitId",
            b.staff_id as "staffId", min(b.session_id) as "sessionId", min(b.starts_at) as "startsAt",
            max(b.ends_at) as "endsAt",
            case when bool_or(not isempty(b.busy)) then tstzrange(min(lower(b.busy)), max(upper(b.busy))) end as busy,
            b.status, b.pending_for as "pendingFor",
            jsonb_agg(jsonb_build_object('name', s.name, 'emoji', s.emoji) order by b.starts_at, b.id) as services,
            concat_ws(' ', u.first_name, u.last_name) as "clientName", b.guest_name as "guestName",
            bool_or(b.attendance_confirmed_at is not null) as "attendanceConfirmed",
            bool_or(b.arrived_at is not null) as arrived
       from ${stretches}
       join services s on s.id = b.service_id
       join users u on u.id = b.user_id
      group by b.visit_id, b.staff_id, b.stretch, b.status, b.pending_for, b.guest_name, u.id
      order by min(b.starts_at), min(b.id)`,
    [staffIds, period.start, period.end],
  )
}

/** The same without anybody's names, for the load of many days. */
export async function listBookedTimes(
  db: Connection,
  staffIds: readonly number[],
  period: Interval,
): Promise<BookedTime[]> {
  return await db.query<BookedTime>(
    `select visit_id as "visitId", staff_id as "staffId", min(starts_at) as "startsAt", max(ends_at) as "endsAt",
            status, pending_for as "pendingFor",
            case when bool_or(not isempty(busy)) then tstzrange(min(lower(busy)), max(upper(busy))) end as busy
       from ${stretches}
      group by visit_id, staff_id, stretch, status, pending_for`,
    [staffIds, period.start, period.end],
  )
}
