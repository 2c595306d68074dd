import type { UseCaseContext, VisitCard } from '../context.ts'
import { countUpcomingVisits, overlapsOwnVisit } from '../domain/booking-rules.ts'
import type { Settings } from '../domain/settings.ts'
import { requireVisit, type Visit } from '../domain/visit.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { markOfferTaken } from '../storage/booking-status.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import type { Transaction } from '../storage/database.ts'
import { listOwnEntries, lockWaitingList } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { leaveMetEntries } from './leave-met-entries.ts'
import { loadSettings } from './load-settings.ts'
import { lockOwnOffer, type OwnOffer } from './lock-own-offer.ts'
import { needsApproval } from './needs-approval.ts'
import { planNotices } from './plan-notices.ts'
import { cancelTasksOfVisit, planTasksOfVisit } from './plan-tasks-of-visit.ts'
import { requireVisitCard } from './require-visit-card.ts'

export type AcceptOfferResult =
  | { readonly ok: true; readonly visit: VisitCard }
  /** `offer_over`: refused, or its time ran out; the card tells of which time it was. */
  | { readonly ok: false; readonly reason: 'offer_over' | 'own_overlap'; readonly visit: VisitCard }
  | { readonly ok: false; readonly reason: 'offer_gone' }
  | { readonly ok: false; readonly reason: 'limit_reached'; readonly upcoming: number }
  | { readonly ok: false; readonly reason: 'banned'; readonly phone: string | null }

/**
 * Makes a visit of a place that is held for whoever acts. Their limit and their other visits are looked at now, under their
 * lock. Where the business confirms each booking it confirms this one, too: that somebody waited says nothing about whether
 * they are welcome at this hour. Accepting twice is accepting once.
 */
export async function acceptOffer(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly bookingId: number },
): Promise<AcceptOfferResult> {
  return await ctx.db.transaction(async (tx) => {
    const offer = await lockOwnOffer(tx, actor, input.bookingId)
    if (!offer) return { ok: false, reason: 'offer_gone' }
    const { booking, state } = offer
    if (state === 'taken') return { ok: true, visit: await requireVisitCard(ctx, tx, booking.id) }
    const settings = await loadSettings(ctx, tx)
    const refusal = await refuse(ctx, tx, offer, settings)
    if (refusal) return refusal

    await lockWaitingList(tx)
    const pendingFor = needsApproval(settings, actor, booking.parts) ? 'approval' : null
    await cancelTasksOfVisit(ctx, tx, booking)
    const taken = requireVisit([await markOfferTaken(tx, booking.id, pendingFor, ctx.clock.now())])
    await planTasksOfVisit(ctx, tx, taken)
    await leaveMetEntries(ctx, tx, taken)
    await note(ctx, tx, actor, taken)
    return { ok: true, visit: await requireVisitCard(ctx, tx, booking.id) }
  })
}

async function refuse(
  ctx: UseCaseContext,
  tx: Transaction,
  { person, booking, state }: OwnOffer,
  { maxBookingsPerUser, phone }: Settings,
): Promise<Extract<AcceptOfferResult, { ok: false }> | null> {
  const now = ctx.clock.now()
  const visit = await requireVisitCard(ctx, tx, booking.id)
  const entry = (await listOwnEntries(tx, booking.userId, now)).find(({ offerId }) => offerId === booking.id)
  // The task that ends it may be late.
  const isLate = booking.startsAt <= now || (entry?.offerUntil != null && entry.offerUntil <= now)
  if (state === 'over' || isLate) return { ok: false, reason: 'offer_over', visit }
  if (person.bannedAt) return { ok: false, reason: 'banned', phone }
  const own = await listActiveBookings(tx, booking.userId, now)
  const during = { start: booking.startsAt, end: booking.endsAt }
  if (overlapsOwnVisit(own, during)) return { ok: false, reason: 'own_overlap', visit }
  const upcoming = countUpcomingVisits(own, now)
  return upcoming < maxBookingsPerUser ? null : { ok: false, reason: 'limit_reached', upcoming }
}

async function note(ctx: UseCaseContext, tx: Transaction, actor: Actor, taken: Visit): Promise<void> {
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: ctx.clock.now(),
    action: 'waitlist.accept',
    entity: 'booking',
    entityId: taken.id,
    before: { status: 'pending' },
    after: { status: taken.status, starts_at: taken.startsAt, staff_id: taken.staffId },
  })
  await planNotices(ctx, tx, { actor, booking: taken, entry, kind: 'visit_booked' })
}
