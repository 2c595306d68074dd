import type { UseCaseContext } from '../context.ts'
import { quietUntil } from '../domain/quiet-hours.ts'
import type { BookingFacts, TaskFacts } from '../domain/task-conditions.ts'
import { reminderPrefix } from '../domain/task-plan.ts'
import type { Task } from '../domain/task.ts'
import { findBooking } from '../storage/bookings.ts'
import { findReview } from '../storage/feedback.ts'
import { listSiblingReminders } from '../storage/tasks.ts'
import { loadSettings } from './load-settings.ts'

/** What decides, at this moment, whether a task is still to be done. */
export async function loadTaskFacts(ctx: UseCaseContext, task: Task): Promise<TaskFacts> {
  const booking = task.bookingId == null ? undefined : await findBooking(ctx.db, task.bookingId)
  const reminders =
    booking && task.kind === 'reminder'
      ? await listSiblingReminders(ctx.db, task, reminderPrefix(booking.visitId))
      : []
  const facts: BookingFacts | null = booking
    ? {
        status: booking.status,
        version: booking.version,
        startsAt: booking.startsAt,
        busyEnd: booking.busy?.end ?? booking.endsAt,
        reviewed: task.kind === 'review' && (await findReview(ctx.db, booking.visitId)) !== undefined,
      }
    : null
  const now = ctx.clock.now()
  const { timeZone, quietHours } = await loadSettings(ctx)
  return { now, quietUntil: quietUntil(timeZone, quietHours, now), booking: facts, reminders }
}
