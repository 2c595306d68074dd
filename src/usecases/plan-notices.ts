import type { LowRatingNotice, UseCaseContext, VisitNotice } from '../context.ts'
import type { Booking } from '../domain/booking.ts'
import type { Transaction } from '../storage/database.ts'
import { listVisitNoticeReceivers } from '../storage/staff.ts'
import { insertTasks } from '../storage/tasks.ts'
import type { Actor } from './actor.ts'

interface VisitEvent {
  readonly actor: Actor
  readonly booking: Booking
  /** The audit entry that the notice tells of. */
  readonly entry: number
  readonly kind: VisitNotice['kind'] | LowRatingNotice['kind']
  readonly movedFrom?: Date
}

/** Lets admins and the visit's specialist know, except whoever did it. */
export async function planNotices(ctx: UseCaseContext, tx: Transaction, event: VisitEvent): Promise<void> {
  const receivers = await listVisitNoticeReceivers(tx, event.booking.staffId)
  const tasks = await insertTasks(
    tx,
    receivers
      .filter(({ telegramId }) => telegramId !== event.actor.telegramId)
      .map(({ staffId }) => ({
        kind: 'notice' as const,
        dedupKey: `notice:${event.entry}:${staffId}`,
        dueAt: ctx.clock.now(),
        bookingId: event.booking.id,
        staffId,
        payload: { notice: event.kind, moved_from: event.movedFrom ?? null },
      })),
  )
  tx.onCommit(() => ctx.schedule(tasks))
}
