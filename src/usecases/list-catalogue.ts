import type { UseCaseContext } from '../context.ts'
import {
  countArchivedServices,
  listCatalogueServices,
  type CatalogueService,
} from '../storage/service-catalogue.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'

export type Catalogue =
  | {
      readonly ok: true
      readonly services: readonly CatalogueService[]
      readonly currency: string
      /** How many are archived, whichever were asked for. */
      readonly archived: number
    }
  | { readonly ok: false; readonly reason: 'forbidden' }

/** All services of the business, hidden ones included; those that are archived apart. */
export async function listCatalogue(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly shelf: 'current' | 'archived' },
): Promise<Catalogue> {
  if (!isPermitted(actor, 'services')) return { ok: false, reason: 'forbidden' }
  const { currency } = await loadSettings(ctx)
  return {
    ok: true,
    services: await listCatalogueServices(ctx.db, input.shelf),
    currency,
    archived: await countArchivedServices(ctx.db),
  }
}
