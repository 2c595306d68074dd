import type { LocalDate } from '../domain/local-time.ts'
import type { WaitingEntry } from '../domain/waiting-list.ts'
import { sharedCalendar } from './calendar-lock.ts'
import type { Connection, Transaction } from './database.ts'

/*
 * An entry is a task that never comes due by itself: kind `waitlist`, status `waiting`. Its key is
 * `wait:<person>:<update>`, so that one person's entries, and all of them, are found by its prefix.
 */

/**
 * Whoever joins the waiting list, leaves it, or hands a place out holds this lock until the commit. So the oldest entry is
 * really the first, no entry is overlooked because somebody else looks at it, and no place is handed out twice. It
 * comes after the locks of people, of bookings and of the calendar, which it takes as well since places are booked, and
 * before anything that the transaction books or moves. Only bookings of whoever is locked already may be locked after it
 * (their offers, or all of an erased person): nobody locks a booking without having locked its person.
 */
export async function lockWaitingList(tx: Transaction): Promise<void> {
  await tx.query(
    `select ${sharedCalendar}, pg_advisory_xact_lock(hashtextextended(current_schema() || '.waiting-list', 0))`,
  )
}

export interface StoredEntry extends WaitingEntry {
  /** The booking that is held for them at the moment; null: none. */
  readonly offerId: number | null
  /** Until when. */
  readonly offerUntil: Date | null
}

export interface NewEntry extends Omit<WaitingEntry, 'id'> {
  /** The end of the last day. */
  readonly until: Date
  /** The update that asked for it. */
  readonly origin: string
}

/**
 * Writes down who waits for what, behind the list's lock. Returns the entry's id. Throws when the same update did it before.
 */
export async function insertEntry(tx: Transaction, entry: NewEntry): Promise<number> {
  const { userId, serviceId, staffId, from, to, until, origin } = entry
  const [row] = await tx.query<{ id: number }>(
    `insert into tasks (kind, dedup_key, due_at, status, user_id, payload)
     values ('waitlist', $1::text, $2::timestamptz, 'waiting', $3::bigint, $4::jsonb)
     returning id`,
    [`wait:${userId}:${origin}`, until, userId, { service: serviceId, staff: staffId, from, to }],
  )
  if (!row) throw new Error('an insert of an entry returned no row')
  return row.id
}

/** Of a `tasks k`. */
const entryColumns = `
  k.id, k.user_id as "userId", (k.payload ->> 'service')::bigint as "serviceId",
  (k.payload ->> 'staff')::bigint as "staffId", k.payload ->> 'from' as "from", k.payload ->> 'to' as "to",
  (k.payload ->> 'offer')::bigint as "offerId", (k.payload ->> 'offer_until')::timestamptz as "offerUntil"`

/** What a person waits for, the oldest first; what nobody can book any more is left out. */
export async function listOwnEntries(db: Connection, userId: number, now: Date): Promise<StoredEntry[]> {
  return await db.query<StoredEntry>(
    `select ${entryColumns} from tasks k
      where k.dedup_key >= $1::text collate "C" and k.dedup_key < $2::text collate "C"
        and k.user_id = $3::bigint and k.status = 'waiting' and k.due_at > $4::timestamptz and ${canBeBooked}
      order by k.id`,
    [`wait:${userId}:`, `wait:${userId};`, userId, now],
  )
}

/** Of a `tasks k`: its service, and its specialist if it names one. */
const canBeBooked = `
  exists (select from services s
           where s.id = (k.payload ->> 'service')::bigint and s.active and s.archived_at is null)
  and (k.payload ->> 'staff' is null
       or exists (select from staff t
                   where t.id = (k.payload ->> 'staff')::bigint and t.bookable and t.archived_at is null))`

/**
 * Who waits and may be offered a place that touches these days, the oldest first: who is not banned, can be reached,
 * has a phone where one is required, and has no offer to decide on already.
 */
export async function listEntriesToOffer(
  tx: Transaction,
  query: {
    readonly from: LocalDate
    readonly to: LocalDate
    readonly now: Date
    readonly phoneRequired: boolean
  },
): Promise<StoredEntry[]> {
  return await tx.query<StoredEntry>(
    `select ${entryColumns} from tasks k join users u on u.id = k.user_id
      where k.dedup_key >= 'wait:' collate "C" and k.dedup_key < 'wait;' collate "C"
        and k.status = 'waiting' and k.due_at > $1::timestamptz
        and k.payload ->> 'from' <= $3::text and k.payload ->> 'to' >= $2::text and ${canBeBooked}
        and u.telegram_id is not null and u.erased_at is null and u.banned_at is null
        and u.unreachable_at is null and (u.phone is not null or not $4::boolean)
        and not exists (select from bookings b
                         where b.user_id = u.id and b.status = 'pending' and b.pending_for = 'offer')
      order by k.id`,
    [query.now, query.from, query.to, query.phoneRequired],
  )
}

