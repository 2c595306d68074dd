import type { UseCaseContext } from '../context.ts'
import { swapped } from '../domain/order.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockServiceOrder, writeServiceOrder } from '../storage/service-catalogue.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { loadServiceCard, requireServiceCard, type ServiceCard } from './service-card.ts'

export interface MoveServiceInput {
  readonly serviceId: number
  readonly direction: 'up' | 'down'
}

export type MoveServiceResult =
  | { readonly ok: true; readonly card: ServiceCard }
  | { readonly ok: false; readonly reason: 'forbidden' | 'service_gone' }

/** Changes places with the neighbour in the owner's order; at the end of it, and in the archive, it stays. */
export async function moveService(
  ctx: UseCaseContext,
  actor: Actor,
  { serviceId, direction }: MoveServiceInput,
): Promise<MoveServiceResult> {
  if (!isPermitted(actor, 'services')) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'service.move', redeliveryWindow(now))
    if (repeated) return { ok: true, card: await requireServiceCard(ctx, tx, repeated.entityId) }
    const order = await lockServiceOrder(tx)
    const moved = swapped(order, serviceId, direction)
    if (moved) {
      await writeServiceOrder(tx, moved)
      await insertAuditEntry(tx, {
        ...auditActor(actor),
        at: now,
        action: 'service.move',
        entity: 'service',
        entityId: serviceId,
        before: { position: order.indexOf(serviceId) + 1 },
        after: { position: moved.indexOf(serviceId) + 1 },
      })
    }
    const card = await loadServiceCard(ctx, tx, serviceId)
    return card ? { ok: true, card } : { ok: false, reason: 'service_gone' }
  })
}
