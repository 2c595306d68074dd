import type { Connection } from './database.ts'

export interface UpdateAside {
  readonly taskId: number
  /** The update as Telegram delivered it. */
  readonly update: unknown
}

/**
 * Keeps an update that takes long, so that Telegram can be told it was received. It is in somebody's hands (`doing`)
 * from the start. Returns the row's id, also when the same update was put aside before. The payload is the one place
 * where a message's text is stored, and is emptied when the update is done.
 */
export async function insertUpdateAside(
  db: Connection,
  updateId: number,
  update: object,
  at: Date,
): Promise<number> {
  const [row] = await db.query<{ id: number }>(
    `insert into tasks as k (kind, dedup_key, due_at, status, payload, attempts, claimed_at)
     values ('update', $1::text, $3::timestamptz, 'doing', jsonb_build_object('update', $2::jsonb), 1, $3::timestamptz)
     on conflict (dedup_key) do update set claimed_at = excluded.claimed_at
     returning k.id`,
    [`u:${updateId}`, update, at],
  )
  if (!row) throw new Error('an update was not put aside')
  return row.id
}

/** The update was handled: nothing of it is kept but that it was. */
export async function finishUpdateAside(db: Connection, taskId: number, at: Date): Promise<void> {
  await db.query(
    `update tasks set status = 'done', done_at = $2::timestamptz, payload = '{}'
      where id = $1::bigint and kind = 'update' and status = 'doing'`,
    [taskId, at],
  )
}

/**
 * Takes over what was put aside and never finished, in the order of its coming. `before`: only what nobody has begun since
 * then; null: all of it. Of two processes that ask, one gets it.
 */
export async function takeOverUpdatesAside(
  db: Connection,
  before: Date | null,
  at: Date,
): Promise<UpdateAside[]> {
  return await db.query<UpdateAside>(
    `with taken as (
       update tasks set claimed_at = $2::timestamptz
        where kind = 'update' and status in ('pending', 'doing', 'waiting') and due_at <= $2::timestamptz
          and ($1::timestamptz is null or claimed_at <= $1::timestamptz)
        returning id, dedup_key, due_at, payload
     )
     select id as "taskId", payload -> 'update' as update from taken
      order by due_at, (substr(dedup_key, 3))::bigint`,
    [before, at],
  )
}

/** Counts that an update is about to be handled once more; returns how often that makes. */
export async function countUpdateAttempt(db: Connection, taskId: number): Promise<number> {
  const [row] = await db.query<{ attempts: number }>(
    `update tasks set attempts = attempts + 1 where id = $1::bigint and kind = 'update' returning attempts`,
    [taskId],
  )
  return row?.attempts ?? 0
}

/** Gives an update up for good; its text is not kept. */
export async function failUpdateAside(
  db: Connection,
  taskId: number,
  reason: string,
  at: Date,
): Promise<void> {
  await db.query(
    `update tasks set status = 'failed', done_at = $3::timestamptz, last_error = $2::text, payload = '{}'
      where id = $1::bigint and kind = 'update'`,
    [taskId, reason, at],
  )
}
