import type { UseCaseContext } from '../context.ts'
import { ownWordsLimits, readOwnWords } from '../domain/own-words.ts'
import { isLow, type Stars } from '../domain/review.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { addReviewComment, findReview } from '../storage/feedback.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { lockOwnBooking } from './lock-own-booking.ts'
import { planNotices } from './plan-notices.ts'

export type CommentReviewResult =
  | {
      readonly ok: true
      readonly stars: Stars
      /** False: these words, or others, were there before; what was said first stays. */
      readonly added: boolean
    }
  | { readonly ok: false; readonly reason: 'review_gone' }
  | { readonly ok: false; readonly reason: 'invalid' }

/**
 * Adds the person's words to the stars that they gave, once. Where the stars are low, staff hear of the words as they
 * heard of the stars; the words themselves are in the review alone.
 */
export async function commentReview(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly bookingId: number; readonly comment: string },
): Promise<CommentReviewResult> {
  const read = readOwnWords(input.comment, ownWordsLimits.reviewComment)
  if (!read.ok) return { ok: false, reason: 'invalid' }
  return await ctx.db.transaction(async (tx) => {
    const booking = await lockOwnBooking(tx, actor, input.bookingId)
    const review = booking && (await findReview(tx, booking.visitId))
    if (!review) return { ok: false, reason: 'review_gone' }
    const at = ctx.clock.now()
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'review.comment', redeliveryWindow(at))
    if (repeated) return { ok: true, stars: review.rating, added: true }
    const added = await addReviewComment(tx, review.id, read.words)
    if (added) {
      const entry = await insertAuditEntry(tx, {
        ...auditActor(actor),
        at,
        action: 'review.comment',
        entity: 'booking',
        entityId: booking.id,
        before: null,
        after: { changed: ['comment'] },
      })
      if (isLow(review.rating)) {
        await planNotices(ctx, tx, { actor, booking, entry, kind: 'low_rating_words' })
      }
    }
    return { ok: true, stars: review.rating, added }
  })
}
