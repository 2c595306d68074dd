import type { BookingStatus } from '../domain/booking.ts'
import type { Connection } from './database.ts'

export interface VisitCardRow {
  readonly bookingId: number
  readonly userId: number
  readonly visitId: number
  readonly version: number
  readonly serviceId: number
  readonly serviceName: string
  readonly serviceEmoji: string | null
  readonly cancellationHours: number | null
  readonly staffId: number
  readonly staffName: string
  /** True while nobody else can be booked, so that naming the specialist says nothing. */
  readonly onlySpecialist: boolean
  readonly startsAt: Date
  readonly endsAt: Date
  readonly durationMin: number
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

const cards = `
  select b.id as "bookingId", b.user_id as "userId", b.visit_id as "visitId", b.version, b.service_id as "serviceId",
         s.name as "serviceName", s.emoji as "serviceEmoji", s.cancellation_hours as "cancellationHours", b.staff_id as "staffId",
         t.name as "staffName",
         not exists (select from staff o where o.bookable and o.archived_at is null and o.id <> t.id)
           as "onlySpecialist",
         b.starts_at as "startsAt", b.ends_at as "endsAt", b.duration_min as "durationMin",
         b.price_minor as "priceMinor", b.status, b.attendance_confirmed_at is not null as "attendanceConfirmed",
         b.pending_for as "pendingFor", b.guest_name as "guestName", b.client_comment as "comment",
         b.cancel_reason as "cancelReason",
         concat_ws(' ', u.first_name, u.last_name) as "clientName", u.phone as "clientPhone"
    from bookings b
    join services s on s.id = b.service_id
    join staff t on t.id = b.staff_id
    join users u on u.id = b.user_id`

/** What any screen shows of one booking, whoever's it is. */
export async function findVisitCard(db: Connection, bookingId: number): Promise<VisitCardRow | undefined> {
  const [row] = await db.query<VisitCardRow>(`${cards} where b.id = $1::bigint`, [bookingId])
  return row
}

export interface VisitCardPage {
  readonly rows: readonly VisitCardRow[]
  readonly total: number
}

/** A person's active visits that are not over at `now`, the nearest first. */
export async function listUpcomingCards(
  db: Connection,
  userId: number,
  now: Date,
  limit: number,
  offset: number,
): Promise<VisitCardPage> {
  const rows = await db.query<VisitCardRow & { total: number }>(
    `select page.*, count(*) over () as total from (${cards}
      where b.user_id = $1::bigint and b.status in ('pending', 'confirmed') and b.ends_at > $2::timestamptz
        and b.pending_for is distinct from 'offer') page
      order by page."startsAt", page."bookingId"
      limit $3::int offset $4::bigint`,
    [userId, now, limit, offset],
  )
  return { rows, total: rows[0]?.total ?? 0 }
}

/** A person's visits that are over at `now`, or ended by a cancellation, the latest first. */
export async function listPastCards(
  db: Connection,
  userId: number,
  now: Date,
  limit: number,
  offset: number,
): Promise<VisitCardPage> {
  const rows = await db.query<VisitCardRow & { total: number }>(
    `select page.*, count(*) over () as total from (${cards}
      where b.user_id = $1::bigint and b.pending_for is distinct from 'offer'
        and not (b.status in ('pending', 'confirmed') and b.ends_at > $2::timestamptz)) page
      order by page."startsAt" desc, page."bookingId" desc
      limit $3::int offset $4::bigint`,
    [userId, now, limit, offset],
  )
  return { rows, total: rows[0]?.total ?? 0 }
}
