import type { Connection, Transaction } from './database.ts'

/** What a client is called; undefined: there is no such client, or they had their data removed. */
export async function findClientName(db: Connection, userId: number): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>(
    `select concat_ws(' ', first_name, last_name) as name from users where id = $1::bigint and erased_at is null`,
    [userId],
  )
  return row?.name
}

/** Whether the bot can write to a client: they opened it, and have not blocked it since. */
export async function isClientReachable(db: Connection, userId: number): Promise<boolean> {
  const rows = await db.query(
    'select from users where id = $1::bigint and telegram_id is not null and unreachable_at is null',
    [userId],
  )
  return rows.length > 0
}

/** A booking `b` that makes its client that staff member's own. A place that was only offered makes nobody theirs. */
export const makesOwn = (staff: string) =>
  `(b.staff_id = ${staff} and b.pending_for is distinct from 'offer')`

const enteredBy = (staff: string) =>
  `(a.entity = 'user' and a.action = 'user.enter' and a.actor_kind = 'staff' and a.actor_id = ${staff})`

/** An entry `a` of the audit log by which a staff member entered a client whom nobody knew before. */
export const enteredAnew = (staff: string) => `(${enteredBy(staff)} and a.after ->> 'known' is null)`

/** Whose client somebody is: of everybody with whom they have or had a visit, if only a cancelled one, or who entered them. */
export const isOwnClient = (user: string, staff: string) => `(
  exists (select from bookings b where b.user_id = ${user} and ${makesOwn(staff)})
  or exists (select from audit_log a where a.entity_id = ${user} and ${enteredAnew(staff)}))`

export interface ClientToServe {
  readonly phone: string | null
  /** Null: not for that staff member to know. */
  readonly name: string | null
}

/**
 * A client for whom a staff member may book: one of their own, or somebody whose phone they entered and whom only others
 * know. Undefined: anybody else.
 */
export async function findClientToServe(
  db: Connection,
  staffId: number,
  userId: number,
): Promise<ClientToServe | undefined> {
  const [row] = await db.query<ClientToServe>(
    `select u.phone, case when c.own then concat_ws(' ', u.first_name, u.last_name) end as name
       from users u cross join lateral (select ${isOwnClient('u.id', '$1::bigint')} as own) c
      where u.id = $2::bigint and u.erased_at is null
        and (c.own or exists (select from audit_log a where a.entity_id = u.id and ${enteredBy('$1::bigint')}))`,
    [staffId, userId],
  )
  return row
}

/** Nobody else enters a client with this phone, or shares it as their own, until the commit. Before anybody's row. */
export async function lockPhone(tx: Transaction, phone: string): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended(current_schema() || '.phone.' || $1::text, 0))`,
    [phone],
  )
}

/** Who has this phone, in international form: rather somebody who writes to the bot than a walk-in client. */
export async function findClientByPhone(db: Connection, phone: string): Promise<number | undefined> {
  const [row] = await db.query<{ id: number }>(
    `select id from users
      where phone = $1::text and erased_at is null
      order by telegram_id is null, id
      limit 1`,
    [phone],
  )
  return row?.id
}

/**
 * Whether another walk-in client has this phone, in international form, or somebody who showed by their own contact that it
 * is theirs. Who only typed it in the bot proves nothing, and may not keep it from whose it is.
 */
export async function isPhoneOfAnother(db: Connection, phone: string, clientId: number): Promise<boolean> {
  const [row] = await db.query<{ known: boolean }>(
    `select exists (
       select from users u
        where u.phone = $1::text and u.erased_at is null and u.id <> $2::bigint
          and (u.telegram_id is null
               or (select (a.after ->> 'shared')::boolean from audit_log a
                    where a.entity = 'user' and a.entity_id = u.id and a.action = 'person.phone'
                    order by a.id desc limit 1))) as known`,
    [phone, clientId],
  )
  return row?.known ?? false
}

/** Enters a client without Telegram; returns their id. */
export async function insertWalkIn(
  tx: Transaction,
  client: { readonly name: string; readonly phone: string | null; readonly at: Date },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into users (first_name, phone, created_at) values ($1::text, $2::text, $3::timestamptz) returning id`,
    [client.name, client.phone, client.at],
  )
  if (!row) throw new Error('an insert of a client returned no row')
  return row.id
}
