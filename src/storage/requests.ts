import type { Connection } from './database.ts'

/**
 * The visits that begin after `now` and wait for approval, each by the first of its bookings, in the order of their
 * starts: everybody's (null), or those that are one staff member's alone.
 */
export async function listRequestIds(db: Connection, staffId: number | null, now: Date): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select (array_agg(b.id order by b.starts_at, b.id))[1] as id
       from bookings b
      where b.status = 'pending' and b.pending_for = 'approval' and b.starts_at > $2::timestamptz
      group by b.visit_id
     having $1::bigint is null or bool_and(b.staff_id = $1::bigint)
      order by min(b.starts_at), 1`,
    [staffId, now],
  )
  return rows.map(({ id }) => id)
}
