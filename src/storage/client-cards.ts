import type { SplitName } from '../domain/client-fields.ts'
import type { Connection, Transaction } from './database.ts'
import { isOwnClient } from './served-clients.ts'

/** A client with what their visits add up to. */
export interface ClientRow {
  readonly id: number
  /** Empty: nobody knows it. */
  readonly name: string
  readonly username: string | null
  readonly phone: string | null
  /** Null: a walk-in client who never wrote to the bot, or somebody erased. */
  readonly telegramId: number | null
  readonly unreachableAt: Date | null
  readonly erasedAt: Date | null
  readonly bannedAt: Date | null
  readonly banReason: string | null
  readonly notes: string | null
  readonly tags: readonly string[]
  /** Not cancelled; several services of one visit count once, here as below. */
  readonly visits: number
  /** Of these, such as are still to begin. */
  readonly upcoming: number
  /** At least a part of it took place. What goes on, or ended a moment ago, is not among them yet. */
  readonly completed: number
  readonly noShows: number
  /** Whoever cancelled them; neither offers nor visits of which a part stays. */
  readonly cancelled: number
  /** Of these, such as the client gave up, and such as the business cancelled or declined. */
  readonly cancelledByClient: number
  readonly cancelledByUs: number
  /** Minor units, of completed visits. */
  readonly spentMinor: number
  /** Of what began already, whatever nobody came to left out. */
  readonly lastVisitAt: Date | null
  readonly nextVisitAt: Date | null
  /** The average of so many reviews; null: none. */
  readonly rating: number | null
  readonly reviews: number
}

/**
 * One client; for a staff member only if they are their own, and the visits with them are what is counted. Undefined: there
 * is none, or not for them.
 */
export async function findClient(
  db: Connection,
  clientId: number,
  staffId: number | null,
  now: Date,
): Promise<ClientRow | undefined> {
  const [row] = await db.query<ClientRow>(
    `with visit as (
       select b.visit_id, min(b.starts_at) as starts_at, bool_or(b.status = 'completed') as completed,
              bool_or(b.status = 'no_show') as no_show, sum(b.price_minor) filter (where b.status = 'completed') as paid
         from bookings b
        where b.user_id = $1::bigint and b.status <> 'cancelled' and b.pending_for is distinct from 'offer'
          and ($2::bigint is null or b.staff_id = $2::bigint)
        group by b.visit_id),
     cancellation as (
       select bool_or(b.cancelled_by = 'client') as by_client, bool_or(b.cancelled_by = 'admin') as by_us
         from bookings b
        where b.user_id = $1::bigint and b.pending_for is distinct from 'offer'
          and ($2::bigint is null or b.staff_id = $2::bigint)
        group by b.visit_id
       having bool_and(b.status = 'cancelled')),
     review as (
       select f.rating from feedback f
        where f.visit_id in (select visit_id from visit) and f.user_id = $1::bigint)
     select u.id, concat_ws(' ', u.first_name, u.last_name) as name, u.username, u.phone,
            u.telegram_id as "telegramId", u.unreachable_at as "unreachableAt", u.erased_at as "erasedAt",
            u.banned_at as "bannedAt", u.ban_reason as "banReason", u.notes, u.tags,
            (select count(*) from visit) as visits,
            (select count(*) from visit where starts_at > $3::timestamptz) as upcoming,
            (select count(*) from visit where completed) as completed,
            (select count(*) from visit where no_show and not completed) as "noShows",
            (select count(*) from cancellation) as cancelled,
            (select count(*) from cancellation where by_client) as "cancelledByClient",
            (select count(*) from cancellation where by_us and not by_client) as "cancelledByUs",
            (select coalesce(sum(paid), 0)::bigint from visit) as "spentMinor",
            (select max(starts_at) from visit
              where starts_at <= $3::timestamptz and (completed or not no_show)) as "lastVisitAt",
            (select min(starts_at) from visit where starts_at > $3::timestamptz) as "nextVisitAt",
            (select avg(rating)::float8 from review) as rating,
            (select count(*) from review) as reviews
       from users u
      where u.id = $1::bigint and ($2::bigint is null or ${isOwnClient('u.id', '$2::bigint')})`,
    [clientId, staffId, now],
  )
  return row
}

/** What is compared before it is changed. */
export interface ClientContact {
  readonly name: string
  readonly phone: string | null
  readonly notes: string | null
  readonly telegramId: number | null
  readonly bannedAt: Date | null
  readonly unreachableAt: Date | null
  readonly tags: readonly string[]
}

/** Holds a client for the rest of the transaction; undefined: there is none, or they had their data removed. */
export async function lockClient(tx: Transaction, clientId: number): Promise<ClientContact | undefined> {
  const [row] = await tx.query<ClientContact>(
    `select concat_ws(' ', first_name, last_name) as name, phone, notes, telegram_id as "telegramId",
            banned_at as "bannedAt", unreachable_at as "unreachableAt", tags
       from users where id = $1::bigint and erased_at is null
       for no key update`,
    [clientId],
  )
  return row
}

/** Writes the name that staff gave to a client. */
export async function updateClientName(tx: Transaction, clientId: number, name: SplitName): Promise<void> {
  await tx.query('update users set first_name = $2::text, last_name = $3::text where id = $1::bigint', [
    clientId,
    name.firstName,
    name.lastName,
  ])
}

/** In international form (E.164); null: none is known. */
export async function updateClientPhone(
  tx: Transaction,
  clientId: number,
  phone: string | null,
): Promise<void> {
  await tx.query('update users set phone = $2::text where id = $1::bigint', [clientId, phone])
}

/** Only staff read them; null: there are none. */
export async function updateClientNotes(
  tx: Transaction,
  clientId: number,
  notes: string | null,
): Promise<void> {
  await tx.query('update users set notes = $2::text where id = $1::bigint', [clientId, notes])
}

/** All tags that the client has from now on. */
export async function updateClientTags(
  tx: Transaction,
  clientId: number,
  tags: readonly string[],
): Promise<void> {
  await tx.query('update users set tags = $2::text[] where id = $1::bigint', [clientId, tags])
}

/** Null in the place of a ban lifts it. */
export async function updateClientBan(
  tx: Transaction,
  clientId: number,
  ban: { readonly at: Date; readonly reason: string | null } | null,
): Promise<void> {
  await tx.query(
    'update users set banned_at = $2::timestamptz, ban_reason = $3::text where id = $1::bigint',
    [clientId, ban?.at ?? null, ban?.reason ?? null],
  )
}

/** Tags that clients have, the most used first. */
export async function listKnownTags(db: Connection, limit: number): Promise<string[]> {
  const rows = await db.query<{ tag: string }>(
    `select tag from users u, unnest(u.tags) as tag
      where u.erased_at is null
      group by tag
      order by count(*) desc, tag
      limit $1::int`,
    [limit],
  )
  return rows.map(({ tag }) => tag)
}
