import type { AgendaPart, Block, BusyVisit, ScheduleRule, Service, Specialist } from '../domain/agenda.ts'
import type { Interval } from '../domain/interval.ts'
import type { LocalDate } from '../domain/local-time.ts'
import { epochMs, rangeLiteral, type Connection } from './database.ts'
import { serviceColumns } from './services.ts'

interface ServiceRow extends Service {
  readonly staff: readonly Specialist[]
}

/**
 * Of these services those that are offered, and those of `agreedIds` (of a visit that was booked before) whatever has
 * become of them since; in the order asked for, with who may perform each: bookable, not archived, and assigned to it
 * (everybody bookable when nobody is). One statement, since every screen of a booking begins with it.
 */
export async function listServicesWithSpecialists(
  db: Connection,
  serviceIds: readonly number[],
  agreedIds: readonly number[] = [],
): Promise<AgendaPart[]> {
  const rows = await db.query<ServiceRow>(
    `select ${serviceColumns},
            coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name,
                       'durationMin', coalesce(own.duration_min, s.duration_min),
                       'priceMinor', coalesce(own.price_minor, s.price_minor))
                     order by t.sort_order, t.id) filter (where t.id is not null), '[]') as staff
       from services s
       left join staff t
         on t.bookable and t.archived_at is null
        and (not exists (select from staff_services o where o.service_id = s.id)
             or exists (select from staff_services o where o.service_id = s.id and o.staff_id = t.id))
       left join staff_services own on own.service_id = s.id and own.staff_id = t.id
      where s.id = any($1::bigint[])
        and ((s.active and s.archived_at is null) or s.id = any($2::bigint[]))
      group by s.id
      order by array_position($1::bigint[], s.id)`,
    [serviceIds, agreedIds],
  )
  return rows.map(({ staff, ...service }) => ({ service, specialists: staff }))
}

/**
 * Hours and recurring breaks of the business and of the given staff: all weekly ones, and those by date from `from` to
 * `to`, local dates, both included.
 */
export async function listScheduleRules(
  db: Connection,
  staffIds: readonly number[],
  from: LocalDate,
  to: LocalDate,
): Promise<ScheduleRule[]> {
  return await db.query<ScheduleRule>(
    `select staff_id as "staffId", kind, weekday, date, opens, closes, closed,
            valid_from as "validFrom", valid_to as "validTo", reason
       from schedule_rules
      where (staff_id is null or staff_id = any($1::bigint[]))
        and (date is null or date between $2::date and $3::date)
      order by id`,
    [staffIds, from, to],
  )
}

export interface TakenTime {
  readonly blocks: readonly Block[]
  readonly visits: readonly BusyVisit[]
}

interface TakenRows {
  readonly blocks: readonly [staffId: number | null, start: number, end: number][]
  readonly visits: readonly [
    bookingId: number,
    visitId: number,
    staffId: number,
    serviceId: number,
    sessionId: number,
    startsAt: number,
    endsAt: number,
    busyFrom: number,
    busyUntil: number,
  ][]
}

/**
 * Blocks of everybody and of the given staff, and the active visits of those staff whose time, buffers included, touches
 * the period. A month of a big salon has thousands, so they come as lists of numbers: read row by row, with instants as
 * text, they cost several times what is then calculated with them.
 */
export async function listTakenTime(
  db: Connection,
  staffIds: readonly number[],
  period: Interval,
): Promise<TakenTime> {
  const [rows] = await db.query<TakenRows>(
    `select (select coalesce(json_agg(array[staff_id, ${epochMs('lower(during)')}, ${epochMs('upper(during)')}]), '[]')
               from blocked_slots
              where lifted_at is null and during && $2::tstzrange
                and (staff_id is null or staff_id = any($1::bigint[]))) as blocks,
            (select coalesce(json_agg(array[id, visit_id, staff_id, service_id, session_id, ${epochMs('starts_at')},
                                            ${epochMs('ends_at')}, ${epochMs('lower(busy)')}, ${epochMs('upper(busy)')}]), '[]')
               from bookings
              where status in ('pending', 'confirmed') and staff_id = any($1::bigint[])
                and busy && $2::tstzrange) as visits`,
    [staffIds, rangeLiteral(period)],
  )
  return { blocks: rows?.blocks.map(toBlock) ?? [], visits: rows?.visits.map(toVisit) ?? [] }
}

function toBlock([staffId, start, end]: TakenRows['blocks'][number]): Block {
  return { staffId, during: intervalOf(start, end) }
}

function toVisit(row: TakenRows['visits'][number]): BusyVisit {
  const [bookingId, visitId, staffId, serviceId, sessionId, startsAt, endsAt, busyFrom, busyUntil] = row
  return {
    bookingId,
    visitId,
    staffId,
    serviceId,
    sessionId,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    busy: intervalOf(busyFrom, busyUntil),
  }
}

function intervalOf(start: number, end: number): Interval {
  return { start: new Date(start), end: new Date(end) }
}
