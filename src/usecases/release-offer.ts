import type { UseCaseContext } from '../context.ts'
import type { Visit } from '../domain/visit.ts'
import { freedBy } from '../domain/waiting-list.ts'
import { insertAuditEntry, type AuditEntry } from '../storage/audit-log.ts'
import { markOfferEnded } from '../storage/booking-status.ts'
import type { Transaction } from '../storage/database.ts'
import { clearOffer, lockWaitingList } from '../storage/waiting-list.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { cancelTasksOfVisit } from './plan-tasks-of-visit.ts'

interface Release {
  /** Locked, its person too, and still an offer. */
  readonly booking: Visit
  readonly action: 'waitlist.refuse' | 'waitlist.expire' | 'waitlist.withdraw'
  readonly by: Pick<AuditEntry, 'actorKind' | 'actorId' | 'origin'>
}

/**
 * Gives back a place that was held for somebody who waits: the next one is offered it, and they themselves wait on for other
 * times. Returns the audit entry.
 */
export async function releaseOffer(
  ctx: UseCaseContext,
  tx: Transaction,
  { booking, action, by }: Release,
): Promise<number> {
  const now = ctx.clock.now()
  await lockWaitingList(tx)
  await markOfferEnded(tx, booking.id, action === 'waitlist.refuse' ? 'client' : 'system', now)
  await cancelTasksOfVisit(ctx, tx, booking)
  await clearOffer(tx, { userId: booking.userId, bookingId: booking.id })
  const entry = await insertAuditEntry(tx, {
    ...by,
    at: now,
    action,
    entity: 'booking',
    entityId: booking.id,
    before: { status: booking.status },
    after: { status: 'cancelled' },
  })
  await offerFreedTime(ctx, tx, freedBy(booking))
  return entry
}
