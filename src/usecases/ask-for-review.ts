import type { UseCaseContext } from '../context.ts'
import { isActive } from '../domain/booking-status.ts'
import type { Booking } from '../domain/booking.ts'
import { planReview } from '../domain/task-plan.ts'
import type { Transaction } from '../storage/database.ts'
import { listVisitParts } from '../storage/own-visits.ts'
import { insertTasks, renewSkippedTask } from '../storage/tasks.ts'
import { loadSettings } from './load-settings.ts'

/**
 * Plans the request for a review once the last service of a visit is over, so that it goes out once. One that was skipped
 * while the client counted as a no-show is due after all.
 */
export async function askForReview(
  ctx: UseCaseContext,
  tx: Transaction,
  { userId, visitId }: Pick<Booking, 'userId' | 'visitId'>,
): Promise<void> {
  const parts = await listVisitParts(tx, userId, visitId)
  if (parts.some(({ status }) => isActive(status))) return
  const attended = parts.filter(({ status }) => status === 'completed')
  const [first] = attended
  if (!first) return
  const endsAt = new Date(Math.max(...attended.map((part) => part.endsAt.getTime())))
  const delayHours = (await loadSettings(ctx, tx)).reviewDelayHours
  const review = planReview({ bookingId: first.id, visitId, userId, endsAt, delayHours })
  const planned = await insertTasks(tx, [review])
  const tasks = planned.length > 0 ? planned : await renewSkippedTask(tx, review)
  tx.onCommit(ctx.schedule, tasks)
}
