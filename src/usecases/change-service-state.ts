import type { UseCaseContext } from '../context.ts'
import { stateAfter, type ServiceStep } from '../domain/service-state.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockService, updateServiceState } from '../storage/service-catalogue.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { requireServiceCard, type ServiceCard } from './service-card.ts'

export interface ChangeServiceStateInput {
  readonly serviceId: number
  /** Of the service as it was shown. */
  readonly version: number
  readonly step: ServiceStep
}

export type ChangeServiceStateResult =
  | { readonly ok: true; readonly card: ServiceCard }
  | { readonly ok: false; readonly reason: 'forbidden' | 'service_gone' }
  /** Somebody else was faster: the card shows what they made of it. */
  | { readonly ok: false; readonly reason: 'changed_meanwhile'; readonly card: ServiceCard }

/** Enables, disables, archives or restores a service. None of it touches a visit that is agreed. */
export async function changeServiceState(
  ctx: UseCaseContext,
  actor: Actor,
  { serviceId, version, step }: ChangeServiceStateInput,
): Promise<ChangeServiceStateResult> {
  if (!isPermitted(actor, 'services')) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const action = `service.${step}`
    await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, action, redeliveryWindow(now))
    if (repeated) return { ok: true, card: await requireServiceCard(ctx, tx, repeated.entityId) }
    const service = await lockService(tx, serviceId)
    if (!service) return { ok: false, reason: 'service_gone' }
    const state = stateAfter(step, service.state)
    if (service.version !== version || state === null) {
      return { ok: false, reason: 'changed_meanwhile', card: await requireServiceCard(ctx, tx, serviceId) }
    }

    await updateServiceState(tx, serviceId, state, now)
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action,
      entity: 'service',
      entityId: serviceId,
      before: { state: service.state },
      after: { state },
    })
    return { ok: true, card: await requireServiceCard(ctx, tx, serviceId) }
  })
}
