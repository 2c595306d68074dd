import type { UseCaseContext } from '../context.ts'
import type { Visit } from '../domain/visit.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { redeliveryWindow } from './audit.ts'
import {
  lockRequest,
  refuseDecision,
  requireRequest,
  type BookingRequest,
  type DecisionRefusal,
  type RequestInput,
} from './lock-request.ts'

export type DecisionResult = { readonly ok: true; readonly request: BookingRequest } | DecisionRefusal

interface Decision {
  /** Of the audit log. */
  readonly action: 'booking.approve' | 'booking.decline'
  readonly make: (tx: Transaction, booking: Visit, now: Date) => Promise<void>
}

/**
 * What staff decide on a booking that waits for them: locked, by whoever may, once for each update, and only on the time
 * that their button showed.
 */
export async function decideRequest(
  ctx: UseCaseContext,
  actor: Actor,
  input: RequestInput,
  { action, make }: Decision,
): Promise<DecisionResult> {
  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const booking = await lockRequest(tx, actor, input.bookingId)
    if (!booking) return { ok: false, reason: 'booking_gone' }
    const repeated = await findEntryOfOrigin(tx, actor.origin, action, redeliveryWindow(now))
    if (repeated) return { ok: true, request: await requireRequest(ctx, tx, repeated.entityId) }
    const refusal = refuseDecision(booking, input, now)
    if (refusal) return { ok: false, reason: refusal, request: await requireRequest(ctx, tx, booking.id) }
    await make(tx, booking, now)
    return { ok: true, request: await requireRequest(ctx, tx, booking.id) }
  })
}
