import type { Connection, Transaction } from './database.ts'
import { isOfPresentTeam } from './team.ts'

/*
 * Who performs what. A service without rows in `staff_services` is performed by the whole team; one with rows, by those
 * who have one. The team are all who can be booked, or could be if they were not hidden.
 */

const hasRows = `exists (select from staff_services o where o.service_id = s.id)`

/** Held until the end of the transaction: whoever decides who performs what, or who is of the team, comes one at a time. */
export async function lockAllServices(tx: Transaction): Promise<void> {
  await tx.query('select id from services order by id for no key update')
}

/**
 * Somebody joins the team: what everybody else performs by a row of their own (because one has another price, say) is
 * theirs, too. What somebody does not perform was chosen, so it is not given to them unasked. All services are locked.
 */
export async function joinServicesOfAll(tx: Transaction, staffId: number): Promise<void> {
  await tx.query(
    `with joined as (
       insert into staff_services (staff_id, service_id)
       select $1::bigint, s.id from services s
        where ${hasRows}
          and not exists (select from staff t
                           where ${isOfPresentTeam} and t.id <> $1::bigint
                             and not exists (select from staff_services o
                                              where o.service_id = s.id and o.staff_id = t.id))
          and exists (select from staff t where ${isOfPresentTeam} and t.id <> $1::bigint)
       on conflict do nothing
       returning service_id)
     update services set version = version + 1 where id in (select service_id from joined)`,
    [staffId],
  )
}

/** How many services that are not archived a specialist performs, and of how many. */
export async function countPerformed(
  db: Connection,
  staffId: number,
): Promise<{ readonly performed: number; readonly all: number }> {
  const [row] = await db.query<{ performed: number; all: number }>(
    `select count(*) as all,
            count(*) filter (where not ${hasRows}
                               or exists (select from staff_services o
                                           where o.service_id = s.id and o.staff_id = $1::bigint)) as performed
       from services s where s.archived_at is null`,
    [staffId],
  )
  return row ?? { performed: 0, all: 0 }
}

/** Their own terms; null: as the service has it. Minutes, and minor units. */
export interface OwnTerms {
  readonly durationMin: number | null
  readonly priceMinor: number | null
}

/** A service as one specialist performs it, or does not. */
export interface AssignedService {
  readonly id: number
  readonly name: string
  readonly emoji: string | null
  readonly durationMin: number
  readonly priceMinor: number | null
  /** Of the service: who performs it, and on which terms, is a part of it. */
  readonly version: number
  readonly performs: boolean
  readonly own: OwnTerms
}

const own = `jsonb_build_object('durationMin', own.duration_min, 'priceMinor', own.price_minor) as own`

/** All services that are not archived, in the owner's order. */
export async function listAssignedServices(db: Connection, staffId: number): Promise<AssignedService[]> {
  return await db.query<AssignedService>(
    `select s.id, s.name, s.emoji, s.duration_min as "durationMin", s.price_minor as "priceMinor", s.version,
            (own.staff_id is not null or not ${hasRows}) as performs, ${own}
       from services s
       left join staff_services own on own.service_id = s.id and own.staff_id = $1::bigint
      where s.archived_at is null
      order by s.sort_order, s.id`,
    [staffId],
  )
}

/** One of the team, with what they have to do with a service. */
export interface Performer {
  readonly id: number
  readonly name: string
  readonly bookable: boolean
  readonly performs: boolean
  readonly own: OwnTerms
}

/** The whole team, in the owner's order. */
export async function listPerformers(db: Connection, serviceId: number): Promise<Performer[]> {
  return await db.query<Performer>(
    `select t.id, t.name, t.bookable, ${own},
            (own.staff_id is not null
             or not exists (select from staff_services o where o.service_id = $1::bigint)) as performs
       from staff t
       left join staff_services own on own.staff_id = t.id and own.service_id = $1::bigint
      where ${isOfPresentTeam}
      order by t.sort_order, t.id`,
    [serviceId],
  )
}

/** Writes down of a locked service that its performers are named, where it was the whole team so far. */
export async function nameWholeTeam(tx: Transaction, serviceId: number): Promise<void> {
  await tx.query(
    `insert into staff_services (staff_id, service_id)
     select t.id, $1::bigint from staff t
      where ${isOfPresentTeam} and not exists (select from staff_services o where o.service_id = $1::bigint)`,
    [serviceId],
  )
}

/** A specialist performs a service from now on, on the service's terms; who does already is left as they are. */
export async function addPerformer(tx: Transaction, serviceId: number, staffId: number): Promise<void> {
  await tx.query(
    `insert into staff_services (staff_id, service_id) values ($2::bigint, $1::bigint) on conflict do nothing`,
    [serviceId, staffId],
  )
}

/** Without any row the service would be everybody's again: somebody else must have one. */
export async function removePerformer(tx: Transaction, serviceId: number, staffId: number): Promise<void> {
  await tx.query('delete from staff_services where service_id = $1::bigint and staff_id = $2::bigint', [
    serviceId,
    staffId,
  ])
}

/** What a specialist takes for a service (minor units) and how long they need (minutes); null: as everybody. */
export async function writeOwnTerms(
  tx: Transaction,
  serviceId: number,
  staffId: number,
  { priceMinor, durationMin }: OwnTerms,
): Promise<void> {
  await tx.query(
    `update staff_services set price_minor = $3::bigint, duration_min = $4::int
      where service_id = $1::bigint and staff_id = $2::bigint`,
    [serviceId, staffId, priceMinor, durationMin],
  )
}

/** Somebody else's screen of a locked service is out of date now. */
export async function raiseServiceVersion(tx: Transaction, serviceId: number): Promise<void> {
  await tx.query('update services set version = version + 1 where id = $1::bigint', [serviceId])
}

/** Names of active services that a specialist performs, and nobody else who can be booked. */
export async function listSoleServices(db: Connection, staffId: number): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `select s.name from services s
      where s.active and s.archived_at is null
        and (not ${hasRows} or exists (select from staff_services o
                                        where o.service_id = s.id and o.staff_id = $1::bigint))
        and not exists (select from staff t
                         where t.bookable and t.archived_at is null and t.id <> $1::bigint
                           and (not ${hasRows} or exists (select from staff_services o
                                                           where o.service_id = s.id and o.staff_id = t.id)))
      order by s.sort_order, s.id`,
    [staffId],
  )
  return rows.map(({ name }) => name)
}
