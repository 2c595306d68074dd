import type { UseCaseContext } from '../context.ts'
import type { Task } from '../domain/task.ts'
import { freedBy } from '../domain/freed-time.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markCancelled } from '../storage/booking-status.ts'
import { systemActor } from './audit.ts'
import { resumeMetEntries } from './leave-met-entries.ts'
import { lockAnybodysBooking } from './lock-anybodys-booking.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { planClientNotice, planDecisionNotices } from './plan-notices.ts'
import { cancelTasksOfVisit } from './plan-tasks-of-visit.ts'
import { releaseOffer } from './release-offer.ts'

/**
 * Nobody decided in time: the booking, or the place that was offered, gives its time back, and everybody is told.
 * Whoever locks the booking first, this or an answer, decides; the other finds it decided.
 */
export async function expireBooking(ctx: UseCaseContext, task: Task): Promise<void> {
  const { bookingId } = task
  if (bookingId == null) return
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const booking = await lockAnybodysBooking(tx, bookingId)
    if (booking?.status !== 'pending' || booking.version !== task.bookingVersion) return
    if (booking.pendingFor === 'offer') {
      const entry = await releaseOffer(ctx, tx, { booking, action: 'waitlist.expire', by: systemActor })
      await planClientNotice(ctx, tx, { booking, entry, kind: 'offer_expired' })
      return
    }

    await cancelTasksOfVisit(ctx, tx, booking)
    await markCancelled(tx, booking, 'system', null, now)
    const entry = await insertAuditEntry(tx, {
      ...systemActor,
      at: now,
      action: 'booking.expire',
      entity: 'booking',
      entityId: booking.id,
      before: { status: booking.status },
      after: { status: 'cancelled' },
    })
    await planDecisionNotices(ctx, tx, { actor: null, booking, entry, kind: 'request_expired' })
    await resumeMetEntries(ctx, tx, booking)
    await offerFreedTime(ctx, tx, freedBy(booking))
  })
}
