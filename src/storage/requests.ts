import type { Connection } from './database.ts'

/**
 * The visits that begin after `now` and wait for approval, each by the first of its bookings, in the order of their
 * starts: everybody's (null), or those that are one staff member's alone. `after`: a booking, waiting or not, at which the
 * list begins, so that what starts before it comes last; null: the earliest is the first.
 */
export async function listRequestIds(
  db: Connection,
  {
    staffId,
    after,
    now,
  }: { readonly staffId: number | null; readonly after: number | null; readonly now: Date },
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select r.id
       from (select (array_agg(b.id order by b.starts_at, b.id))[1] as id, min(b.starts_at) as starts_at
               from bookings b
              where b.status = 'pending' and b.pending_for = 'approval' and b.starts_at > $3::timestamptz
              group by b.visit_id
             having $1::bigint is null or bool_and(b.staff_id = $1::bigint)) r
      order by (r.starts_at, r.id) <= (select a.starts_at, a.id from bookings a where a.id = $2::bigint),
               r.starts_at, r.id`,
    [staffId, after, now],
  )
  return rows.map(({ id }) => id)
}
