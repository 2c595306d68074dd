import type { PlannedTask, Task } from '../domain/task.ts'
import type { Connection } from './database.ts'

export const taskColumns = `
  k.id, k.kind, k.dedup_key as "dedupKey", k.due_at as "dueAt", k.status, k.booking_id as "bookingId",
  k.booking_version as "bookingVersion", k.user_id as "userId", k.staff_id as "staffId", k.parent_id as "parentId",
  k.payload, k.attempts, k.claimed_at as "claimedAt"`

/** Writes planned tasks down; one whose key exists is left as it is and not returned. */
export async function insertTasks(db: Connection, tasks: readonly PlannedTask[]): Promise<Task[]> {
  if (tasks.length === 0) return []
  return await db.query<Task>(
    `insert into tasks as k (kind, dedup_key, due_at, status, booking_id, booking_version, user_id, staff_id,
                             parent_id, payload, attempts)
     select p.kind, p.dedup_key, p.due_at, 'pending', p.booking_id, p.booking_version, p.user_id, p.staff_id,
            p.parent_id, coalesce(p.payload, '{}'), 0
       from jsonb_to_recordset($1::jsonb) as p (kind text, dedup_key text, due_at timestamptz, booking_id bigint,
            booking_version int, user_id bigint, staff_id bigint, parent_id bigint, payload jsonb)
     on conflict (dedup_key) do nothing
     returning ${taskColumns}`,
    [JSON.stringify(tasks.map(recordOf))],
  )
}

/** What was skipped, and so never done, is to be done after all, at this moment; nothing if there is no such task. */
export async function renewSkippedTask(db: Connection, task: PlannedTask): Promise<Task[]> {
  return await db.query<Task>(
    `update tasks k
        set status = 'pending', due_at = $2::timestamptz, attempts = 0, last_error = null, claimed_at = null,
            done_at = null
      where k.dedup_key = $1::text and k.status = 'skipped'
      returning ${taskColumns}`,
    [task.dedupKey, task.dueAt],
  )
}

function recordOf(task: PlannedTask): object {
  return {
    kind: task.kind,
    dedup_key: task.dedupKey,
    due_at: task.dueAt,
    booking_id: task.bookingId,
    booking_version: task.bookingVersion,
    user_id: task.userId,
    staff_id: task.staffId,
    parent_id: task.parentId,
    payload: task.payload,
  }
}

/** Messages to staff, who get them one at a time and several in one: see `staff-notices.ts`. */
export const isToStaff = `(k.staff_id is not null and k.kind in ('notice', 'daily_summary'))`

/**
 * Takes a task that is due for doing, a message to staff left out. Undefined: it is such a message, or not due yet, or
 * done, changed or taken by another process.
 */
export async function claimTask(db: Connection, taskId: number, now: Date): Promise<Task | undefined> {
  const [row] = await db.query<Task>(
    `update tasks k set status = 'doing', claimed_at = $2::timestamptz
      where k.id = $1::bigint and k.status = 'pending' and k.due_at <= $2::timestamptz and not ${isToStaff}
      returning ${taskColumns}`,
    [taskId, now],
  )
  return row
}

/** What a claimed task is from now on. */
export type TaskEnding =
  | { readonly status: 'done' }
  | { readonly status: 'skipped' | 'failed' | 'unknown'; readonly reason: string }
  | {
      readonly status: 'pending'
      /** When it is tried again. */
      readonly dueAt: Date
      readonly reason: string
      /** Counts as a failed attempt. */
      readonly failed?: boolean
      /** In so many attempts by now its message may have arrived; remembered for good. */
      readonly outcomeLost?: number
      /** So often by now a gateway answered to its message; remembered for good. */
      readonly turnedAway?: number
    }

/**
 * Writes down what became of a claimed task; people's words in it are kept until it ended. Undefined: the claim is not the caller's any more (its lease had ended
 * and the row was given back), and nothing was written.
 */
