import type { UseCaseContext } from '../context.ts'
import { isAllowed } from '../domain/service-fields.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { listPerformers, nameWholeTeam, raiseServiceVersion, writeOwnTerms } from '../storage/performers.ts'
import { columnOfField, lockService } from '../storage/service-catalogue.ts'
import { lockPerson } from '../storage/users.ts'
import { countComingVisits } from '../storage/visits-of-staff.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'

export interface ChangeOwnTermsInput {
  readonly staffId: number
  readonly serviceId: number
  /** Of the service as it was shown. */
  readonly version: number
  readonly field: 'priceMinor' | 'durationMin'
  /** Minor units or minutes; null: as the service has it. */
  readonly value: number | null
}

export type ChangeOwnTermsResult =
  /** `kept`: visits to come that keep what was agreed. */
  | { readonly ok: true; readonly kept: number }
  /** `changed_meanwhile`: somebody was faster, with the service or with the specialist. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'invalid' | 'service_gone' | 'changed_meanwhile' }

/** Gives a service another price or another length with one specialist. Visits agreed earlier keep theirs. */
export async function changeOwnTerms(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, serviceId, version, field, value }: ChangeOwnTermsInput,
): Promise<ChangeOwnTermsResult> {
  if (!isPermitted(actor, 'services')) return { ok: false, reason: 'forbidden' }
  if (value !== null && !isAllowed({ field, value })) return { ok: false, reason: 'invalid' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const kept = async () => await countComingVisits(tx, staffId, now, serviceId)
    if (await findEntryOfOrigin(tx, actor.origin, 'service.own_terms', redeliveryWindow(now))) {
      return { ok: true, kept: await kept() }
    }
    const service = await lockService(tx, serviceId)
    if (!service) return { ok: false, reason: 'service_gone' }
    const one = (await listPerformers(tx, serviceId)).find(({ id }) => id === staffId)
    const isAsShown = service.version === version && service.state !== 'archived'
    if (!one?.performs || !isAsShown) return { ok: false, reason: 'changed_meanwhile' }
    if (one.own[field] === value) return { ok: true, kept: 0 }

    await nameWholeTeam(tx, serviceId)
    await writeOwnTerms(tx, serviceId, staffId, { ...one.own, [field]: value })
    await raiseServiceVersion(tx, serviceId)
    const column = columnOfField[field]
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'service.own_terms',
      entity: 'service',
      entityId: serviceId,
      before: { staff_id: staffId, [column]: one.own[field] },
      after: { staff_id: staffId, [column]: value },
    })
    return { ok: true, kept: await kept() }
  })
}
