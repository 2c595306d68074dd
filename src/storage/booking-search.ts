import type { BookingStatus } from '../domain/booking.ts'
import type { Interval } from '../domain/interval.ts'
import type { Connection } from './database.ts'

/** What bookings are looked for by; null: whatever it is. */
export interface BookingFilter {
  readonly clientId: number | null
  readonly serviceId: number | null
  readonly staffId: number | null
  readonly status: BookingStatus | null
  /** Of the start. */
  readonly period: Interval | null
}

export interface FoundBooking {
  readonly id: number
  readonly visitId: number
  /** Visits on all pages. */
  readonly total: number
}

/** So many are put in order and counted; whoever looks for one among more narrows the search. */
export const mostFound = 500

/** Enough services for so many visits of four each, and for those that the last one cuts. */
const mostServicesRead = 2_500

/**
 * Of each visit the first service that fits, a page of them by their starts; of a page beyond the end the last one. It
 * reads along the index of the starts, or of the person, and ends as soon as it has read enough: whether a service is the
 * first of its visit is seen among what was read, since somebody may have thousands to look through. Places that are only
 * offered to somebody are no visits.
 */
export async function searchBookings(
  db: Connection,
  { clientId, serviceId, staffId, status, period }: BookingFilter,
  { first, limit, offset }: { readonly first: 'nearest' | 'latest'; limit: number; offset: number },
): Promise<FoundBooking[]> {
  const direction = first === 'nearest' ? 'asc' : 'desc'
  const inOrder = `order by starts_at ${direction}, id ${direction}`
  return await db.query<FoundBooking>(
    `with fitting as (
       select id, visit_id, starts_at from bookings
        where ($1::bigint is null or user_id = $1::bigint)
          and ($2::bigint is null or service_id = $2::bigint)
          and ($3::bigint is null or staff_id = $3::bigint)
          and ($4::text is null or status = $4::text)
          and ($5::timestamptz is null or starts_at >= $5::timestamptz and starts_at < $6::timestamptz)
          and pending_for is distinct from 'offer'
        ${inOrder}
        limit ${mostServicesRead}),
     visit as (select distinct on (visit_id) * from fitting order by visit_id, starts_at, id),
     found as (select * from visit ${inOrder} limit ${mostFound})
     select id, visit_id as "visitId", (select count(*) from found) as total
       from found
      ${inOrder}
      limit $7::int offset (select least($8::bigint, greatest(count(*) - 1, 0) / $7::int * $7::int) from found)`,
    [clientId, serviceId, staffId, status, period?.start ?? null, period?.end ?? null, limit, offset],
  )
}

export interface Choice {
  readonly id: number
  readonly name: string
}

/** All services, those that can be booked first. */
export async function listServiceNames(db: Connection): Promise<Choice[]> {
  return await db.query<Choice>(
    `select id, concat_ws(' ', emoji, name) as name from services
      order by archived_at nulls first, sort_order, id`,
  )
}

/** Whoever performs or performed services, those who still do first. */
export async function listSpecialistNames(db: Connection): Promise<Choice[]> {
  return await db.query<Choice>(
    `select id, name from staff where bookable or archived_at is not null
      order by archived_at nulls first, sort_order, id`,
  )
}
