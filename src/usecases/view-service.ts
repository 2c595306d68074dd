import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'
import { loadServiceCard, type ServiceCard } from './service-card.ts'

export type ServiceView =
  | { readonly ok: true; readonly card: ServiceCard }
  | { readonly ok: false; readonly reason: 'forbidden' | 'service_gone' }

/** One service as whoever changes it sees it, archived ones included. */
export async function viewService(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly serviceId: number },
): Promise<ServiceView> {
  if (!isPermitted(actor, 'services')) return { ok: false, reason: 'forbidden' }
  const card = await loadServiceCard(ctx, ctx.db, input.serviceId)
  return card ? { ok: true, card } : { ok: false, reason: 'service_gone' }
}