/** Notes which booking is held for somebody who waits, and until when. */
export async function setOffer(
  tx: Transaction,
  entryId: number,
  offer: { readonly bookingId: number; readonly until: Date },
): Promise<void> {
  await tx.query(
    `update tasks set payload = payload || jsonb_build_object('offer', $2::bigint, 'offer_until', $3::timestamptz)
      where id = $1::bigint`,
    [entryId, offer.bookingId, offer.until],
  )
}

/** The booking is not held for them any more: whoever waited for it waits again. Returns the entry, if it still is one. */
export async function clearOffer(
  tx: Transaction,
  { userId, bookingId }: { readonly userId: number; readonly bookingId: number },
): Promise<number | undefined> {
  const [row] = await tx.query<{ id: number }>(
    `update tasks k set payload = k.payload - 'offer' - 'offer_until'
      where k.dedup_key >= $1::text collate "C" and k.dedup_key < $2::text collate "C"
        and k.status = 'waiting' and k.payload ->> 'offer' = $3::bigint::text
      returning k.id`,
    [`wait:${userId}:`, `wait:${userId};`, bookingId],
  )
  return row?.id
}

/** Whether the person said no to a place that was held for them; else its time ran out. */
export async function wasRefused(db: Connection, bookingId: number): Promise<boolean> {
  const [row] = await db.query<{ refused: boolean }>(
    `select cancelled_by = 'client' as refused from bookings
      where id = $1::bigint and pending_for = 'offer' and status = 'cancelled'`,
    [bookingId],
  )
  return row?.refused ?? false
}

/** The person waits for these no longer. */
export async function endEntries(tx: Transaction, entryIds: readonly number[], at: Date): Promise<void> {
  await tx.query(
    `update tasks set status = 'cancelled', done_at = $2::timestamptz
      where id = any($1::bigint[]) and kind = 'waitlist' and status = 'waiting'`,
    [entryIds, at],
  )
}

/**
 * The person got what they waited for. `requestedVisitId`: by this visit, which still waits for the business; null: by one
 * that is confirmed, so that they wait no more whatever becomes of it.
 */
export async function meetEntries(
  tx: Transaction,
  entryIds: readonly number[],
  requestedVisitId: number | null,
  at: Date,
): Promise<void> {
  await tx.query(
    `update tasks set status = 'done', done_at = $3::timestamptz,
                      payload = payload || jsonb_strip_nulls(jsonb_build_object('visit', $2::bigint))
      where id = any($1::bigint[]) and kind = 'waitlist' and status = 'waiting'`,
    [entryIds, requestedVisitId, at],
  )
}

/** The visit is confirmed: what it met while it waited for the business is met for good. Its person is locked. */
export async function settleEntries(
  tx: Transaction,
  { userId, visitId }: { readonly userId: number; readonly visitId: number },
): Promise<void> {
  await tx.query(
    `update tasks k set payload = k.payload - 'visit'
      where k.dedup_key >= $1::text collate "C" and k.dedup_key < $2::text collate "C"
        and k.status = 'done' and k.payload ->> 'visit' = $3::bigint::text`,
    [`wait:${userId}:`, `wait:${userId};`, visitId],
  )
}

/**
 * There will be no such visit: whoever waited before they asked for it waits again, in their old place, as far as the days
 * are not over. What it met before it was last confirmed stays met. The waiting list is locked.
 */
export async function resumeEntries(
  tx: Transaction,
  { userId, visitId }: { readonly userId: number; readonly visitId: number },
  now: Date,
): Promise<void> {
  await tx.query(
    `update tasks k set status = 'waiting', done_at = null, payload = k.payload - 'visit' - 'offer' - 'offer_until'
      where k.dedup_key >= $1::text collate "C" and k.dedup_key < $2::text collate "C"
        and k.status = 'done' and k.due_at > $4::timestamptz and k.payload ->> 'visit' = $3::bigint::text`,
    [`wait:${userId}:`, `wait:${userId};`, visitId, now],
  )
}

/**
 * Ends what nobody can be offered any more: whose days have passed, whose service or specialist is not to be booked, and of
 * whom is banned or can't be reached. Behind the list's lock.
 */
export async function endStrandedEntries(tx: Transaction, now: Date): Promise<void> {
  await tx.query(
    `update tasks k set status = 'cancelled', done_at = $1::timestamptz
       from users u
      where u.id = k.user_id and k.dedup_key >= 'wait:' collate "C" and k.dedup_key < 'wait;' collate "C"
        and k.status = 'waiting'
        and (k.due_at <= $1::timestamptz or not (${canBeBooked}) or u.banned_at is not null
             or u.unreachable_at is not null or u.erased_at is not null)`,
    [now],
  )
}
