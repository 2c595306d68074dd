import type { UseCaseContext } from '../context.ts'
import { requireVisit, type Visit } from '../domain/visit.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markReturned } from '../storage/booking-status.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import type { Actor } from './actor.ts'
import { askForReview } from './ask-for-review.ts'
import { auditActor } from './audit.ts'
import { changeAsStaff, type StaffChangeResult } from './change-as-staff.ts'
import type { RequestInput } from './lock-request.ts'
import { planTasksOfVisit } from './plan-tasks-of-visit.ts'

/** The client came after all: if nobody else has the time by now, or once the time is over. */
export async function takeBackNoShow(
  ctx: UseCaseContext,
  actor: Actor,
  input: RequestInput,
): Promise<StaffChangeResult> {
  return await changeAsStaff(ctx, actor, input, {
    action: 'booking.return',
    isPossible: ({ status }) => status === 'no_show',
    make: async (tx, visit, now) => {
      await lockCalendar(tx, 'shared')
      const to = now >= busyEndOf(visit) ? 'completed' : 'confirmed'
      const returned = requireVisit(await markReturned(tx, visit, to, now))
      if (to === 'confirmed') await planTasksOfVisit(ctx, tx, returned)
      else await askForReview(ctx, tx, returned)
      await insertAuditEntry(tx, {
        ...auditActor(actor),
        at: now,
        action: 'booking.return',
        entity: 'booking',
        entityId: visit.id,
        before: { status: 'no_show' },
        after: { status: to },
      })
    },
  })
}

/** Of a visit of several services the last one's. */
function busyEndOf({ parts, endsAt }: Visit): Date {
  return new Date(Math.max(endsAt.getTime(), ...parts.map(({ busy }) => busy?.end.getTime() ?? 0)))
}
