import type { NoticeChoices, NoticeTopic } from '../domain/notice-topics.ts'
import type { Task } from '../domain/task.ts'
import type { Connection, Transaction } from './database.ts'
import { colleagueName, personOfStaff } from './staff.ts'
import { isToStaff, taskColumns } from './tasks.ts'

export interface StaffReceiver {
  readonly staffId: number
  readonly telegramId: number
}

/** Who hears of a visit: admins who want this topic, and always the specialists whose visit it is or was. */
export async function listVisitNoticeReceivers(
  db: Connection,
  topic: NoticeTopic,
  specialistIds: readonly number[],
): Promise<StaffReceiver[]> {
  return await db.query<StaffReceiver>(
    `select id as "staffId", telegram_id as "telegramId" from staff
      where telegram_id is not null and archived_at is null and role <> 'none'
        and (id = any($2::bigint[])
             or role in ('super_admin', 'moderator') and coalesce((notices ->> $1::text)::boolean, true))
      order by id`,
    [topic, specialistIds],
  )
}

/** Undefined: nobody of that id works here. */
export async function findNoticeChoices(db: Connection, staffId: number): Promise<NoticeChoices | undefined> {
  const [row] = await db.query<{ notices: NoticeChoices }>(
    'select notices from staff where id = $1::bigint and archived_at is null',
    [staffId],
  )
  return row?.notices
}

/** Switches one topic and leaves the others as they are. */
export async function updateNoticeChoice(
  tx: Transaction,
  staffId: number,
  topic: NoticeTopic,
  wanted: boolean,
): Promise<void> {
  await tx.query(
    `update staff set notices = notices || jsonb_build_object($2::text, $3::boolean) where id = $1::bigint`,
    [staffId, topic, wanted],
  )
}

/** By what name other staff know somebody. Undefined: there never was anybody of that id. */
export async function findColleagueName(db: Connection, staffId: number): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>(
    `select ${colleagueName} as name from staff t ${personOfStaff} where t.id = $1::bigint`,
    [staffId],
  )
  return row?.name
}

/**
 * Takes the turn to write to a staff member, of which there is one in `gapMs`, whichever process asks. Who had the last
 * one is no matter, only when it was: a row of `tasks` that is never due, found by its key. One from far ahead is of a
 * clock that was set back, and counts for nothing. Null: the turn is the caller's; else the moment of the next.
 */
export async function takeStaffTurn(
  db: Connection,
  staffId: number,
  now: Date,
  gapMs: number,
): Promise<Date | null> {
  const key = `turn:${staffId}`
  const taken = await db.query(
    `insert into tasks as k (kind, dedup_key, due_at, status, staff_id, attempts, done_at)
     values ('notice', $1::text, $3::timestamptz, 'done', $2::bigint, 0, $3::timestamptz)
     on conflict (dedup_key) do update set done_at = excluded.done_at
      where k.done_at <= $4::timestamptz or k.done_at > $5::timestamptz
     returning k.id`,
    [key, staffId, now, new Date(now.getTime() - gapMs), new Date(now.getTime() + gapMs)],
  )
  if (taken.length > 0) return null
  const [last] = await db.query<{ at: Date }>(
    'select done_at as at from tasks where dedup_key = $1::text collate "C"',
    [key],
  )
  return new Date((last?.at ?? now).getTime() + gapMs)
}

/** Undefined: it is no message to staff, or not to be sent now. */
export async function findDueStaffMessage(
  db: Connection,
  taskId: number,
  now: Date,
): Promise<StaffTask | undefined> {
  const [task] = await db.query<StaffTask>(
    `select ${taskColumns} from tasks k
      where k.id = $1::bigint and k.status = 'pending' and k.due_at <= $2::timestamptz and ${isToStaff}`,
    [taskId, now],
  )
  return task
}

export type StaffTask = Task & { readonly staffId: number }

/** Undefined: somebody has taken it meanwhile. */
export async function postponeTask(db: Connection, taskId: number, dueAt: Date): Promise<Task | undefined> {
  const [task] = await db.query<Task>(
    `update tasks k set due_at = $2::timestamptz where k.id = $1::bigint and k.status = 'pending'
     returning ${taskColumns}`,
    [taskId, dueAt],
  )
  return task
}

/**
 * Takes a message to a staff member for sending, and with it their notices of these kinds that are due until `until` and
 * never failed, the earliest first. They are due now, since they go now.
 */
export async function claimStaffMessages(
  db: Connection,
  { id, staffId }: StaffTask,
  { kinds, now, until, most }: Together,
): Promise<StaffTask[]> {
  const tasks = await db.query<StaffTask>(
    `update tasks k set status = 'doing', claimed_at = $4::timestamptz, due_at = least(k.due_at, $4::timestamptz)
       from (select id from tasks
              where status = 'pending'
                and (id = $1::bigint or due_at <= $5::timestamptz and kind = 'notice' and staff_id = $2::bigint
                                        and attempts = 0 and payload ->> 'notice' = any($3::text[]))
              order by id <> $1::bigint, id
              limit $6::int
                for update) due
      where k.id = due.id
      returning ${taskColumns}`,
    [id, staffId, kinds, now, until, most],
  )
  return tasks.sort((a, b) => a.id - b.id)
}

interface Together {
  readonly kinds: readonly string[]
  readonly now: Date
  readonly until: Date
  readonly most: number
}
