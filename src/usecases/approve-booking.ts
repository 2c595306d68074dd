import type { UseCaseContext } from '../context.ts'
import { requireVisit } from '../domain/visit.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { markConfirmed } from '../storage/booking-status.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import {
  lockRequest,
  refuseDecision,
  requireRequest,
  type BookingRequest,
  type DecisionRefusal,
  type RequestInput,
} from './lock-request.ts'
import { planDecisionNotices } from './plan-notices.ts'
import { cancelTasksOfVisit, planTasksOfVisit } from './plan-tasks-of-visit.ts'

export type ApproveBookingResult = { readonly ok: true; readonly request: BookingRequest } | DecisionRefusal

/** Confirms a booking that waits for the business: its reminders are planned, and the client is told. */
export async function approveBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: RequestInput,
): Promise<ApproveBookingResult> {
  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const booking = await lockRequest(tx, actor, input.bookingId)
    if (!booking) return { ok: false, reason: 'booking_gone' }
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'booking.approve', redeliveryWindow(now))
    if (repeated) return { ok: true, request: await requireRequest(ctx, tx, repeated.entityId) }
    const refusal = refuseDecision(booking, input, now)
    if (refusal) return { ok: false, reason: refusal, request: await requireRequest(ctx, tx, booking.id) }

    await cancelTasksOfVisit(ctx, tx, booking)
    const confirmed = requireVisit(await markConfirmed(tx, booking, now))
    await planTasksOfVisit(ctx, tx, confirmed, await loadSettings(ctx, tx))
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
    return { ok: true, request: await requireRequest(ctx, tx, booking.id) }
  })
}
