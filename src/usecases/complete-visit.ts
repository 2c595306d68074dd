import type { UseCaseContext } from '../context.ts'
import type { Task } from '../domain/task.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { completeBooking } from '../storage/booking-status.ts'
import { askForReview } from './ask-for-review.ts'
import { systemActor } from './audit.ts'
import { lockAnybodysBooking } from './lock-anybodys-booking.ts'

/**
 * A visit whose time, buffer included, has passed is completed; nobody has to tap anything for it. The person is locked
 * so that of the services of one visit, completed at the same moment, the last one sees that it is the last.
 */
export async function completeVisit(ctx: UseCaseContext, task: Task): Promise<void> {
  const { bookingId } = task
  if (bookingId == null) return
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const booking = await lockAnybodysBooking(tx, bookingId)
    if (!booking || !(await completeBooking(tx, bookingId, now))) return
    await insertAuditEntry(tx, {
      ...systemActor,
      at: now,
      action: 'booking.complete',
      entity: 'booking',
      entityId: bookingId,
      before: { status: 'confirmed' },
      after: { status: 'completed' },
    })
    await askForReview(ctx, tx, booking)
  })
}
