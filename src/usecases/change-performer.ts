import type { UseCaseContext } from '../context.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import {
  addPerformer,
  listPerformers,
  nameWholeTeam,
  raiseServiceVersion,
  removePerformer,
  type Performer,
} from '../storage/performers.ts'
import { lockService } from '../storage/service-catalogue.ts'
import { lockPerson } from '../storage/users.ts'
import { countComingVisits } from '../storage/visits-of-staff.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'

export interface ChangePerformerInput {
  readonly staffId: number
  readonly serviceId: number
  /** Of the service as it was shown. */
  readonly version: number
  readonly performs: boolean
}

export type ChangePerformerResult =
  | {
      readonly ok: true
      /** Visits to come that keep what was agreed; 0 where a service was given. */
      readonly kept: number
      /** Where the whole team performed it until now: how many do from now on, by name. Null: they were named before. */
      readonly named: number | null
    }
  /**
   * `changed_meanwhile`: somebody was faster, with the service or with the specialist. `last_performer`: without anybody
   * who performs it the service would be everybody's.
   */
  | {
      readonly ok: false
      readonly reason: 'forbidden' | 'service_gone' | 'changed_meanwhile' | 'last_performer'
    }

/** Gives a service to a specialist, or takes it from them. Visits agreed earlier stay with them. */
export async function changePerformer(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, serviceId, version, performs }: ChangePerformerInput,
): Promise<ChangePerformerResult> {
  if (!isPermitted(actor, 'services')) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const kept = async () => (performs ? 0 : await countComingVisits(tx, staffId, now, serviceId))
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'service.performer', redeliveryWindow(now))
    if (repeated)
      return { ok: true, kept: await kept(), named: Number(repeated.after?.['named'] ?? 0) || null }
    const service = await lockService(tx, serviceId)
    if (!service) return { ok: false, reason: 'service_gone' }
    const team = await listPerformers(tx, serviceId)
    const one = team.find(({ id }) => id === staffId)
    const isAsShown = service.version === version && service.state !== 'archived'
    if (!one || !isAsShown || one.performs === performs) return { ok: false, reason: 'changed_meanwhile' }
    const others = team.filter((member) => member.performs && member.id !== staffId)
    if (!performs && others.length === 0) return { ok: false, reason: 'last_performer' }

    const wereAll = team.every((member) => member.performs)
    await write(tx, serviceId, staffId, performs)
    const named = wereAll ? others.length : null
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'service.performer',
      entity: 'service',
      entityId: serviceId,
      before: { staff_id: staffId, performs: !performs, ...termsOf(one) },
      after: { staff_id: staffId, performs, named },
    })
    return { ok: true, kept: await kept(), named }
  })
}

async function write(tx: Transaction, serviceId: number, staffId: number, performs: boolean): Promise<void> {
  if (performs) {
    await addPerformer(tx, serviceId, staffId)
  } else {
    await nameWholeTeam(tx, serviceId)
    await removePerformer(tx, serviceId, staffId)
  }
  await raiseServiceVersion(tx, serviceId)
}

function termsOf({ own }: Performer): object {
  return { price_minor: own.priceMinor, duration_min: own.durationMin }
}
