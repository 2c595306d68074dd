import type { UseCaseContext } from '../context.ts'
import type { Service, Specialist } from '../domain/agenda.ts'
import { listServicesWithSpecialists } from '../storage/agenda.ts'
import { listStaffWithCards } from '../storage/staff.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

export type SpecialistList =
  | {
      readonly ok: true
      readonly service: Service
      readonly specialists: readonly Specialist[]
      /** Ids of those with a bio or a photo. */
      readonly withCards: readonly number[]
      readonly currency: string
    }
  | { readonly ok: false; readonly reason: 'service_gone' }

/** Who may perform a service; with a single one there is nothing to choose. */
export async function listSpecialists(
  ctx: UseCaseContext,
  _actor: Actor,
  input: { readonly serviceId: number },
): Promise<SpecialistList> {
  const [found] = await listServicesWithSpecialists(ctx.db, [input.serviceId])
  if (!found) return { ok: false, reason: 'service_gone' }
  const { service, specialists } = found
  const { currency } = await loadSettings(ctx)
  const withCards = await listStaffWithCards(
    ctx.db,
    specialists.map(({ id }) => id),
  )
  return { ok: true, service, specialists, withCards, currency }
}
