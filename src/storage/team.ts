import type { Role } from '../domain/roles.ts'
import type { StaffField, StaffValues } from '../domain/staff-fields.ts'
import type { StaffState } from '../domain/staff-state.ts'
import type { Connection, Transaction } from './database.ts'

/** A specialist as whoever runs the business sees them. */
export interface TeamMember extends StaffValues {
  readonly id: number
  readonly role: Role | 'none'
  readonly state: StaffState
  /** Null: no Telegram account is connected. */
  readonly telegramId: number | null
  /** For compare-and-set: grows with each change of a field, of the state or of the connection. */
  readonly version: number
}

const memberColumns = `
  t.id, t.name, nullif(t.bio, '') as bio, t.photo_file_id as "photoFileId", t.role, t.version,
  t.telegram_id as "telegramId",
  case when t.archived_at is not null then 'archived' when t.bookable then 'bookable' else 'hidden' end as state`

/**
 * The team: whoever can be booked, or could be if they were not hidden. Of admins only those who see clients, too. One who
 * lost their role keeps their account where an archived specialist has none, and was of the team if anybody ever booked
 * with them.
 */
const isOfTeam = `(t.bookable or t.role in ('none', 'specialist'))
  and (t.archived_at is null or t.telegram_id is null
       or exists (select from bookings b where b.staff_id = t.id))`
export const isOfPresentTeam = `t.archived_at is null and ${isOfTeam}`

/** In the owner's order; those who are archived apart from the others, the last archived first. */
export async function listTeam(db: Connection, shelf: 'current' | 'archived'): Promise<TeamMember[]> {
  return await db.query<TeamMember>(
    `select ${memberColumns} from staff t
      where (t.archived_at is not null) = $1::boolean and ${isOfTeam}
      order by t.archived_at desc nulls first, t.sort_order, t.id`,
    [shelf === 'archived'],
  )
}

/** How many of the team are in the archive. */
export async function countArchivedTeam(db: Connection): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*) as count from staff t where t.archived_at is not null and ${isOfTeam}`,
  )
  return row?.count ?? 0
}

/** Anybody who works here or did, also an admin who sees no clients (yet). */
export async function findTeamMember(db: Connection, staffId: number): Promise<TeamMember | undefined> {
  const [row] = await db.query<TeamMember>(`select ${memberColumns} from staff t where t.id = $1::bigint`, [
    staffId,
  ])
  return row
}

/** Holds up other changes of them, and no booking with them. */
export async function lockTeamMember(tx: Transaction, staffId: number): Promise<TeamMember | undefined> {
  const [row] = await tx.query<TeamMember>(
    `select ${memberColumns} from staff t where t.id = $1::bigint for no key update`,
    [staffId],
  )
  return row
}

/** Ids in the owner's order, archived ones left out. */
export async function listTeamOrder(db: Connection): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select t.id from staff t where ${isOfPresentTeam} order by t.sort_order, t.id`,
  )
  return rows.map(({ id }) => id)
}

/** The same, held until the end of the transaction: locked in the order of their ids, and read when all are. */
export async function lockTeamOrder(tx: Transaction): Promise<number[]> {
  await tx.query(`select t.id from staff t where ${isOfPresentTeam} order by t.id for no key update`)
  return await listTeamOrder(tx)
}

/** Puts the locked team in this order. Their versions stay. */
export async function writeTeamOrder(tx: Transaction, staffIds: readonly number[]): Promise<void> {
  await tx.query(
    `update staff t set sort_order = o.position
       from unnest($1::bigint[]) with ordinality as o (id, position)
      where t.id = o.id and t.sort_order <> o.position`,
    [staffIds],
  )
}

/** Writes all fields of a locked specialist, whose version grows by one. */
export async function updateTeamMember(
  tx: Transaction,
  staffId: number,
  { name, bio, photoFileId }: StaffValues,
): Promise<void> {
  await tx.query(
    `update staff set name = $2::text, bio = $3::text, photo_file_id = $4::text, version = version + 1
      where id = $1::bigint`,
    [staffId, name, bio, photoFileId],
  )
}

/** The names of the columns, as the audit log tells of them. */
export const columnOfStaffField = {
  name: 'name',
  bio: 'bio',
  photoFileId: 'photo_file_id',
} as const satisfies Record<StaffField, string>

/**
 * Puts a locked specialist into a state; the version grows by one. Whoever is archived loses their access, and does not
 * get it back with their place: it may be years later, and the account somebody else's.
 */
export async function updateTeamState(
  tx: Transaction,
  staffId: number,
  state: StaffState,
  at: Date,
): Promise<void> {
  await tx.query(
    `update staff
        set bookable = $2::text = 'bookable',
            archived_at = case when $2::text = 'archived' then $3::timestamptz end,
            role = case when $2::text = 'archived' or archived_at is not null then 'none' else role end,
            telegram_id = case when $2::text <> 'archived' and archived_at is null then telegram_id end,
            link_nonce = case when $2::text <> 'archived' and archived_at is null then link_nonce end,
            version = version + 1
      where id = $1::bigint`,
    [staffId, state, at],
  )
}
