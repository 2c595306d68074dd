import type { UseCaseContext } from '../context.ts'
import { listPerformers, type Performer } from '../storage/performers.ts'
import { findCatalogueService, type CatalogueService } from '../storage/service-catalogue.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'

export type Performers =
  | {
      readonly ok: true
      readonly service: CatalogueService
      readonly performers: readonly Performer[]
      readonly currency: string
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'service_gone' }

/** Who of the team performs a service. */
export async function viewPerformers(
  ctx: UseCaseContext,
  actor: Actor,
  { serviceId }: { readonly serviceId: number },
): Promise<Performers> {
  if (!isPermitted(actor, 'services')) return { ok: false, reason: 'forbidden' }
  const service = await findCatalogueService(ctx.db, serviceId)
  if (!service) return { ok: false, reason: 'service_gone' }
  const { currency } = await loadSettings(ctx)
  return { ok: true, service, performers: await listPerformers(ctx.db, serviceId), currency }
}
