import type { Connection } from './database.ts'

export interface TaskBacklog {
  /** Tasks whose moment has come and that nobody has taken yet. */
  readonly due: number
  /** Seconds since the moment of the earliest of them; 0: there is none. */
  readonly oldestSeconds: number
  /** Updates that were put aside and are not finished. */
  readonly updatesAside: number
}

/** Reads no more than what is overdue, however much is planned. */
export async function readTaskBacklog(db: Connection, now: Date): Promise<TaskBacklog> {
  const [row] = await db.query<TaskBacklog>(
    `select count(*) filter (where waits) as due, count(*) filter (where kind = 'update') as "updatesAside",
            coalesce(extract(epoch from $1::timestamptz - min(due_at) filter (where waits))::float8, 0) as "oldestSeconds"
       from (select kind, due_at, status = 'pending' and kind <> 'update' as waits from tasks
              where status in ('pending', 'doing', 'waiting') and due_at <= $1::timestamptz) overdue`,
    [now],
  )
  return row ?? { due: 0, oldestSeconds: 0, updatesAside: 0 }
}
