import type { UseCaseContext } from '../context.ts'
import { freedBy } from '../domain/freed-time.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markNoShow } from '../storage/booking-status.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { changeAsStaff, type StaffChangeResult } from './change-as-staff.ts'
import type { RequestInput } from './lock-request.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { cancelTasksOfVisit } from './plan-tasks-of-visit.ts'

/**
 * The client did not come: from the visit's start on, and the rest of its time is free at once. Also of a visit that time has
 * completed meanwhile, since whoever waited for the client may say so only in the evening.
 */
export async function recordNoShow(
  ctx: UseCaseContext,
  actor: Actor,
  input: RequestInput,
): Promise<StaffChangeResult> {
  return await changeAsStaff(ctx, actor, input, {
    action: 'booking.no_show',
    isPossible: ({ status, startsAt, arrivedAt }, now) =>
      (status === 'confirmed' || status === 'completed') && arrivedAt === null && now >= startsAt,
    make: async (tx, visit, now) => {
      await cancelTasksOfVisit(ctx, tx, visit)
      await markNoShow(tx, visit, now)
      await insertAuditEntry(tx, {
        ...auditActor(actor),
        at: now,
        action: 'booking.no_show',
        entity: 'booking',
        entityId: visit.id,
        before: { status: visit.status },
        after: { status: 'no_show' },
      })
      await offerFreedTime(ctx, tx, freedBy(visit))
    },
  })
}
