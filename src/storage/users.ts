import type { Locale, Role } from '../domain/roles.ts'
import type { Connection, Transaction } from './database.ts'

export interface PersonRow {
  readonly id: number
  readonly telegramId: number
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly locale: Locale | null
  readonly bannedAt: Date | null
  readonly unreachableAt: Date | null
  readonly lastSeenAt: Date | null
  /** They had their data removed; only a banned person is found at all after that. */
  readonly erasedAt: Date | null
  readonly staffId: number | null
  readonly role: Role | 'none' | null
}

/** Whoever has this Telegram id, with their role if they work here; undefined before their first message. */
export async function findPerson(db: Connection, telegramId: number): Promise<PersonRow | undefined> {
  const [row] = await db.query<PersonRow>(
    `select u.id, u.telegram_id as "telegramId", u.username, u.first_name as "firstName", u.last_name as "lastName",
            u.locale, u.banned_at as "bannedAt", u.unreachable_at as "unreachableAt", u.last_seen_at as "lastSeenAt",
            u.erased_at as "erasedAt",
            s.id as "staffId", s.role
       from users u
       left join staff s on s.telegram_id = u.telegram_id and s.archived_at is null
      where u.telegram_id = $1::bigint`,
    [telegramId],
  )
  return row
}

export interface SeenPerson {
  readonly telegramId: number
  readonly username: string | null
  readonly firstName: string
  readonly lastName: string | null
  /** Counts for a new person only: a language once chosen stays. */
  readonly locale: Locale
  readonly at: Date
}

/** Writes down who wrote and when; true for a person never seen before. Somebody who writes can be reached again. */
export async function rememberPerson(db: Connection, person: SeenPerson): Promise<boolean> {
  const rows = await db.query<{ isNew: boolean }>(
    `insert into users (telegram_id, username, first_name, last_name, locale, created_at, last_seen_at)
     values ($1::bigint, $2::text, $3::text, $4::text, $5::text, $6::timestamptz, $6::timestamptz)
     on conflict (telegram_id) do update
        set username = excluded.username, first_name = excluded.first_name, last_name = excluded.last_name,
            locale = coalesce(users.locale, excluded.locale), last_seen_at = excluded.last_seen_at,
            unreachable_at = null, erased_at = null
     returning xmax = 0 as "isNew"`,
    [person.telegramId, person.username, person.firstName, person.lastName, person.locale, person.at],
  )
  return rows[0]?.isNew ?? false
}

export interface LockedPerson {
  readonly id: number
  readonly telegramId: number | null
  readonly bannedAt: Date | null
  readonly hasPhone: boolean
}

/**
 * Locks a person for the rest of the transaction: whatever counts or compares a person's visits comes after it, so
 * two taps of one person can't both be within the limit. The first lock of every transaction that changes visits. It
 * leaves the key alone, so that whoever only refers to the person (a task, a review) does not wait. Undefined: there is
 * no such person, or they had their data removed a moment ago.
 */
export async function lockPerson(tx: Transaction, userId: number): Promise<LockedPerson | undefined> {
  const [row] = await tx.query<LockedPerson>(
    `select id, telegram_id as "telegramId", banned_at as "bannedAt", phone is not null as "hasPhone" from users
      where id = $1::bigint and erased_at is null
      for no key update`,
    [userId],
  )
  return row
}

/** The language that the bot speaks to a person. */
export async function updateLocale(db: Connection, userId: number, locale: Locale): Promise<void> {
  await db.query('update users set locale = $2::text where id = $1::bigint', [userId, locale])
}

/** Notes that messages to this person bounce since `at`; null: they can be reached again. */
export async function updateReachability(
  db: Connection,
  telegramId: number,
  unreachableAt: Date | null,
): Promise<void> {
  await db.query('update users set unreachable_at = $2::timestamptz where telegram_id = $1::bigint', [
    telegramId,
    unreachableAt,
  ])
}

