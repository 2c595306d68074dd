import type { Service } from '../domain/agenda.ts'
import type { ServiceField, ServiceValues } from '../domain/service-fields.ts'
import type { ServiceState } from '../domain/service-state.ts'
import type { Connection, Transaction } from './database.ts'
import { serviceColumns } from './services.ts'

/** A service as whoever runs the business sees it. */
export interface CatalogueService extends Service {
  readonly state: ServiceState
  /** Null: not archived. */
  readonly archivedAt: Date | null
  /** For compare-and-set: grows with each change of a field or of the state. */
  readonly version: number
}

const catalogueColumns = `${serviceColumns},
  case when s.archived_at is not null then 'archived' when s.active then 'active' else 'hidden' end as state,
  s.archived_at as "archivedAt", s.version`

/** In the owner's order; those that are archived apart from the others, the last archived first. */
export async function listCatalogueServices(
  db: Connection,
  shelf: 'current' | 'archived',
): Promise<CatalogueService[]> {
  return await db.query<CatalogueService>(
    `select ${catalogueColumns} from services s
      where (s.archived_at is not null) = $1::boolean
      order by s.archived_at desc nulls first, s.sort_order, s.id`,
    [shelf === 'archived'],
  )
}

/** How many services are in the archive. */
export async function countArchivedServices(db: Connection): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'select count(*) as count from services where archived_at is not null',
  )
  return row?.count ?? 0
}

/** Of the archive, too. Undefined: there never was such a service. */
export async function findCatalogueService(
  db: Connection,
  serviceId: number,
): Promise<CatalogueService | undefined> {
  const [row] = await db.query<CatalogueService>(
    `select ${catalogueColumns} from services s where s.id = $1::bigint`,
    [serviceId],
  )
  return row
}

/** Holds up other changes of the service, and no booking of it. */
export async function lockService(tx: Transaction, serviceId: number): Promise<CatalogueService | undefined> {
  const [row] = await tx.query<CatalogueService>(
    `select ${catalogueColumns} from services s where s.id = $1::bigint for no key update`,
    [serviceId],
  )
  return row
}

/** Ids in the owner's order, archived ones left out. */
export async function listServiceOrder(db: Connection): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    'select id from services where archived_at is null order by sort_order, id',
  )
  return rows.map(({ id }) => id)
}

/** The same, held until the end of the transaction: locked in the order of their ids, and read when all are. */
export async function lockServiceOrder(tx: Transaction): Promise<number[]> {
  await tx.query('select id from services where archived_at is null order by id for no key update')
  return await listServiceOrder(tx)
}

/** Puts locked services in this order: all that are not in the archive. Their versions stay. */
export async function writeServiceOrder(tx: Transaction, serviceIds: readonly number[]): Promise<void> {
  await tx.query(
    `update services s set sort_order = o.position
       from unnest($1::bigint[]) with ordinality as o (id, position)
      where s.id = o.id and s.sort_order <> o.position`,
    [serviceIds],
  )
}

/** Writes all fields of a locked service, whose version grows by one. */
export async function updateService(
  tx: Transaction,
  serviceId: number,
  values: ServiceValues,
): Promise<void> {
  await tx.query(
    `update services
        set name = $2::text, emoji = $3::text, description = $4::text, category = $5::text, duration_min = $6::int,
            buffer_before_min = $7::int, buffer_after_min = $8::int, slot_interval_min = $9::int,
            price_minor = $10::bigint, capacity = $11::int, min_notice_min = $12::int,
            cancellation_hours = $13::int, version = version + 1
      where id = $1::bigint`,
    [
      serviceId,
      values.name,
      values.emoji,
      values.description,
      values.category,
      values.durationMin,
      values.bufferBeforeMin,
      values.bufferAfterMin,
      values.slotIntervalMin,
      values.priceMinor,
      values.capacity,
      values.minimumNoticeMin,
      values.cancellationHours,
    ],
  )
}

/** The names of the columns, as the audit log tells of them. */
export const columnOfField = {
  name: 'name',
  emoji: 'emoji',
  description: 'description',
  category: 'category',
  durationMin: 'duration_min',
  bufferBeforeMin: 'buffer_before_min',
  bufferAfterMin: 'buffer_after_min',
  slotIntervalMin: 'slot_interval_min',
  priceMinor: 'price_minor',
  capacity: 'capacity',
  minimumNoticeMin: 'min_notice_min',
  cancellationHours: 'cancellation_hours',
} as const satisfies Record<ServiceField, string>

/** Puts a locked service into a state, whose version grows by one. */
export async function updateServiceState(
  tx: Transaction,
  serviceId: number,
  state: ServiceState,
  at: Date,
): Promise<void> {
  await tx.query(
    `update services
        set active = $2::text = 'active',
            archived_at = case when $2::text = 'archived' then $3::timestamptz end,
            version = version + 1
      where id = $1::bigint`,
    [serviceId, state, at],
  )
}

/** Visits that begin after `now` and have the service in them; a place that is only offered to somebody is none. */
export async function countUpcomingVisits(db: Connection, serviceId: number, now: Date): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(distinct visit_id) as count from bookings
      where starts_at > $2::timestamptz and service_id = $1::bigint
        and (status = 'confirmed' or status = 'pending' and pending_for = 'approval')`,
    [serviceId, now],
  )
  return row?.count ?? 0
}
