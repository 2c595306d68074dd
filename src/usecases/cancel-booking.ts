import type { UseCaseContext, VisitCard } from '../context.ts'
import { cancellationHoursOf, refuseCancellation, type CancelRefusal } from '../domain/booking-rules.ts'
import type { Booking } from '../domain/booking.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { markCancelled } from '../storage/bookings.ts'
import type { Transaction } from '../storage/database.ts'
import { findService } from '../storage/services.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import { lockOwnBooking } from './lock-own-booking.ts'
import { planNotices } from './plan-notices.ts'
import { cancelTasksOfVisit } from './plan-tasks-of-visit.ts'
import { requireVisitCard } from './require-visit-card.ts'

export type CancelBookingResult =
  | { readonly ok: true; readonly visit: VisitCard }
  | { readonly ok: false; readonly reason: 'booking_gone' | 'already_cancelled' }
  | {
      readonly ok: false
      readonly reason: 'too_late'
      /** Hours before the start until which a client may cancel. */
      readonly hours: number
      /** How to reach the business instead. */
      readonly phone: string | null
    }

/** Cancels the person's own visit while its deadline allows: its time is free and its reminders are off at once. */
export async function cancelBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly bookingId: number },
): Promise<CancelBookingResult> {
  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const booking = await lockOwnBooking(tx, actor, input.bookingId)
    if (!booking) return { ok: false, reason: 'booking_gone' }
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'booking.cancel', redeliveryWindow(now))
    if (repeated) return { ok: true, visit: await requireVisitCard(ctx, tx, repeated.entityId) }

    const settings = await loadSettings(ctx, tx)
    const service = await findService(tx, booking.serviceId)
    const hours = service ? cancellationHoursOf(service, settings) : settings.cancellationHours
    const refusal = refuseCancellation(booking, hours, now)
    if (refusal) return refused(refusal, hours, settings.phone)
    await cancel(ctx, tx, actor, booking)
    return { ok: true, visit: await requireVisitCard(ctx, tx, booking.id) }
  })
}

function refused(reason: CancelRefusal, hours: number, phone: string | null): CancelBookingResult {
  return reason === 'too_late' ? { ok: false, reason, hours, phone } : { ok: false, reason }
}

async function cancel(ctx: UseCaseContext, tx: Transaction, actor: Actor, booking: Booking): Promise<void> {
  const now = ctx.clock.now()
  await markCancelled(tx, booking.id, 'client', null, now)
  await cancelTasksOfVisit(ctx, tx, booking)
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: now,
    action: 'booking.cancel',
    entity: 'booking',
    entityId: booking.id,
    before: { status: booking.status },
    after: { status: 'cancelled' },
  })
  await planNotices(ctx, tx, { actor, booking, entry, kind: 'visit_cancelled' })
}
