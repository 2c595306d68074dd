import type { UseCaseContext } from '../context.ts'
import type { Service } from '../domain/agenda.ts'
import { listServicesOfSpecialist } from '../storage/services.ts'
import { findSpecialistCard, type SpecialistCard } from '../storage/staff.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

export type SpecialistView =
  | {
      readonly ok: true
      readonly specialist: SpecialistCard
      /** What can be booked with them, at their own minutes and prices; never empty. */
      readonly services: readonly Service[]
      readonly currency: string
    }
  | { readonly ok: false; readonly reason: 'staff_gone' }

/** A specialist as clients get to know them; whoever performs nothing that can be booked is none. */
export async function viewSpecialist(
  ctx: UseCaseContext,
  _actor: Actor,
  input: { readonly staffId: number },
): Promise<SpecialistView> {
  const specialist = await findSpecialistCard(ctx.db, input.staffId)
  const services = specialist ? await listServicesOfSpecialist(ctx.db, input.staffId) : []
  if (!specialist || services.length === 0) return { ok: false, reason: 'staff_gone' }
  const { currency } = await loadSettings(ctx)
  return { ok: true, specialist, services, currency }
}
