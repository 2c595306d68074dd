import type { UseCaseContext, VisitCard } from '../context.ts'
import { isActive } from '../domain/booking-status.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markAttendanceConfirmed } from '../storage/booking-status.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { lockOwnBooking } from './lock-own-booking.ts'
import { requireVisitCard } from './require-visit-card.ts'

export type ConfirmAttendanceResult =
  | { readonly ok: true; readonly visit: VisitCard }
  | { readonly ok: false; readonly reason: 'booking_gone' | 'out_of_date' }

/**
 * "I will come", said about the very time that the person was shown: a button from before a move counts for nothing.
 * Saying it twice is saying it once.
 */
export async function confirmAttendance(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly bookingId: number; readonly version: number },
): Promise<ConfirmAttendanceResult> {
  return await ctx.db.transaction(async (tx) => {
    const booking = await lockOwnBooking(tx, actor, input.bookingId)
    if (!booking || !isActive(booking.status)) return { ok: false, reason: 'booking_gone' }
    const now = ctx.clock.now()
    if (booking.status !== 'confirmed' || booking.version !== input.version || booking.endsAt <= now)
      return { ok: false, reason: 'out_of_date' }
    if (booking.attendanceConfirmedAt === null) {
      await markAttendanceConfirmed(tx, booking, now)
      await insertAuditEntry(tx, {
        ...auditActor(actor),
        at: now,
        action: 'booking.confirm_attendance',
        entity: 'booking',
        entityId: booking.id,
        before: { attendance_confirmed: false },
        after: { attendance_confirmed: true },
      })
    }
    return { ok: true, visit: await requireVisitCard(ctx, tx, booking.id) }
  })
}
