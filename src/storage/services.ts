import type { PricedService, Service } from '../domain/agenda.ts'
import type { Connection } from './database.ts'

export const serviceColumns = `
  s.id, s.category, s.name, s.description, s.emoji, s.duration_min as "durationMin",
  s.buffer_before_min as "bufferBeforeMin", s.buffer_after_min as "bufferAfterMin",
  s.slot_interval_min as "slotIntervalMin", s.price_minor as "priceMinor", s.capacity,
  s.min_notice_min as "minimumNoticeMin", s.cancellation_hours as "cancellationHours"`

/** What a client can book, in the owner's order, with the prices of whoever performs it. */
export async function listActiveServices(db: Connection): Promise<PricedService[]> {
  return await db.query<PricedService>(
    `select ${serviceColumns},
            array(select distinct coalesce(own.price_minor, s.price_minor)
                    from staff t left join staff_services own on own.staff_id = t.id and own.service_id = s.id
                   where t.bookable and t.archived_at is null
                     and (own.staff_id is not null
                          or not exists (select from staff_services o where o.service_id = s.id))) as prices
       from services s
      where s.active and s.archived_at is null
      order by s.sort_order, s.id`,
  )
}

/**
 * What can be booked with a specialist, in the owner's order and with the specialist's own minutes and prices: the
 * services assigned to them, and those that are assigned to nobody.
 */
export async function listServicesOfSpecialist(db: Connection, staffId: number): Promise<Service[]> {
  const rows = await db.query<Service & { ownDurationMin: number | null; ownPriceMinor: number | null }>(
    `select ${serviceColumns}, own.duration_min as "ownDurationMin", own.price_minor as "ownPriceMinor"
       from services s
       left join staff_services own on own.service_id = s.id and own.staff_id = $1::bigint
      where s.active and s.archived_at is null
        and (own.service_id is not null or not exists (select from staff_services o where o.service_id = s.id))
      order by s.sort_order, s.id`,
    [staffId],
  )
  return rows.map(({ ownDurationMin, ownPriceMinor, ...service }) => ({
    ...service,
    durationMin: ownDurationMin ?? service.durationMin,
    priceMinor: ownPriceMinor ?? service.priceMinor,
  }))
}

/** Any services, also those that can't be booked any more: a visit agreed earlier keeps them. */
export async function listServices(db: Connection, serviceIds: readonly number[]): Promise<Service[]> {
  return await db.query<Service>(
    `select ${serviceColumns} from services s where s.id = any($1::bigint[]) order by s.sort_order, s.id`,
    [serviceIds],
  )
}

/** Whether clients have anything to book. */
export async function hasActiveService(db: Connection): Promise<boolean> {
  const [row] = await db.query<{ some: boolean }>(
    'select exists (select from services where active and archived_at is null) as some',
  )
  return row?.some ?? false
}

export interface NewService {
  readonly name: string
  readonly emoji?: string | null
  readonly description?: string | null
  readonly category?: string | null
  /** Minutes. */
  readonly durationMin: number
  readonly bufferBeforeMin?: number
  readonly bufferAfterMin?: number
  readonly slotIntervalMin?: number | null
  /** Minor units; null: on request. */
  readonly priceMinor: number | null
  readonly capacity?: number
  readonly minimumNoticeMin?: number | null
  readonly cancellationHours?: number | null
}

/** Adds an active service behind all others. */
export async function insertService(db: Connection, service: NewService): Promise<Service> {
  const rows = await db.query<Service>(
    `insert into services as s (name, emoji, description, category, duration_min, buffer_before_min, buffer_after_min,
                                slot_interval_min, price_minor, capacity, min_notice_min, cancellation_hours,
                                sort_order, active, version)
     values ($1::text, $2::text, $3::text, $4::text, $5::int, $6::int, $7::int, $8::int, $9::bigint, $10::int,
             $11::int, $12::int, (select coalesce(max(sort_order), 0) + 1 from services), true, 1)
     returning ${serviceColumns}`,
    [
      service.name,
      service.emoji ?? null,
      service.description ?? null,
      service.category ?? null,
      service.durationMin,
      service.bufferBeforeMin ?? 0,
      service.bufferAfterMin ?? 0,
      service.slotIntervalMin ?? null,
      service.priceMinor,
      service.capacity ?? 1,
      service.minimumNoticeMin ?? null,
      service.cancellationHours ?? null,
    ],
  )
  const [row] = rows
  if (!row) throw new Error('an insert of a service returned no row')
  return row
}

/** Whether any service has a price, of its own or a specialist's. */
export async function hasPrices(db: Connection): Promise<boolean> {
  const [row] = await db.query<{ found: boolean }>(
    `select exists (select from services where price_minor is not null)
            or exists (select from staff_services where price_minor is not null) as found`,
  )
  return row?.found ?? false
}
