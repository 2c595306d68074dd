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
      where id = $1::bigint and kind = 'update'`,
    [taskId, at],
  )
}

/**
 * Takes up what was put aside before `before` and never finished, in the order of its coming. An update that was taken
 * up `mostAttempts` times has ended the process as often, and is given up instead.
 */
export async function claimUpdatesAside(
  db: Connection,
  before: Date,
  now: Date,
  mostAttempts: number,
): Promise<UpdateAside[]> {
  const rows = await db.query<UpdateAside & { status: string }>(
    `with taken as (
       update tasks k
          set attempts = attempts + 1, claimed_at = $2::timestamptz,
              status = case when attempts >= $3::int then 'failed' else 'doing' end,
              payload = case when attempts >= $3::int then '{}' else payload end
        where k.kind = 'update' and k.status in ('pending', 'doing', 'waiting') and k.claimed_at <= $1::timestamptz
        returning k.id, k.status, k.payload, k.dedup_key
     )
     select id as "taskId", payload -> 'update' as update, status from taken
      order by (substr(dedup_key, 3))::bigint`,
    [before, now, mostAttempts],
  )
  return rows.filter(({ status }) => status === 'doing').map(({ taskId, update }) => ({ taskId, update }))
}
