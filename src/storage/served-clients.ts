import type { Connection } from './database.ts'

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
