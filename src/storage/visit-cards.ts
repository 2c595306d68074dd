import type { BookingStatus } from '../domain/booking.ts'
import type { Connection } from './database.ts'

/** What any screen shows of one service of a visit. */
export interface PartRow {
  readonly id: number
  readonly userId: number
  readonly visitId: number
  /** The repeats that it belongs to; null: none. */
  readonly seriesId: number | null
  readonly version: number
  readonly serviceId: number
  readonly serviceName: string
  readonly serviceEmoji: string | null
  readonly cancellationHours: number | null
  readonly staffId: number
  readonly staffName: string
  readonly onlySpecialist: boolean
  readonly startsAt: Date
  readonly endsAt: Date
  readonly durationMin: number
  /** Minor units; null: on request. */
  readonly priceMinor: number | null
  readonly status: BookingStatus
  readonly attendanceConfirmed: boolean
  readonly pendingFor: 'approval' | 'offer' | null
  readonly guestName: string | null
  readonly comment: string | null
  readonly cancelReason: string | null
  readonly clientName: string | null
  readonly clientPhone: string | null
}

const columns = `
  b.id, b.user_id as "userId", b.visit_id as "visitId", b.series_id as "seriesId", b.version,
  b.service_id as "serviceId",
  s.name as "serviceName", s.emoji as "serviceEmoji", s.cancellation_hours as "cancellationHours",
  b.staff_id as "staffId", t.name as "staffName",
  not exists (select from staff o where o.bookable and o.archived_at is null and o.id <> t.id) as "onlySpecialist",
  b.starts_at as "startsAt", b.ends_at as "endsAt", b.duration_min as "durationMin", b.price_minor as "priceMinor",
  b.status, b.attendance_confirmed_at is not null as "attendanceConfirmed", b.pending_for as "pendingFor",
  b.guest_name as "guestName", b.client_comment as "comment", b.cancel_reason as "cancelReason",
  concat_ws(' ', u.first_name, u.last_name) as "clientName", u.phone as "clientPhone"`

const joined = `
  join services s on s.id = b.service_id
  join staff t on t.id = b.staff_id
  join users u on u.id = b.user_id`

/**
 * Whether `b` is of the same visit as `self`. The services of a visit touch each other, so they begin within two days, and
 * of who came a thousand times not all has to be read.
 */
const ofSameVisit = `
  b.user_id = self.user_id and b.visit_id = self.visit_id
  and b.starts_at between self.starts_at - interval '48 hours' and self.starts_at + interval '48 hours'`

/** All services of the visit that a booking belongs to, whoever's it is. */
export async function listCardParts(db: Connection, bookingId: number): Promise<PartRow[]> {
  return await db.query<PartRow>(
    `select ${columns}
       from bookings self join bookings b on ${ofSameVisit} ${joined}
      where self.id = $1::bigint`,
    [bookingId],
  )
}

/** All services of the visits that these bookings belong to, whoever's they are, the nearest first. */
export async function listCardPartsOf(db: Connection, bookingIds: readonly number[]): Promise<PartRow[]> {
  return await db.query<PartRow>(
    `select ${columns}
       from (select distinct on (o.visit_id) o.user_id, o.visit_id, o.starts_at from bookings o
              where o.id = any($1::bigint[])) self
       join bookings b on ${ofSameVisit} ${joined}
      order by b.starts_at, b.id`,
    [bookingIds],
  )
}

/** The services, active ones, of those of a person's visits of a series that start at `from` or later, the nearest first. */
export async function listSeriesParts(
  db: Connection,
  userId: number,
  seriesId: number,
  from: Date,
): Promise<PartRow[]> {
  return await db.query<PartRow>(
    `select ${columns}
       from bookings b ${joined}
      where b.user_id = $1::bigint and b.starts_at >= $3::timestamptz and b.series_id = $2::bigint
        and b.status in ('pending', 'confirmed')
      order by b.starts_at, b.id`,
    [userId, seriesId, from],
  )
}

/** One service of a visit of a page. */
export interface PartOfPage extends PartRow {
  /** Visits on all pages. */
  readonly total: number
}

/** The services of a person's visits of which something is active and not over at `now`, the nearest visit first. */
export async function listUpcomingCards(
  db: Connection,
  userId: number,
  now: Date,
  limit: number,
  offset: number,
): Promise<PartOfPage[]> {
  return await db.query<PartOfPage>(
    pageOfVisits({ having: isUpcoming, order: 'min(b.starts_at), b.visit_id' }),
    [userId, now, limit, offset],
  )
}

/** Those of a person's visits that are over at `now`, or ended by a cancellation, the latest visit first. */
export async function listPastCards(
  db: Connection,
  userId: number,
  now: Date,
  limit: number,
  offset: number,
): Promise<PartOfPage[]> {
  return await db.query<PartOfPage>(
    pageOfVisits({ having: `not ${isUpcoming}`, order: 'min(b.starts_at) desc, b.visit_id desc' }),
    [userId, now, limit, offset],
  )
}

/** Visits of a person in which this staff member does something (null: anybody), cancelled ones too, the latest first. */
export async function listClientCards(
  db: Connection,
  userId: number,
  staffId: number | null,
  limit: number,
  offset: number,
): Promise<PartOfPage[]> {
  return await db.query<PartOfPage>(
    pageOfVisits({
      having: 'bool_or($2::bigint is null or b.staff_id = $2::bigint)',
      order: 'min(b.starts_at) desc, b.visit_id desc',
    }),
    [userId, staffId, limit, offset],
  )
}

const isUpcoming = `bool_or(b.status in ('pending', 'confirmed') and b.ends_at > $2::timestamptz)`

function pageOfVisits({ having, order }: { readonly having: string; readonly order: string }): string {
  return `
    with page as (
      select b.visit_id, row_number() over (order by ${order}) as place, count(*) over () as total
        from bookings b
       where b.user_id = $1::bigint and b.pending_for is distinct from 'offer'
       group by b.visit_id
      having ${having}
       order by place
       limit $3::int offset $4::bigint
    )
    select ${columns}, page.total
      from page join bookings b on b.user_id = $1::bigint and b.visit_id = page.visit_id ${joined}
     order by page.place`
}
