import type { UseCaseContext } from '../context.ts'
import type { OfferedService } from '../domain/agenda.ts'
import { byCategory } from '../domain/categories.ts'
import { atLeastPrice } from '../domain/visit.ts'
import { listActiveServices } from '../storage/services.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

export interface ServiceList {
  readonly services: readonly OfferedService[]
  readonly currency: string
}

/** What can be booked, category by category, in the owner's order. */
export async function listServices(ctx: UseCaseContext, _actor: Actor): Promise<ServiceList> {
  const settings = await loadSettings(ctx)
  return { services: byCategory(atLeastPrice(await listActiveServices(ctx.db))), currency: settings.currency }
}
