import type { UseCaseContext, VisitCard } from '../context.ts'
import { isLow, type Stars } from '../domain/review.ts'
import type { Visit } from '../domain/visit.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { findReview, insertReview } from '../storage/feedback.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import { lockOwnBooking } from './lock-own-booking.ts'
import { planNotices } from './plan-notices.ts'
import { requireVisitCard } from './require-visit-card.ts'

export type RateVisitResult =
  | {
      readonly ok: true
      readonly visit: VisitCard
      /** The stars that count: the first that were given. */
      readonly stars: Stars
      /** Words were added before. */
      readonly commented: boolean
    }
  | { readonly ok: false; readonly reason: 'booking_gone' | 'not_over' }
  /** The business says that the client did not come; `phone`: how to reach it about that. */
  | { readonly ok: false; readonly reason: 'no_show'; readonly phone: string | null }

/**
 * The person's own visit gets its stars, once: a later tap, or the same one delivered again, finds the first. A low
 * mark is told to the admins and the specialist at once.
 */
export async function rateVisit(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly bookingId: number; readonly stars: Stars },
): Promise<RateVisitResult> {
  return await ctx.db.transaction(async (tx) => {
    const booking = await lockOwnBooking(tx, actor, input.bookingId)
    if (!booking || booking.status === 'cancelled') return { ok: false, reason: 'booking_gone' }
    if (booking.status === 'no_show') {
      return { ok: false, reason: 'no_show', phone: (await loadSettings(ctx, tx)).phone }
    }
    if (booking.status !== 'completed') return { ok: false, reason: 'not_over' }
    await rateOnce(ctx, tx, actor, booking, input.stars)
    const review = await findReview(tx, booking.visitId)
    if (!review) throw new Error(`visit ${booking.visitId} lost its review`)
    const visit = await requireVisitCard(ctx, tx, booking.id)
    return { ok: true, visit, stars: review.rating, commented: review.comment !== null }
  })
}

async function rateOnce(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  booking: Visit,
  stars: Stars,
): Promise<void> {
  const { id: bookingId, visitId, userId } = booking
  const at = ctx.clock.now()
  if (!(await insertReview(tx, { visitId, bookingId, userId, rating: stars, at }))) return
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at,
    action: 'review.create',
    entity: 'booking',
    entityId: bookingId,
    before: null,
    after: { rating: stars },
  })
  if (isLow(stars)) await planNotices(ctx, tx, { actor, booking, entry, kind: 'low_rating' })
}
