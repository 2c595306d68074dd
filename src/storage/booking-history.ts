import type { Stars } from '../domain/review.ts'
import type { Connection } from './database.ts'
import { colleagueName, personOfStaff } from './staff.ts'

export interface HistoryRow {
  readonly at: Date
  readonly actorKind: 'client' | 'staff' | 'system' | 'operator'
  /** Of staff; null: of nobody known. */
  readonly staffName: string | null
  readonly action: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** What happened to these bookings, the latest first. */
export async function listBookingHistory(
  db: Connection,
  bookingIds: readonly number[],
  limit: number,
): Promise<HistoryRow[]> {
  return await db.query<HistoryRow>(
    `select l.at, l.actor_kind as "actorKind", ${colleagueName} as "staffName", l.action, l.before, l.after
       from audit_log l
       left join staff t on l.actor_kind = 'staff' and t.id = l.actor_id
       ${personOfStaff}
      where l.entity = 'booking' and l.entity_id = any($1::bigint[])
      order by l.at desc, l.id desc
      limit $2::int`,
    [bookingIds, limit],
  )
}

/**
 * Whether its client ever moved a visit, named by its first booking; what the business moved is no move of theirs. Whoever
 * works here moves also their own visits as staff.
 */
export async function wasMovedByClient(db: Connection, bookingId: number): Promise<boolean> {
  const [row] = await db.query<{ moved: boolean }>(
    `select exists (select from audit_log l
                      join bookings b on b.id = l.entity_id
                      left join staff t on l.actor_kind = 'staff' and t.id = l.actor_id
                      ${personOfStaff}
                     where l.entity = 'booking' and l.entity_id = $1::bigint and l.action = 'booking.move'
                       and (l.actor_kind = 'client' or u.id = b.user_id)) as moved`,
    [bookingId],
  )
  return row?.moved === true
}

export interface BookingDetails {
  readonly username: string | null
  /** False: a client entered by hand, whom no message reaches. */
  readonly inBot: boolean
  readonly arrived: boolean
  readonly cancelledBy: 'client' | 'admin' | 'system' | null
  /** What the client thought of the visit; null: nothing that we know. */
  readonly review: { readonly stars: Stars; readonly comment: string | null } | null
}

/** What only staff see of a booking. */
export async function findBookingDetails(
  db: Connection,
  bookingId: number,
): Promise<BookingDetails | undefined> {
  const [row] = await db.query<BookingDetails>(
    `select u.username, u.telegram_id is not null as "inBot", b.arrived_at is not null as arrived, b.cancelled_by as "cancelledBy",
            case when f.id is not null then jsonb_build_object('stars', f.rating, 'comment', f.comment) end as review
       from bookings b
       join users u on u.id = b.user_id
       left join feedback f on f.visit_id = b.visit_id
      where b.id = $1::bigint`,
    [bookingId],
  )
  return row
}
