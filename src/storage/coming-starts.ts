import type { Connection } from './database.ts'

export interface ComingStarts {
  readonly total: number
  /** The first of them, the nearest first. */
  readonly first: readonly { readonly startsAt: Date; readonly clientName: string }[]
}

/** Visits that begin after `now`, and who comes to the first `limit` of them. */
export async function listComingStarts(db: Connection, now: Date, limit: number): Promise<ComingStarts> {
  const rows = await db.query<{ startsAt: Date; clientName: string; total: number }>(
    `select v.starts_at as "startsAt", concat_ws(' ', u.first_name, u.last_name) as "clientName", v.total
       from (select min(b.starts_at) as starts_at, b.user_id, count(*) over () as total from bookings b
              where b.starts_at > $1::timestamptz and b.status in ('pending', 'confirmed')
              group by b.visit_id, b.user_id
              order by min(b.starts_at) limit $2::int) v
       join users u on u.id = v.user_id
      order by v.starts_at`,
    [now, limit],
  )
  return { total: rows[0]?.total ?? 0, first: rows.map(({ total: _, ...visit }) => visit) }
}
