import type { UseCaseContext } from '../context.ts'
import type { DeclineReason } from '../domain/decline-reason.ts'
import { freedBy } from '../domain/waiting-list.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { markCancelled } from '../storage/booking-status.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import {
  lockRequest,
  refuseDecision,
  requireRequest,
  type BookingRequest,
  type DecisionRefusal,
  type RequestInput,
} from './lock-request.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { planDecisionNotices } from './plan-notices.ts'
import { cancelTasksOfVisit } from './plan-tasks-of-visit.ts'

export interface DeclineBookingInput extends RequestInput {
  /** Null: the client is given none. */
  readonly reason: DeclineReason | null
}

export type DeclineBookingResult = { readonly ok: true; readonly request: BookingRequest } | DecisionRefusal

/** Declines a booking that waits for the business: its time is free at once, and the client is told why. */
export async function declineBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: DeclineBookingInput,
): Promise<DeclineBookingResult> {
  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const booking = await lockRequest(tx, actor, input.bookingId)
    if (!booking) return { ok: false, reason: 'booking_gone' }
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'booking.decline', redeliveryWindow(now))
    if (repeated) return { ok: true, request: await requireRequest(ctx, tx, repeated.entityId) }
    const refusal = refuseDecision(booking, input, now)
    if (refusal) return { ok: false, reason: refusal, request: await requireRequest(ctx, tx, booking.id) }

    await markCancelled(tx, booking, 'admin', input.reason, now)
    await cancelTasksOfVisit(ctx, tx, booking)
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
    await offerFreedTime(ctx, tx, freedBy(booking))
    return { ok: true, request: await requireRequest(ctx, tx, booking.id) }
  })
}
