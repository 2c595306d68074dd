import type { UseCaseContext } from '../context.ts'
import { requireVisit } from '../domain/visit.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markConfirmed } from '../storage/booking-status.ts'
import { settleEntries } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { decideRequest, type DecisionResult } from './decide-request.ts'
import type { RequestInput } from './lock-request.ts'
import { planDecisionNotices } from './plan-notices.ts'
import { cancelTasksOfVisit, planTasksOfVisit } from './plan-tasks-of-visit.ts'

/** Confirms a booking that waits for the business: its reminders are planned, and the client is told. */
export async function approveBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: RequestInput,
): Promise<DecisionResult> {
  return await decideRequest(ctx, actor, input, {
    action: 'booking.approve',
    make: async (tx, booking, now) => {
      await cancelTasksOfVisit(ctx, tx, booking)
      const confirmed = requireVisit(await markConfirmed(tx, booking, now))
      await planTasksOfVisit(ctx, tx, confirmed)
      await settleEntries(tx, confirmed)
      const entry = await insertAuditEntry(tx, {
        ...auditActor(actor),
        at: now,
        action: 'booking.approve',
        entity: 'booking',
        entityId: booking.id,
        before: { status: booking.status },
        after: { status: confirmed.status },
      })
      await planDecisionNotices(ctx, tx, { actor, booking: confirmed, entry, kind: 'request_approved' })
    },
  })
}
