import type { Role } from '../domain/roles.ts'
import type { Connection } from './database.ts'

/** The person `u` behind a staff row `t`, if they have written to the bot. */
export const personOfStaff = `left join users u on u.telegram_id = t.telegram_id and u.erased_at is null`

/** By what name other staff know somebody: whom clients book by the name clients see, everybody else as in Telegram. */
export const colleagueName = `
  case when t.bookable then t.name
       else coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), t.name) end`

/** How many people (or rooms, or chairs) can be booked at all; with one, nobody needs to be named. */
export async function countBookableStaff(db: Connection): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'select count(*) as count from staff where bookable and archived_at is null',
  )
  return row?.count ?? 0
}

/** What clients get to know of somebody who can be booked. */
export interface SpecialistCard {
  readonly id: number
  readonly name: string
  readonly bio: string | null
  /** Telegram's, of this bot. */
  readonly photoFileId: string | null
}

/** Undefined when there is nobody of that id, or they can't be booked. */
export async function findSpecialistCard(
  db: Connection,
  staffId: number,
): Promise<SpecialistCard | undefined> {
  const [row] = await db.query<SpecialistCard>(
    `select id, name, nullif(bio, '') as bio, photo_file_id as "photoFileId" from staff
      where id = $1::bigint and bookable and archived_at is null`,
    [staffId],
  )
  return row
}

/** Those of the given staff who have more to show than their name. */
export async function listStaffWithCards(db: Connection, staffIds: readonly number[]): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select id from staff
      where id = any($1::bigint[]) and (nullif(bio, '') is not null or photo_file_id is not null)
      order by id`,
    [staffIds],
  )
  return rows.map(({ id }) => id)
}

export interface NewStaff {
  readonly name: string
  readonly telegramId: number | null
  readonly role: Role | 'none'
  readonly bookable: boolean
  readonly at: Date
  /** Null: nobody of the staff, the program itself. */
  readonly addedBy?: number | null
}

/** Adds a staff member; undefined when that Telegram id works here already. */
export async function insertStaff(db: Connection, staff: NewStaff): Promise<number | undefined> {
  const [row] = await db.query<{ id: number }>(
    `insert into staff (name, telegram_id, role, bookable, notices, sort_order, added_at, added_by, version)
     values ($1::text, $2::bigint, $3::text, $4::boolean, '{}', (select coalesce(max(sort_order), 0) + 1 from staff),
             $5::timestamptz, $6::bigint, 1)
     on conflict do nothing
     returning id`,
    [staff.name, staff.telegramId, staff.role, staff.bookable, staff.at, staff.addedBy ?? null],
  )
  return row?.id
}

/** Makes everybody in `ADMIN_IDS` a super admin again, whatever the bot was told since. Returns who was changed. */
export async function raiseToSuperAdmin(db: Connection, telegramIds: readonly number[]): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `update staff set role = 'super_admin', version = version + 1
      where telegram_id = any($1::bigint[]) and archived_at is null and role <> 'super_admin'
      returning id`,
    [telegramIds],
  )
  return rows.map((row) => row.id)
}

/** Locks the table against a second start that fills it at the same moment. */
export async function countStaffLocked(db: Connection): Promise<number> {
  await db.query('lock table staff in share row exclusive mode')
  const [row] = await db.query<{ count: number }>('select count(*) as count from staff')
  return row?.count ?? 0
}

export interface StaffChat {
  readonly telegramId: number
  readonly locale: 'ru' | 'en' | null
  readonly role: Role
}

/**
 * Where to write to a staff member: their own language first, else the one they use as a person. Undefined: nobody, also
 * somebody who lost their role and is told of no client's visit any more.
 */
export async function findStaffChat(db: Connection, staffId: number): Promise<StaffChat | undefined> {
  const [row] = await db.query<StaffChat>(
    `select t.telegram_id as "telegramId", coalesce(t.locale, u.locale) as locale, t.role
       from staff t left join users u on u.telegram_id = t.telegram_id
      where t.id = $1::bigint and t.telegram_id is not null and t.archived_at is null and t.role <> 'none'`,
    [staffId],
  )
  return row
}

/** Everybody with a role who has written to the bot; their language is the one they speak with it. */
export async function listStaffChats(db: Connection): Promise<StaffChat[]> {
  return await db.query<StaffChat>(
    `select t.telegram_id as "telegramId", t.role, coalesce(u.locale, t.locale) as locale
       from staff t join users u on u.telegram_id = t.telegram_id
      where t.archived_at is null and t.role <> 'none' and u.unreachable_at is null
      order by t.id`,
  )
}
