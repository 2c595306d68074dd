import type { UseCaseContext } from '../context.ts'
import { visitOf, type Visit } from '../domain/visit.ts'
import { freedBy } from '../domain/freed-time.ts'
import { insertAuditEntry, type AuditEntry } from '../storage/audit-log.ts'
import { markOfferEnded } from '../storage/booking-status.ts'
import { lockVisitRows } from '../storage/bookings.ts'
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

/** The same by the booking's id, where only the person is locked: nobody locks their place without having locked them. */
export async function releaseOfferOf(
  ctx: UseCaseContext,
  tx: Transaction,
  { bookingId, ...release }: Omit<Release, 'booking'> & { readonly bookingId: number },
): Promise<void> {
  const booking = visitOf(await lockVisitRows(tx, bookingId))
  if (booking?.pendingFor !== 'offer' || booking.status !== 'pending') return
  await releaseOffer(ctx, tx, { ...release, booking })
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
