import type { UseCaseContext } from '../context.ts'
import type { Connection } from '../storage/database.ts'
import { listPerformers } from '../storage/performers.ts'
import {
  countUpcomingVisits,
  findCatalogueService,
  listServiceOrder,
  type CatalogueService,
} from '../storage/service-catalogue.ts'
import { loadSettings } from './load-settings.ts'

/** A service with all that whoever changes it wants to know. */
export interface ServiceCard {
  readonly service: CatalogueService
  readonly currency: string
  /** Among all that are not archived, from 1; null: it is archived. */
  readonly position: number | null
  readonly total: number
  /** Visits to come that have it in them. */
  readonly upcoming: number
  /** Of the team: how many perform it, how many of those can be booked, and how many there are. */
  readonly performers: { readonly performing: number; readonly bookable: number; readonly team: number }
  /** What counts where the service has no rule of its own. */
  readonly business: {
    readonly slotIntervalMin: number
    readonly minimumNoticeMin: number
    readonly cancellationHours: number
  }
}

export async function loadServiceCard(
  ctx: UseCaseContext,
  db: Connection,
  serviceId: number,
): Promise<ServiceCard | undefined> {
  const service = await findCatalogueService(db, serviceId)
  if (!service) return undefined
  const settings = await loadSettings(ctx, db)
  const order = await listServiceOrder(db)
  const index = order.indexOf(serviceId)
  return {
    service,
    currency: settings.currency,
    position: index < 0 ? null : index + 1,
    total: order.length,
    upcoming: await countUpcomingVisits(db, serviceId, ctx.clock.now()),
    performers: await countPerformers(db, serviceId),
    business: {
      slotIntervalMin: settings.slotIntervalMinutes,
      minimumNoticeMin: settings.minimumNoticeMinutes,
      cancellationHours: settings.cancellationHours,
    },
  }
}

async function countPerformers(db: Connection, serviceId: number): Promise<ServiceCard['performers']> {
  const team = await listPerformers(db, serviceId)
  const performing = team.filter(({ performs }) => performs)
  const bookable = performing.filter((performer) => performer.bookable)
  return { performing: performing.length, bookable: bookable.length, team: team.length }
}

/** The card of a service that is known to exist. */
export async function requireServiceCard(
  ctx: UseCaseContext,
  db: Connection,
  serviceId: number,
): Promise<ServiceCard> {
  const card = await loadServiceCard(ctx, db, serviceId)
  if (!card) throw new Error(`service ${serviceId} has no card`)
  return card
}