export async function endTask(
  db: Connection,
  task: Task,
  ending: TaskEnding,
  at: Date,
): Promise<Task | undefined> {
  const again = ending.status === 'pending' ? ending : undefined
  const [row] = await db.query<Task>(
    `update tasks k
        set status = $3::text, last_error = $4::text,
            due_at = coalesce($5::timestamptz, due_at), attempts = attempts + $6::int,
            done_at = case when $5::timestamptz is null then $7::timestamptz end,
            claimed_at = case when $5::timestamptz is null then claimed_at end,
            payload = case when $5::timestamptz is null then payload - 'words' else payload || $8::jsonb end
      where k.id = $1::bigint and k.status = 'doing' and k.claimed_at = $2::timestamptz
      returning ${taskColumns}`,
    [
      task.id,
      task.claimedAt,
      ending.status,
      'reason' in ending ? ending.reason : null,
      again?.dueAt ?? null,
      again?.failed ? 1 : 0,
      at,
      {
        ...(again?.outcomeLost && { outcome_lost: again.outcomeLost }),
        ...(again?.turnedAway && { turned_away: again.turnedAway }),
      },
    ],
  )
  return row
}

/**
 * Cancels what is still pending of the tasks whose keys begin with one of the prefixes (`r:17:`). By the key and not
 * by the booking, because the key is what has an index.
 */
export async function cancelTasks(db: Connection, prefixes: readonly string[], at: Date): Promise<void> {
  await db.query(
    `update tasks k set status = 'cancelled', done_at = $3::timestamptz
       from unnest($1::text[], $2::text[]) as span (first, beyond)
      where k.dedup_key >= span.first collate "C" and k.dedup_key < span.beyond collate "C"
        and k.status in ('pending', 'waiting')`,
    [prefixes, prefixes.map(beyondPrefix), at],
  )
}

/** The first text that sorts behind everything with this prefix, in the order of code points. */
function beyondPrefix(prefix: string): string {
  const last = prefix.charCodeAt(prefix.length - 1)
  return prefix.slice(0, -1) + String.fromCharCode(last + 1)
}

/** Pending tasks due from `from` (excluded) until `until`, updates put aside left out: they wait in no queue. */
export async function listComingTasks(db: Connection, from: Date, until: Date): Promise<Task[]> {
  return await db.query<Task>(
    `select ${taskColumns} from tasks k
      where k.status = 'pending' and k.due_at > $1::timestamptz and k.due_at <= $2::timestamptz
        and k.kind <> 'update'
      order by k.due_at, k.id`,
    [from, until],
  )
}

/** Pending tasks already due, the earliest first. */
export async function listDueTasks(db: Connection, now: Date, limit: number): Promise<Task[]> {
  return await db.query<Task>(
    `select ${taskColumns} from tasks k
      where k.status = 'pending' and k.due_at <= $1::timestamptz and k.kind <> 'update'
      order by k.due_at, k.id
      limit $2::int`,
    [now, limit],
  )
}

/** Tasks taken before `before` and never ended: the process that took them is gone, or could not say how it ended. */
export async function listStaleTasks(db: Connection, before: Date): Promise<Task[]> {
  return await db.query<Task>(
    `select ${taskColumns} from tasks k
      where k.status = 'doing' and k.claimed_at < $1::timestamptz and k.kind <> 'update'
      order by k.due_at, k.id`,
    [before],
  )
}

/** Reminders of the same visit and version as this one that were sent or will be; the task itself left out. */
export async function listSiblingReminders(
  db: Connection,
  task: Task,
  prefix: string,
): Promise<{ readonly hours: number }[]> {
  return await db.query<{ hours: number }>(
    `select (k.payload ->> 'hours')::float8 as hours from tasks k
      where k.dedup_key >= $1::text collate "C" and k.dedup_key < $2::text collate "C"
        and k.kind = 'reminder' and k.booking_version = $3::int and k.id <> $4::bigint
        and k.status not in ('skipped', 'failed', 'cancelled')`,
    [prefix, beyondPrefix(prefix), task.bookingVersion, task.id],
  )
}
