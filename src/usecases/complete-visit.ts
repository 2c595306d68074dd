import type { UseCaseContext } from '../context.ts'
import { isActive } from '../domain/booking-status.ts'
import type { Booking } from '../domain/booking.ts'
import { planReview } from '../domain/task-plan.ts'
import type { Task } from '../domain/task.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { completeBooking } from '../storage/booking-status.ts'
import type { Transaction } from '../storage/database.ts'
import { listVisitParts } from '../storage/own-visits.ts'
import { insertTasks } from '../storage/tasks.ts'
import { systemActor } from './audit.ts'
import { loadSettings } from './load-settings.ts'
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

/** Once the last service of the visit is over. */
async function askForReview(ctx: UseCaseContext, tx: Transaction, booking: Booking): Promise<void> {
  const { userId, visitId } = booking
  const parts = await listVisitParts(tx, userId, visitId)
  if (parts.some(({ status }) => isActive(status))) return
  const attended = parts.filter(({ status }) => status === 'completed')
  const [first] = attended
  if (!first) return
  const endsAt = new Date(Math.max(...attended.map((part) => part.endsAt.getTime())))
  const delayHours = (await loadSettings(ctx, tx)).reviewDelayHours
  const tasks = await insertTasks(tx, [
    planReview({ bookingId: first.id, visitId, userId, endsAt, delayHours }),
  ])
  tx.onCommit(ctx.schedule, tasks)
}
