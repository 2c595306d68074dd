import type { Connection, Transaction } from './database.ts'

/** What a client is called; undefined: there is no such client, or they had their data removed. */
export async function findClientName(db: Connection, userId: number): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>(
    `select concat_ws(' ', first_name, last_name) as name from users where id = $1::bigint and erased_at is null`,
    [userId],
  )
  return row?.name
}

/** Whether a client has or had a visit with this staff member, or was entered by them. */
export async function isKnownToStaff(db: Connection, staffId: number, userId: number): Promise<boolean> {
  const [row] = await db.query<{ known: boolean }>(
    `select exists (select from bookings where user_id = $2::bigint and staff_id = $1::bigint)
         or exists (select from audit_log
                     where entity = 'user' and entity_id = $2::bigint and actor_kind = 'staff' and actor_id = $1::bigint
                       and action = 'user.enter') as known`,
    [staffId, userId],
  )
  return row?.known ?? false
}

export interface KnownClient {
  readonly id: number
  readonly name: string
}

/** Who has this phone, in international form: rather somebody who writes to the bot than a walk-in client. */
export async function findClientByPhone(db: Connection, phone: string): Promise<KnownClient | undefined> {
  const [row] = await db.query<KnownClient>(
    `select id, concat_ws(' ', first_name, last_name) as name
       from users
      where phone = $1::text and erased_at is null
      order by telegram_id is null, id
      limit 1`,
    [phone],
  )
  return row
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
