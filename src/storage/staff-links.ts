import { errorConstraint, type Connection, type Transaction } from './database.ts'

/** Keeps the hash of a link's token with the specialist who is to connect; any earlier link of theirs is void then. */
export async function writeLink(tx: Transaction, staffId: number, hash: string): Promise<void> {
  await tx.query('update staff set link_nonce = $2::text, version = version + 1 where id = $1::bigint', [
    staffId,
    hash,
  ])
}

/**
 * Keeps the hash of a link for a new admin with the owner who made it; their earlier one is void then. Nothing of the owner
 * changes, so neither does the version.
 */
export async function writeAdminLink(tx: Transaction, staffId: number, hash: string): Promise<void> {
  await tx.query('update staff set link_nonce = $2::text where id = $1::bigint', [staffId, hash])
}

/** Of a link for a new admin nothing stays once it was used. */
export async function clearLink(tx: Transaction, staffId: number): Promise<void> {
  await tx.query('update staff set link_nonce = null where id = $1::bigint', [staffId])
}

/** Whose card a link connects to. */
export interface LinkedStaff {
  readonly id: number
  readonly name: string
  /** Null: nobody came by the link yet. */
  readonly telegramId: number | null
}

/** Whose link has this hash. Undefined: it is unknown, replaced, or of somebody in the archive. */
export async function findStaffOfLink(db: Connection, hash: string): Promise<LinkedStaff | undefined> {
  const [row] = await db.query<LinkedStaff>(
    `select id, name, telegram_id as "telegramId" from staff
      where link_nonce = $1::text and archived_at is null`,
    [hash],
  )
  return row
}

/** The same, held until the end of the transaction. */
export async function lockStaffOfLink(tx: Transaction, hash: string): Promise<LinkedStaff | undefined> {
  const [row] = await tx.query<LinkedStaff>(
    `select id, name, telegram_id as "telegramId" from staff
      where link_nonce = $1::text and archived_at is null for no key update`,
    [hash],
  )
  return row
}

/** The name under which an account works here; undefined: it does not. */
export async function findNameOfAccount(db: Connection, telegramId: number): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>(
    'select name from staff where telegram_id = $1::bigint and archived_at is null',
    [telegramId],
  )
  return row?.name
}

/** Connects an account to a locked specialist. The link stays, so that whoever comes by it later is told. */
export async function connectAccount(tx: Transaction, staffId: number, telegramId: number): Promise<void> {
  await tx.query(
    `update staff set telegram_id = $2::bigint, role = 'specialist', version = version + 1 where id = $1::bigint`,
    [staffId, telegramId],
  )
}

/** Whether a failed connection met the same account at another staff member. */
export function isAccountTaken(error: unknown): boolean {
  return errorConstraint(error) === 'staff_telegram_id_index'
}

/** Takes the Telegram account, the role and any open link from a locked staff member. */
export async function disconnectAccount(tx: Transaction, staffId: number): Promise<void> {
  await tx.query(
    `update staff set telegram_id = null, link_nonce = null, role = 'none', version = version + 1
      where id = $1::bigint`,
    [staffId],
  )
}

/** Super admins whom the bot can write to. */
export async function listOwners(db: Connection): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select id from staff
      where role = 'super_admin' and telegram_id is not null and archived_at is null order by id`,
  )
  return rows.map(({ id }) => id)
}

/** Who came by a specialist's link; undefined: they were disconnected again. */
export async function findConnection(
  db: Connection,
  staffId: number,
): Promise<
  { readonly name: string; readonly account: string; readonly username: string | null } | undefined
> {
  const [row] = await db.query<{ name: string; account: string; username: string | null }>(
    `select t.name, concat_ws(' ', u.first_name, u.last_name) as account, u.username
       from staff t join users u on u.telegram_id = t.telegram_id
      where t.id = $1::bigint`,
    [staffId],
  )
  return row
}
