import type { Connection } from './database.ts'

/** Where a page of rows begins: after this id, in the order of ids. */
export interface RowsAfter {
  readonly after: number
  readonly limit: number
}

/** A client as a row of a table, with what their visits add up to. */
export interface ClientToExport {
  readonly id: number
  readonly name: string
  readonly phone: string | null
  readonly username: string | null
  readonly tags: readonly string[]
  readonly notes: string | null
  /** Completed; several services of one visit count once, here as below. */
  readonly visits: number
  readonly noShows: number
  /** By the client; visits of which a part stays are none. */
  readonly cancelled: number
  /** Minor units, of what was completed. */
  readonly spentMinor: number
  /** Of what began already, whatever nobody came to left out. */
  readonly lastVisitAt: Date | null
  readonly bannedAt: Date | null
  readonly createdAt: Date
}

/**
 * Clients, those who had their data removed and staff without visits of their own left out, as in the list. Their visits
 * add up as on the client's card (`findClient`).
 */
export async function listClientsAfter(
  db: Connection,
  { after, limit }: RowsAfter,
  now: Date,
): Promise<ClientToExport[]> {
  return await db.query<ClientToExport>(
    `select u.id, concat_ws(' ', u.first_name, u.last_name) as name, u.phone, u.username, u.tags, u.notes,
            u.banned_at as "bannedAt", u.created_at as "createdAt", v.visits, v."noShows", v.cancelled,
            v."spentMinor", v."lastVisitAt"
       from users u
       cross join lateral (
         select count(*) filter (where completed) as visits,
                count(*) filter (where no_show and not completed) as "noShows",
                count(*) filter (where kept = 0 and by_client) as cancelled,
                coalesce(sum(paid), 0)::bigint as "spentMinor",
                max(starts_at) filter (where starts_at <= $3::timestamptz and (completed or not no_show)) as "lastVisitAt",
                coalesce(sum(kept), 0) as kept
           from (select min(b.starts_at) filter (where b.status <> 'cancelled') as starts_at,
                        bool_or(b.status = 'completed') as completed, bool_or(b.status = 'no_show') as no_show,
                        bool_or(b.cancelled_by = 'client') as by_client,
                        sum(b.price_minor) filter (where b.status = 'completed') as paid,
                        count(*) filter (where b.status <> 'cancelled') as kept
                   from bookings b
                  where b.user_id = u.id and b.pending_for is distinct from 'offer'
                  group by b.visit_id) visit) v
      where u.id > $1::bigint and u.erased_at is null
        and (v.kept > 0 or not exists (select from staff s
                                        where s.telegram_id = u.telegram_id and s.archived_at is null))
      order by u.id
      limit $2::int`,
    [after, limit, now],
  )
}

/** One service of a visit as a row of a table. */
export interface BookingToExport {
  readonly id: number
  readonly startsAt: Date
  readonly durationMin: number
  readonly service: string
  readonly specialist: string
  /** Empty: they had their data removed. */
  readonly client: string
  readonly phone: string | null
  readonly guestName: string | null
  readonly status: 'pending' | 'confirmed' | 'completed' | 'no_show' | 'cancelled'
  readonly cancelledBy: 'client' | 'admin' | 'system' | null
  /** Minor units; null: on request. */
  readonly priceMinor: number | null
  readonly comment: string | null
  readonly stars: number | null
  readonly review: string | null
  readonly createdAt: Date
}

/** Bookings in the order in which they were made; places that were only offered are none. */
export async function listBookingsAfter(
  db: Connection,
  { after, limit }: RowsAfter,
): Promise<BookingToExport[]> {
  return await db.query<BookingToExport>(
    `select b.id, b.starts_at as "startsAt", b.duration_min as "durationMin", s.name as service,
            t.name as specialist, concat_ws(' ', u.first_name, u.last_name) as client, u.phone,
            b.guest_name as "guestName", b.status, b.cancelled_by as "cancelledBy", b.price_minor as "priceMinor",
            b.client_comment as comment, f.rating as stars, f.comment as review, b.created_at as "createdAt"
       from bookings b
       join users u on u.id = b.user_id
       join services s on s.id = b.service_id
       join staff t on t.id = b.staff_id
       left join feedback f on f.visit_id = b.visit_id
      where b.id > $1::bigint and b.pending_for is distinct from 'offer'
      order by b.id
      limit $2::int`,
    [after, limit],
  )
}

/** An entry of the audit log as a row of a table. */
export interface AuditToExport {
  readonly id: number
  readonly at: Date
  readonly actorKind: 'client' | 'staff' | 'system' | 'operator'
  /** Null: nobody did it, or they had their data removed. */
  readonly actorName: string | null
  readonly action: string
  readonly entityId: number | null
  readonly before: object | null
  readonly after: object | null
}

/** The audit log, the oldest entry first. */
export async function listAuditAfter(db: Connection, { after, limit }: RowsAfter): Promise<AuditToExport[]> {
  return await db.query<AuditToExport>(
    `select a.id, a.at, a.actor_kind as "actorKind", a.action, a.entity_id as "entityId", a.before, a.after,
            case a.actor_kind when 'staff' then s.name
                              when 'client' then nullif(concat_ws(' ', u.first_name, u.last_name), '')
            end as "actorName"
       from audit_log a
       left join staff s on a.actor_kind = 'staff' and s.id = a.actor_id
       left join users u on a.actor_kind = 'client' and u.id = a.actor_id
      where a.id > $1::bigint
      order by a.id
      limit $2::int`,
    [after, limit],
  )
}
