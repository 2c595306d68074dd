import type { UseCaseContext } from '../context.ts'
import type { DeclineReason } from '../domain/decline-reason.ts'
import { freedBy } from '../domain/freed-time.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markCancelled } from '../storage/booking-status.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { decideRequest, type DecisionResult } from './decide-request.ts'
import { resumeMetEntries } from './leave-met-entries.ts'
import type { RequestInput } from './lock-request.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { planDecisionNotices } from './plan-notices.ts'
import { cancelTasksOfVisit } from './plan-tasks-of-visit.ts'

export interface DeclineBookingInput extends RequestInput {
  /** Null: the client is given none. */
  readonly reason: DeclineReason | null
}

/** Declines a booking that waits for the business: its time is free at once, and the client, who is told why, waits again if they waited before. */
export async function declineBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: DeclineBookingInput,
): Promise<DecisionResult> {
  return await decideRequest(ctx, actor, input, {
    action: 'booking.decline',
    make: async (tx, booking, now) => {
      await cancelTasksOfVisit(ctx, tx, booking)
      await markCancelled(tx, booking, 'admin', input.reason, now)
      const entry = await insertAuditEntry(tx, {
        ...auditActor(actor),
        at: now,
        action: 'booking.decline',
        entity: 'booking',
        entityId: booking.id,
        before: { status: booking.status },
        after: { status: 'cancelled', reason: input.reason },
      })
      await planDecisionNotices(ctx, tx, { actor, booking, entry, kind: 'request_declined' })
      await resumeMetEntries(ctx, tx, booking)
      await offerFreedTime(ctx, tx, freedBy(booking))
    },
  })
}
