import type { UseCaseContext } from '../context.ts'
import type { Booking } from '../domain/booking.ts'
import type { Visit } from '../domain/visit.ts'
import { quietUntil } from '../domain/quiet-hours.ts'
import { planHoldEnd, planVisitTasks, visitTaskPrefixes } from '../domain/task-plan.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import type { Transaction } from '../storage/database.ts'
import { cancelTasks, insertTasks } from '../storage/tasks.ts'
import { loadSettings } from './load-settings.ts'

/**
 * Writes down what is to happen around a visit: of a confirmed one its reminders and its completion, of one that waits
 * for approval the end of its hold. The alarms are set after the commit.
 */
export async function planTasksOfVisit(ctx: UseCaseContext, tx: Transaction, booking: Visit): Promise<void> {
  await lockCalendar(tx, 'shared')
  const { id: bookingId, visitId, userId, version, startsAt } = booking
  const visit = { bookingId, visitId, userId, version, startsAt, now: ctx.clock.now() }
  const { reminderHours, holdMinutes, timeZone, quietHours } = await loadSettings(ctx, tx)
  // Word that waits for its turn or a process may come into the quiet hours that begin in a moment.
  const soon = new Date(visit.now.getTime() + 60_000)
  const night = quietUntil(timeZone, quietHours, visit.now) ?? quietUntil(timeZone, quietHours, soon)
  const planned =
    booking.pendingFor === 'approval'
      ? [planHoldEnd({ ...visit, holdMinutes, quietUntil: night })]
      : planVisitTasks({ ...visit, parts: booking.parts.flatMap(endOfPart), reminderHours })
  const tasks = await insertTasks(tx, planned)
  tx.onCommit(ctx.schedule, tasks)
}

function endOfPart({ id, busy }: Booking): { bookingId: number; busyEnd: Date }[] {
  return busy ? [{ bookingId: id, busyEnd: busy.end }] : []
}

/**
 * Nothing planned for the visit may fire any more: it is being cancelled, or moved and planned anew. Called before the
 * bookings are written: who books waits for them while holding the calendar, which this takes.
 */
export async function cancelTasksOfVisit(
  ctx: UseCaseContext,
  tx: Transaction,
  booking: Pick<Visit, 'visitId'>,
): Promise<void> {
  await lockCalendar(tx, 'shared')
  await cancelTasks(tx, visitTaskPrefixes(booking.visitId), ctx.clock.now())
}
