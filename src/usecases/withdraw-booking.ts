import type { UseCaseContext } from '../context.ts'
import type { Visit } from '../domain/visit.ts'
import { freedBy } from '../domain/freed-time.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markCancelled } from '../storage/booking-status.ts'
import type { Transaction } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { planNotices } from './plan-notices.ts'
import { cancelTasksOfVisit } from './plan-tasks-of-visit.ts'

interface Withdrawal {
  readonly reason?: string | null
  /** False: whoever withdraws lets staff know by themselves, as once for a whole series. */
  readonly tellsStaff?: boolean
}

/**
 * What every cancellation by a client does, whatever led to it: the time is free, nothing planned for the visit will
 * fire, staff are told, and whoever waits for such a time is offered it. The booking must be locked and active. The
 * reason is in the booking alone.
 */
export async function withdrawBooking(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  booking: Visit,
  { reason = null, tellsStaff = true }: Withdrawal = {},
): Promise<void> {
  const now = ctx.clock.now()
  await cancelTasksOfVisit(ctx, tx, booking)
  await markCancelled(tx, booking, 'client', reason, now)
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: now,
    action: 'booking.cancel',
    entity: 'booking',
    entityId: booking.id,
    before: { status: booking.status },
    after: { status: 'cancelled', ...(reason !== null && { changed: ['cancel_reason'] }) },
  })
  if (tellsStaff) await planNotices(ctx, tx, { actor, booking, entry, kind: 'visit_cancelled' })
  await offerFreedTime(ctx, tx, freedBy(booking))
}
