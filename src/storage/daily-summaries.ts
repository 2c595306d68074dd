import type { SummaryMoment } from '../domain/daily-summary.ts'
import type { Task } from '../domain/task.ts'
import type { Connection, Transaction } from './database.ts'
import { taskColumns } from './tasks.ts'

/** One plan at a time: whoever plans reads the settings behind this lock, and the last word is the newest. */
export async function lockSummaries(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.daily-summaries', 0))`)
}

/**
 * Plans the daily summary of every staff member who wants it, at these moments as far as they are ahead of `now`, in one
 * statement. One that is planned for another moment is moved, one that nobody wants any more or whose hour has passed
 * today is cancelled, and one that was sent stays the only one of its date. The moment it was planned for is in its
 * payload, since `due_at` of one that is tried again says only when. Returns what was planned.
 */
export async function replanSummaries(
  db: Connection,
  moments: readonly SummaryMoment[],
  now: Date,
): Promise<Task[]> {
  return await db.query<Task>(
    `with wanted as (
       select t.id as staff_id, 'summary:' || t.id || ':' || m.date as key, m.at, m.about
         from staff t
        cross join jsonb_to_recordset($1::jsonb) as m (date text, at text, about text)
        where t.telegram_id is not null and t.archived_at is null and t.role <> 'none'
          and coalesce((t.notices ->> 'daily_summary')::boolean, true)),
     cancelled as (
       update tasks k set status = 'cancelled', done_at = $2::timestamptz
        where k.kind = 'daily_summary' and k.status = 'pending'
          and not exists (select from wanted w where w.key = k.dedup_key collate "C"
                             and (w.at = k.payload ->> 'at' or w.at::timestamptz > $2::timestamptz)))
     insert into tasks as k (kind, dedup_key, due_at, status, staff_id, payload, attempts)
     select 'daily_summary', w.key, w.at::timestamptz, 'pending', w.staff_id,
            jsonb_build_object('at', w.at, 'about', w.about), 0
       from wanted w
      where w.at::timestamptz > $2::timestamptz
        and not exists (select from tasks o where o.dedup_key = w.key collate "C"
                           and not (o.status = 'cancelled'
                                    or o.status = 'pending' and o.payload ->> 'at' is distinct from w.at))
     on conflict (dedup_key) do update
        set status = 'pending', due_at = excluded.due_at, payload = excluded.payload, done_at = null
      where k.status in ('pending', 'cancelled')
     returning ${taskColumns}`,
    [JSON.stringify(moments), now],
  )
}
