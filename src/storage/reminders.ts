import type { Task } from '../domain/task.ts'
import type { Transaction } from './database.ts'
import { taskColumns } from './tasks.ts'

/**
 * Plans the reminders of every confirmed visit ahead of `now` anew, `hours` before each start, in one statement. Those of
 * other hours are cancelled; one whose moment has passed is not planned; one that was sent is not sent again, and one that
 * was cancelled by an earlier change of the hours is pending again. Keys are those of `planVisitTasks`. Returns what is
 * due until `until`: the sweep sets the alarms of the rest. The calendar is held alone, from before the new hours are
 * written: else a visit that is booked meanwhile would keep the old ones.
 */
export async function replanReminders(
  tx: Transaction,
  hours: readonly number[],
  now: Date,
  until: Date,
): Promise<Task[]> {
  return await tx.query<Task>(
    `with visit as (
       select distinct on (b.visit_id) b.id, b.visit_id, b.user_id, b.version, b.starts_at from bookings b
        where b.starts_at > $2::timestamptz and b.status = 'confirmed'
          and not exists (select from bookings begun
                           where begun.user_id = b.user_id and begun.visit_id = b.visit_id
                             and begun.starts_at <= $2::timestamptz and begun.status <> 'cancelled')
        order by b.visit_id, b.starts_at, b.id),
     wanted as (
       select 'r:' || v.visit_id || ':' || h || ':' || v.version as key, v.starts_at - h * interval '1 hour' as due_at,
              v.id, v.version, v.user_id, h as hours
         from visit v cross join unnest($1::int[]) h),
     cancelled as (
       update tasks k set status = 'cancelled', done_at = $2::timestamptz
        where k.kind = 'reminder' and k.status = 'pending' and k.due_at > $2::timestamptz
          and not exists (select from wanted w where w.key = k.dedup_key collate "C")),
     planned as (
       insert into tasks as k (kind, dedup_key, due_at, status, booking_id, booking_version, user_id, payload, attempts)
       select 'reminder', w.key, w.due_at, 'pending', w.id, w.version, w.user_id,
              jsonb_build_object('hours', w.hours), 0
         from wanted w where w.due_at > $2::timestamptz
       on conflict (dedup_key) do update set status = 'pending', due_at = excluded.due_at, done_at = null
        where k.status = 'cancelled'
       returning ${taskColumns})
     select * from planned p where p."dueAt" <= $3::timestamptz`,
    [hours, now, until],
  )
}
