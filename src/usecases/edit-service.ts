import type { UseCaseContext } from '../context.ts'
import { isAllowed, leavesAgreed, opensPrivateVisits, type ServiceChange } from '../domain/service-fields.ts'
import { findEntryOfOrigin, insertAuditEntry, type OriginEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { columnOfField, lockService, updateService } from '../storage/service-catalogue.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { requireServiceCard, type ServiceCard } from './service-card.ts'

export interface EditServiceInput {
  readonly serviceId: number
  /** Of the service as it was shown. */
  readonly version: number
  readonly change: ServiceChange
}

export type EditServiceResult =
  | {
      readonly ok: true
      readonly card: ServiceCard
      /** Visits to come that keep what was agreed; 0 where the change concerns none. */
      readonly kept: number
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'service_gone' | 'invalid' }
  /**
   * `changed_meanwhile`: somebody else was faster, the card shows what they made of it. `private_visits`: a private
   * service can't become one for a group while visits of it are to come, which would get company nobody agreed to.
   */
  | {
      readonly ok: false
      readonly reason: 'changed_meanwhile' | 'private_visits'
      readonly card: ServiceCard
    }

/** Changes one field of a service. Visits agreed earlier stay as they were agreed. */
export async function editService(
  ctx: UseCaseContext,
  actor: Actor,
  input: EditServiceInput,
): Promise<EditServiceResult> {
  if (!isPermitted(actor, 'services')) return { ok: false, reason: 'forbidden' }
  const { serviceId, version, change } = input
  if (!isAllowed(change)) return { ok: false, reason: 'invalid' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'service.edit', redeliveryWindow(now))
    if (repeated) return await repeat(ctx, tx, repeated, change)
    const service = await lockService(tx, serviceId)
    if (!service) return { ok: false, reason: 'service_gone' }
    const card = await requireServiceCard(ctx, tx, serviceId)
    if (service.version !== version) return { ok: false, reason: 'changed_meanwhile', card }
    const before = service[change.field]
    if (before === change.value) return { ok: true, card, kept: 0 }
    if (card.upcoming > 0 && opensPrivateVisits(service, change)) {
      return { ok: false, reason: 'private_visits', card }
    }

    await updateService(tx, serviceId, { ...service, [change.field]: change.value })
    const column = columnOfField[change.field]
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'service.edit',
      entity: 'service',
      entityId: serviceId,
      before: { [column]: before },
      after: { [column]: change.value },
    })
    return await done(ctx, tx, serviceId, change, before)
  })
}

async function repeat(ctx: UseCaseContext, tx: Transaction, entry: OriginEntry, change: ServiceChange) {
  return await done(ctx, tx, entry.entityId, change, entry.before?.[columnOfField[change.field]])
}

async function done(
  ctx: UseCaseContext,
  tx: Transaction,
  serviceId: number,
  { field, value }: ServiceChange,
  before: unknown,
): Promise<EditServiceResult> {
  const card = await requireServiceCard(ctx, tx, serviceId)
  return { ok: true, card, kept: leavesAgreed(field, before, value) ? card.upcoming : 0 }
}
