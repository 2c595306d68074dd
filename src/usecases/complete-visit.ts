import type { UseCaseContext } from '../context.ts'
import type { Task } from '../domain/task.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { completeBooking } from '../storage/bookings.ts'
import { systemActor } from './audit.ts'

/** A visit whose time, buffer included, has passed is completed; nobody has to tap anything for it. */
export async function completeVisit(ctx: UseCaseContext, task: Task): Promise<void> {
  const { bookingId } = task
  if (bookingId == null) return
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    if (!(await completeBooking(tx, bookingId, now))) return
    await insertAuditEntry(tx, {
      ...systemActor,
      at: now,
      action: 'booking.complete',
      entity: 'booking',
      entityId: bookingId,
      before: { status: 'confirmed' },
      after: { status: 'completed' },
    })
  })
}
