import type { LocalDate } from '../domain/local-time.ts'
import type { Connection, Transaction } from './database.ts'

export interface ProfileRow {
  readonly telegramId: number | null
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly phone: string | null
  readonly language: string | null
  readonly notes: string | null
  readonly tags: readonly string[]
  readonly bannedAt: Date | null
  readonly banReason: string | null
  readonly broadcastsMutedAt: Date | null
  readonly consentedAt: Date | null
  readonly createdAt: Date
  readonly lastSeenAt: Date | null
}

/** Everything that is stored of a person themselves, staff's notes on them included. */
export async function findProfile(db: Connection, userId: number): Promise<ProfileRow | undefined> {
  const [row] = await db.query<ProfileRow>(
    `select telegram_id as "telegramId", username, first_name as "firstName", last_name as "lastName", phone,
            locale as language, notes, tags, banned_at as "bannedAt", ban_reason as "banReason",
            broadcasts_muted_at as "broadcastsMutedAt", consented_at as "consentedAt", created_at as "createdAt",
            last_seen_at as "lastSeenAt"
       from users where id = $1::bigint`,
    [userId],
  )
  return row
}

export interface OwnVisitRow {
  readonly visitId: number
  readonly service: string
  readonly specialist: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly status: string
  /** Minor units; null: on request. */
  readonly priceMinor: number | null
  readonly guestName: string | null
  readonly comment: string | null
  readonly bookedBy: string
  readonly bookedAt: Date
  readonly attendanceConfirmedAt: Date | null
  readonly arrivedAt: Date | null
  readonly cancelledAt: Date | null
  readonly cancelledBy: string | null
  readonly cancelReason: string | null
}

/** A person's visits, the latest first, `limit` at most. A place that was only offered to them is none. */
export async function listOwnVisits(db: Connection, userId: number, limit: number): Promise<OwnVisitRow[]> {
  return await db.query<OwnVisitRow>(
    `select b.visit_id as "visitId", s.name as service, t.name as specialist, b.starts_at as "startsAt",
            b.ends_at as "endsAt", b.status, b.price_minor as "priceMinor", b.guest_name as "guestName",
            b.client_comment as comment, b.source as "bookedBy", b.created_at as "bookedAt",
            b.attendance_confirmed_at as "attendanceConfirmedAt", b.arrived_at as "arrivedAt",
            b.cancelled_at as "cancelledAt", b.cancelled_by as "cancelledBy", b.cancel_reason as "cancelReason"
       from bookings b join services s on s.id = b.service_id join staff t on t.id = b.staff_id
      where b.user_id = $1::bigint and b.pending_for is distinct from 'offer'
      order by b.starts_at desc, b.id desc
      limit $2::int`,
    [userId, limit],
  )
}

export interface OwnReviewRow {
  readonly visitId: number
  readonly stars: number
  readonly comment: string | null
  readonly reply: string | null
  readonly writtenAt: Date
}

/** A person's reviews, the latest first, `limit` at most. */
export async function listOwnReviews(db: Connection, userId: number, limit: number): Promise<OwnReviewRow[]> {
  return await db.query<OwnReviewRow>(
    `select f.visit_id as "visitId", f.rating as stars, f.comment, f.reply, f.created_at as "writtenAt"
       from feedback f
      where f.visit_id in (select visit_id from bookings where user_id = $1::bigint) and f.user_id = $1::bigint
      order by f.created_at desc, f.id desc
      limit $2::int`,
    [userId, limit],
  )
}

export interface OwnRequestRow {
  readonly service: string
  /** Null: any specialist. */
  readonly specialist: string | null
  /** The days that they wait for, both included. */
  readonly from: LocalDate
  readonly to: LocalDate
  /** Until when a place is held for them at the moment; null: none is. */
  readonly heldUntil: Date | null
}

/** What a person waits for in the waiting list, `limit` at most. */
export async function listOwnRequests(
  db: Connection,
  userId: number,
  limit: number,
): Promise<OwnRequestRow[]> {
  return await db.query<OwnRequestRow>(
    `select s.name as service, t.name as specialist, k.payload ->> 'from' as "from", k.payload ->> 'to' as "to",
            (k.payload ->> 'offer_until')::timestamptz as "heldUntil"
       from tasks k
       join services s on s.id = (k.payload ->> 'service')::bigint
       left join staff t on t.id = (k.payload ->> 'staff')::bigint
      where k.kind = 'waitlist' and k.status = 'waiting' and k.user_id = $1::bigint
      order by k.id
      limit $2::int`,
    [userId, limit],
  )
}

/**
 * Empties everything personal of a person, who must be locked: here, in their bookings and in their reviews. Visits,
 * stars and times stay, and belong to nobody any more, whoever comes back.
 */
export async function erasePerson(tx: Transaction, userId: number, at: Date): Promise<void> {
  await tx.query(
    `update feedback f set comment = null, reply = null
      where f.visit_id in (select visit_id from bookings where user_id = $1::bigint) and f.user_id = $1::bigint`,
    [userId],
  )
  await tx.query(
    `update bookings set guest_name = null, client_comment = null, cancel_reason = null
      where user_id = $1::bigint and num_nonnulls(guest_name, client_comment, cancel_reason) > 0`,
    [userId],
  )
  await tx.query(
    `update users
        set telegram_id = null, username = null, first_name = null, last_name = null, phone = null, locale = null,
            notes = null, tags = '{}', banned_at = null, ban_reason = null, unreachable_at = null,
            broadcasts_muted_at = null, draft = null, consented_at = null, last_seen_at = null,
            erased_at = $2::timestamptz
      where id = $1::bigint`,
    [userId, at],
  )
}

/** Keeps the ban of a person erased before, and nothing else of them: a row that no visit belongs to. */
export async function insertErasedBan(
  tx: Transaction,
  ban: { readonly telegramId: number; readonly bannedAt: Date },
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into users (telegram_id, banned_at, erased_at, created_at)
     values ($1::bigint, $2::timestamptz, $3::timestamptz, $3::timestamptz)`,
    [ban.telegramId, ban.bannedAt, at],
  )
}

/** Nothing is sent to a person, or kept for them, any more. What ends their visits by time goes on. */
export async function cancelTasksOfPerson(tx: Transaction, userId: number, at: Date): Promise<void> {
  await tx.query(
    `update tasks set status = 'cancelled', done_at = $2::timestamptz
      where status in ('pending', 'waiting') and user_id = $1::bigint
        and kind in ('reminder', 'review', 'waitlist')`,
    [userId, at],
  )
}

/** Forgets what a person sent and the bot put aside, but for the update `kept`, which is being handled. */
export async function forgetUpdatesOf(
  tx: Transaction,
  telegramId: number,
  kept: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `update tasks set status = 'done', done_at = $3::timestamptz, payload = '{}'
      where kind = 'update' and status in ('pending', 'doing', 'waiting') and dedup_key <> $2::text
        and jsonb_path_exists(payload, '$.update.*.from.id ? (@ == $id)', jsonb_build_object('id', $1::bigint))`,
    [telegramId, kept, at],
  )
}
