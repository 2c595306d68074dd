import type { Connection } from './database.ts'

/** What is to come with one specialist. */
export interface ComingVisit {
  /** The first of their bookings in it. */
  readonly bookingId: number
  readonly startsAt: Date
  /** Whom it is for; empty: they had their data removed. */
  readonly clientName: string
  /** What the specialist does in it. */
  readonly services: readonly { readonly name: string; readonly emoji: string | null }[]
}

/** Agreed, or waiting for approval; a place that is only offered to somebody is none. */
const isComing = `b.starts_at > $2::timestamptz and b.staff_id = $1::bigint
  and (b.status = 'confirmed' or b.status = 'pending' and b.pending_for = 'approval')`

/** Visits with a specialist that begin after `now`; of one service, or of any (null). */
export async function countComingVisits(
  db: Connection,
  staffId: number,
  now: Date,
  serviceId: number | null = null,
): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(distinct b.visit_id) as count from bookings b
      where ${isComing} and ($3::bigint is null or b.service_id = $3::bigint)`,
    [staffId, now, serviceId],
  )
  return row?.count ?? 0
}

/** The same visits, the nearest first. */
export async function listComingVisits(
  db: Connection,
  staffId: number,
  now: Date,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<ComingVisit[]> {
  return await db.query<ComingVisit>(
    `select (array_agg(b.id order by b.starts_at, b.id))[1] as "bookingId", min(b.starts_at) as "startsAt",
            coalesce(b.guest_name, concat_ws(' ', u.first_name, u.last_name)) as "clientName",
            jsonb_agg(jsonb_build_object('name', s.name, 'emoji', s.emoji) order by b.starts_at, b.id) as services
       from bookings b
       join services s on s.id = b.service_id
       join users u on u.id = b.user_id
      where ${isComing}
      group by b.visit_id, b.guest_name, u.id
      order by min(b.starts_at), min(b.id)
      limit $3::int offset $4::bigint`,
    [staffId, now, limit, offset],
  )
}
