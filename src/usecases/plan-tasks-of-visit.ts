import type { UseCaseContext } from '../context.ts'
import type { Booking } from '../domain/booking.ts'
import type { Settings } from '../domain/settings.ts'
import { planVisitTasks, visitTaskPrefixes } from '../domain/task-plan.ts'
import type { Transaction } from '../storage/database.ts'
import { cancelTasks, insertTasks } from '../storage/tasks.ts'

/** Writes down the reminders and the completion of a visit; their alarms are set after the commit. */
export async function planTasksOfVisit(
  ctx: UseCaseContext,
  tx: Transaction,
  booking: Booking,
  settings: Settings,
): Promise<void> {
  if (!booking.busy) return
  const tasks = await insertTasks(
    tx,
    planVisitTasks({
      bookingId: booking.id,
      visitId: booking.visitId,
      userId: booking.userId,
      version: booking.version,
      startsAt: booking.startsAt,
      busyEnd: booking.busy.end,
      now: ctx.clock.now(),
      reminderHours: settings.reminderHours,
    }),
  )
  tx.onCommit(() => ctx.schedule(tasks))
}

/** Nothing planned for the visit may fire any more: it was cancelled, or moved and planned anew. */
export async function cancelTasksOfVisit(
  ctx: UseCaseContext,
  tx: Transaction,
  booking: Booking,
): Promise<void> {
  await cancelTasks(tx, visitTaskPrefixes(booking.visitId), ctx.clock.now())
}
