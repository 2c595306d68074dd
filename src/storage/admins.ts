import type { Role } from '../domain/roles.ts'
import type { Connection, Transaction } from './database.ts'
import { colleagueName, personOfStaff } from './staff.ts'

/** Somebody with a role. */
export interface AdminRow {
  readonly staffId: number
  /** As clients see them if they can be booked, else as they are called in Telegram. */
  readonly name: string
  readonly role: Role | 'none'
  readonly telegramId: number | null
  readonly username: string | null
  readonly bookable: boolean
  /** They have written to the bot and not blocked it, so it can write to them. */
  readonly reachable: boolean
  readonly version: number
}

const columns = `
  t.id as "staffId", t.role, t.telegram_id as "telegramId", u.username, t.bookable, t.version,
  ${colleagueName} as name,
  u.id is not null and u.unreachable_at is null as reachable`

const joined = `from staff t ${personOfStaff}`

/** Everybody with one of these roles, in the order of the roles. */
export async function listAdminRows(db: Connection, roles: readonly Role[]): Promise<AdminRow[]> {
  return await db.query<AdminRow>(
    `select ${columns} ${joined}
      where t.archived_at is null and t.role = any($1::text[])
      order by array_position($1::text[], t.role), t.added_at, t.id`,
    [roles],
  )
}

/** Anybody who works here, also without a role. */
export async function findAdminRow(db: Connection, staffId: number): Promise<AdminRow | undefined> {
  const [row] = await db.query<AdminRow>(
    `select ${columns} ${joined} where t.id = $1::bigint and t.archived_at is null`,
    [staffId],
  )
  return row
}

/** Whoever works here with this account, held until the end of the transaction. */
export async function lockAdminRowOf(tx: Transaction, telegramId: number): Promise<AdminRow | undefined> {
  // Read by another statement than the one that waits, so that it sees what it waited for.
  await tx.query('select id from staff where telegram_id = $1::bigint for no key update', [telegramId])
  const [row] = await tx.query<AdminRow>(
    `select ${columns} ${joined} where t.telegram_id = $1::bigint and t.archived_at is null`,
    [telegramId],
  )
  return row
}

export interface LinkIssuer {
  readonly staffId: number
  readonly role: Role
}

/** Who made the link with this hash for a new admin, and has made no other since; undefined: nobody. */
export async function findLinkIssuer(db: Connection, hash: string): Promise<LinkIssuer | undefined> {
  const [row] = await db.query<LinkIssuer>(
    `select id as "staffId", role from staff
      where link_nonce = $1::text and archived_at is null and role <> 'none'`,
    [hash],
  )
  return row
}

/**
 * The lock of all roles, until the end of the transaction, after the person's own and before services and staff rows: of
 * two super admins who demote each other the second finds what the first has done.
 */
export async function lockRoles(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.roles', 0))`)
}

/** Super admins with a Telegram account, this one left out. */
export async function countOtherSuperAdmins(tx: Transaction, staffId: number): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*) as count from staff
      where role = 'super_admin' and telegram_id is not null and archived_at is null and id <> $1::bigint`,
    [staffId],
  )
  return row?.count ?? 0
}

/**
 * Gives a role, or takes it. Whoever has none left and can't be booked works here no more, and their row is archived: a
 * specialist's as any that is archived, without their account. Whoever has none, or gives roles no more, leaves no link
 * behind: it would go on answering who came by it once, and be good again with an owner's role.
 */
export async function updateRole(
  tx: Transaction,
  staffId: number,
  role: Role | 'none',
  at: Date,
): Promise<void> {
  await tx.query(
    `update staff
        set role = $2::text, version = version + 1,
            archived_at = case when $2::text = 'none' and not bookable then $3::timestamptz end,
            telegram_id = case when $2::text <> 'none' or bookable or role <> 'specialist' then telegram_id end,
            link_nonce = case when $2::text <> 'none' and (role <> 'super_admin' or $2::text = 'super_admin')
                              then link_nonce end
      where id = $1::bigint`,
    [staffId, role, at],
  )
}

/** How many became an admin since then, who was none before: each change of a role is in the audit log. */
export async function countAdminAdditions(tx: Transaction, action: string, since: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*) as count from audit_log
      where at > $2::timestamptz and action = $1::text
        and after ->> 'role' in ('super_admin', 'moderator')
        and coalesce(before ->> 'role', 'none') in ('none', 'specialist')`,
    [action, since],
  )
  return row?.count ?? 0
}