/** Whoever last wrote to the bot under this @username, in any case; undefined: nobody did. */
export async function findPersonByUsername(db: Connection, username: string): Promise<number | undefined> {
  const [row] = await db.query<{ telegramId: number }>(
    `select telegram_id as "telegramId" from users
      where lower(username) = lower($1::text) and telegram_id is not null and erased_at is null
      order by last_seen_at desc nulls last
      limit 1`,
    [username],
  )
  return row?.telegramId
}

export interface PersonChat {
  /** Null: a walk-in client without Telegram, or somebody who had their data removed. */
  readonly telegramId: number | null
  readonly locale: Locale | null
}

/** Where and in which language to write to a person; undefined: no such person. */
export async function findPersonChat(db: Connection, userId: number): Promise<PersonChat | undefined> {
  const [row] = await db.query<PersonChat>(
    `select case when erased_at is null then telegram_id end as "telegramId", locale
       from users where id = $1::bigint`,
    [userId],
  )
  return row
}

/** Keeps a phone in international form. */
export async function updatePhone(tx: Transaction, userId: number, phone: string): Promise<void> {
  await tx.query('update users set phone = $2::text where id = $1::bigint', [userId, phone])
}

/** Clients with this phone that staff entered by hand and who never wrote to the bot. */
export async function findWalkIns(db: Connection, phone: string): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    'select id from users where phone = $1::text and telegram_id is null order by id',
    [phone],
  )
  return rows.map((row) => row.id)
}

export interface LockedContact {
  readonly id: number
  readonly telegramId: number | null
  readonly phone: string | null
}

/** Locks several people in the order of their ids, so that two transactions with the same people can't deadlock. */
export async function lockPersons(tx: Transaction, userIds: readonly number[]): Promise<LockedContact[]> {
  return await tx.query<LockedContact>(
    `select id, telegram_id as "telegramId", phone from users
      where id = any($1::bigint[])
      order by id
      for no key update`,
    [userIds],
  )
}

/**
 * Makes a walk-in client and a person who writes to the bot one: visits, reviews, what is planned, notes, tags and a
 * ban become the person's; the walk-in's row stays, empty. A walk-in of another name was somebody else behind the same
 * phone, a child perhaps: the visits keep that name. Both must be locked. Returns how many bookings went over.
 */
export async function mergeWalkIn(
  tx: Transaction,
  walkInId: number,
  userId: number,
  at: Date,
): Promise<number> {
  const people = [walkInId, userId]
  const bookings = await tx.query(
    `with mine as (
       select id from bookings where user_id = $1::bigint order by staff_id, starts_at for no key update
     )
     update bookings b
        set user_id = $2::bigint,
            guest_name = coalesce(b.guest_name, case when w.first_name is distinct from u.first_name
              then nullif(left(concat_ws(' ', w.first_name, w.last_name), 60), '') end)
       from mine, users w, users u
      where b.id = mine.id and w.id = $1::bigint and u.id = $2::bigint
     returning b.id`,
    people,
  )
  await tx.query('update feedback set user_id = $2::bigint where user_id = $1::bigint', people)
  await tx.query(
    `update tasks set user_id = $2::bigint
      where user_id = $1::bigint and status in ('pending', 'doing', 'waiting')`,
    people,
  )
  await tx.query(
    `update users u
        set notes = nullif(concat_ws(E'\\n', u.notes, w.notes), ''), banned_at = coalesce(u.banned_at, w.banned_at),
            tags = array(select distinct tag from unnest(u.tags || w.tags) as tag order by tag),
            ban_reason = coalesce(u.ban_reason, w.ban_reason)
       from users w
      where u.id = $2::bigint and w.id = $1::bigint`,
    people,
  )
  await tx.query(
    `update users
        set username = null, first_name = null, last_name = null, phone = null, notes = null, tags = '{}',
            ban_reason = null, erased_at = $2::timestamptz
      where id = $1::bigint`,
    [walkInId, at],
  )
  return bookings.length
}
