import { Composer } from 'telegraf'
import { ownWordsLimits } from '../../domain/own-words.ts'
import { isLow, type Stars } from '../../domain/review.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { commentReview } from '../../usecases/comment-review.ts'
import { rateVisit, type RateVisitResult } from '../../usecases/rate-visit.ts'
import type { BotContext } from '../bot-context.ts'
import { defineDialog, type Finish, type Step } from '../dialogs/dialog.ts'
import { readWords } from '../dialogs/read-words.ts'
import { beginDialog } from '../dialogs/run-dialogs.ts'
import { onTap } from '../routes.ts'
import { button, type Screen } from '../screen.ts'
import { starsButton, starsRow, starsText } from '../stars.ts'
import { bookAgainButton } from './booking/buttons.ts'
import { renderNoBooking } from './my-bookings/booking-card.ts'

export function reviews(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(starsButton, async (ctx, { bookingId, stars }) => {
      return await rate(ctx, { bookingId, stars: Number(stars) as Stars })
    }),
  )
  return composer
}

/** The stars count at once; whoever then says nothing has still rated. */
async function rate(
  ctx: BotContext,
  input: { readonly bookingId: number; readonly stars: Stars },
): Promise<Screen | null> {
  const { texts: t } = ctx
  const result = await rateVisit(ctx.services.useCases, ctx.actor, input)
  if (!result.ok) return refuse(result, input.bookingId, t)
  const { stars, commented } = result
  const shown = starsText(stars)
  const toast =
    stars === input.stars ? t.plain('review.toast.thanks') : t.plain('review.toast.kept', { stars: shown })
  if (commented) return { ...renderReviewed('review.commented_before', input.bookingId, stars, t), toast }
  const question = await beginDialog(ctx, reviewDialog, { bookingId: input.bookingId, stars })
  return question && { ...question, toast }
}

/** The stars stay within reach: the business may find out that the client was there after all. */
function refuse(result: Extract<RateVisitResult, { ok: false }>, bookingId: number, t: Texts): Screen {
  switch (result.reason) {
    case 'booking_gone':
      return renderNoBooking(t)
    case 'not_over':
      return { text: t.html('review.not_over'), keyboard: [starsRow(bookingId, t)] }
    case 'no_show': {
      const { phone } = result
      const text = phone === null ? t.html('review.no_show') : t.html('review.no_show_call', { phone })
      return { text, keyboard: [starsRow(bookingId, t)] }
    }
  }
}

interface Answers {
  readonly bookingId: number
  readonly stars: Stars
  /** Null: stars only. */
  readonly comment: string | null
}

const askComment: Step<Answers> = {
  name: 'comment',
  skippable: true,
  quickAnswers: () => [],
  ask: ({ stars = 5 }, t) =>
    t.html(isLow(stars) ? 'review.ask_comment_low' : 'review.ask_comment', { stars: starsText(stars) }),
  read: (typed, _answers, t) => readWords(typed, ownWordsLimits.reviewComment, t),
}

/** After the stars: words, if wished. */
export const reviewDialog = defineDialog<Answers>({
  name: 'review',
  steps: [askComment],
  isFor: () => true,
  begin: null,
  finish,
})

async function finish(ctx: BotContext, { bookingId, stars, comment }: Answers): Promise<Finish<Answers>> {
  const { texts: t } = ctx
  if (comment === null)
    return { outcome: 'done', screen: renderReviewed('review.thanks', bookingId, stars, t) }
  const result = await commentReview(ctx.services.useCases, ctx.actor, { bookingId, comment })
  if (result.ok) {
    const text = result.added ? 'review.thanks_comment' : 'review.commented_before'
    return { outcome: 'done', screen: renderReviewed(text, bookingId, result.stars, t) }
  }
  return result.reason === 'review_gone'
    ? { outcome: 'forbidden' }
    : { outcome: 'ask_again', step: 'comment', problem: t.html('dialog.words_wanted') }
}

/** Whoever was not content is not asked to come again at once. */
export function renderReviewed(
  text: 'review.thanks' | 'review.thanks_comment' | 'review.commented_before',
  bookingId: number,
  stars: Stars,
  t: Texts,
): Screen {
  const again = button(t.plain('visit.button.book_again'), bookAgainButton.pack({ bookingId }))
  return { text: t.html(text, { stars: starsText(stars) }), keyboard: isLow(stars) ? [] : [[again]] }
}
