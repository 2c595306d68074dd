import type { UseCaseContext } from '../context.ts'
import { isActive } from '../domain/booking-status.ts'
import { isCancelReason, type CancelReason } from '../domain/cancel-reason.ts'
import { ownWordsLimits, readOwnWords } from '../domain/own-words.ts'
import type { Visit } from '../domain/visit.ts'
import { freedBy } from '../domain/freed-time.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markCancelled } from '../storage/booking-status.ts'
import type { Transaction } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { changeAsStaff, type StaffChangeResult } from './change-as-staff.ts'
import { resumeMetEntries } from './leave-met-entries.ts'
import type { RequestInput } from './lock-request.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { planClientNotice, planNotices } from './plan-notices.ts'
import { cancelTasksOfVisit } from './plan-tasks-of-visit.ts'

export interface CancelAsStaffInput extends RequestInput {
  /** One of the known, own words, or null: none given. The client reads it. */
  readonly reason: CancelReason | (string & {}) | null
}

/** The business cancels a visit, also after the client's own deadline; the client is told. */
export async function cancelAsStaff(
  ctx: UseCaseContext,
  actor: Actor,
  input: CancelAsStaffInput,
): Promise<StaffChangeResult> {
  const read = readOwnWords(input.reason ?? '', ownWordsLimits.cancelReason)
  const reason = read.ok ? read.words : null
  return await changeAsStaff(ctx, actor, input, {
    action: 'booking.cancel',
    isPossible: ({ status, pendingFor }) => isActive(status) && pendingFor !== 'offer',
    make: async (tx, visit) => {
      await cancelVisit(ctx, tx, actor, visit, reason)
      if (!isNobodysTime(reason)) await offerFreedTime(ctx, tx, freedBy(visit))
    },
  })
}

/**
 * Of a locked, active visit: the client is told, and staff; one who only asked for it waits again if they waited before. Its
 * time is offered to nobody yet.
 */
export async function cancelVisit(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  visit: Visit,
  reason: string | null,
): Promise<void> {
  const now = ctx.clock.now()
  await cancelTasksOfVisit(ctx, tx, visit)
  await markCancelled(tx, visit, 'admin', reason, now)
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: now,
    action: 'booking.cancel',
    entity: 'booking',
    entityId: visit.id,
    before: { status: visit.status },
    after: { status: 'cancelled', ...(reason !== null && { changed: ['cancel_reason'] }) },
  })
  await planClientNotice(ctx, tx, { booking: visit, entry, kind: 'cancelled_by_us' })
  await planNotices(ctx, tx, { actor, booking: visit, entry, kind: 'visit_cancelled' })
  if (visit.status === 'pending') await resumeMetEntries(ctx, tx, visit)
}

/** Who waits is not sent to a specialist who is ill, nor to a closed door. */
function isNobodysTime(reason: string | null): boolean {
  return isCancelReason(reason) && reason !== 'agreed'
}
