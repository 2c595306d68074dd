import { Composer } from 'telegraf'
import type { VisitCard } from '../../../context.ts'
import { ownWordsLimits } from '../../../domain/own-words.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { cancelBooking } from '../../../usecases/cancel-booking.ts'
import { viewMyBooking } from '../../../usecases/view-my-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { visitText } from '../../visit-text.ts'
import { bookAgainButton } from '../booking/buttons.ts'
import { openBooking, openUnchangeable, renderNoBooking } from './booking-card.ts'
import {
  askCancelButton,
  bookingButton,
  cancelBecauseButton,
  cancelButton,
  cancelInOwnWordsButton,
  moveButton,
  myBookingsButton,
} from './buttons.ts'

export function cancelVisit(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(askCancelButton, ask),
    onTap(cancelButton, async (ctx, visit) => await cancel(ctx, { ...visit, reason: null })),
    onTap(cancelBecauseButton, async (ctx, { reason, ...visit }) => {
      return await cancel(ctx, { ...visit, reason: ctx.texts.plain(`visit.button.because_${reason}`) })
    }),
    onTap(cancelInOwnWordsButton, askReason),
  )
  return composer
}

interface Target {
  readonly bookingId: number
}

/** A visit as the question showed it. */
interface Asked extends Target {
  readonly version: number
}

interface Answers extends Asked {
  /** Epoch milliseconds. */
  readonly askedAt: number
  /** As the client said it. */
  readonly reason: string
}

/** Words that come later than this after the question are hardly meant for it any more. */
const answerWithinMs = 15 * 60_000

/**
 * Why a visit is cancelled, in the client's own words. An answer cancels it while the question is fresh; later, a friendly
 * word about something else must not, so it is asked anew.
 */
export const cancelReasonDialog = defineDialog<Answers>({
  name: 'cancel_reason',
  steps: [
    {
      name: 'reason',
      skippable: false,
      quickAnswers: () => [],
      ask: (_answers, t) => t.html('visit.cancel_ask_reason'),
      read: (typed, _answers, t) => readWords(typed, ownWordsLimits.cancelReason, t),
    },
  ],
  isFor: () => true,
  begin: null,
  finish: async (ctx, answers) => {
    const isFresh = ctx.services.useCases.clock.now().getTime() - answers.askedAt <= answerWithinMs
    return { outcome: 'done', screen: isFresh ? await cancel(ctx, answers) : await ask(ctx, answers) }
  },
  whenLeft: async (ctx, { bookingId = 0 }) => await openBooking(ctx, { bookingId }),
  leaveLabel: (t) => t.plain('visit.button.not_cancel'),
})

async function askReason(ctx: BotContext, { bookingId, version }: Asked): Promise<Screen | null> {
  const { useCases } = ctx.services
  const view = await viewMyBooking(useCases, ctx.actor, { bookingId })
  if (!view.ok) return renderNoBooking(ctx.texts)
  if (!view.changeable) return await openUnchangeable(ctx, { bookingId })
  if (view.visit.version !== version) return await openChanged(ctx, { bookingId })
  const askedAt = useCases.clock.now().getTime()
  return await beginDialog(ctx, cancelReasonDialog, { bookingId, version, askedAt })
}

async function ask(ctx: BotContext, target: Target): Promise<Screen> {
  const view = await viewMyBooking(ctx.services.useCases, ctx.actor, target)
  if (!view.ok) return renderNoBooking(ctx.texts)
  if (!view.changeable) return await openUnchangeable(ctx, target)
  return renderQuestion(view.visit, ctx.actor, ctx.texts)
}

async function openChanged(ctx: BotContext, { bookingId }: Target): Promise<Screen> {
  return await openBooking(ctx, { bookingId }, ctx.texts.html('refusal.changed_meanwhile'))
}

async function cancel(ctx: BotContext, target: Asked & { readonly reason: string | null }): Promise<Screen> {
  const { texts: t } = ctx
  const result = await cancelBooking(ctx.services.useCases, ctx.actor, target)
  if (result.ok) return { ...renderCancelled(result.visit, t), toast: t.plain('visit.toast.cancelled') }
  switch (result.reason) {
    case 'booking_gone':
      return renderNoBooking(ctx.texts)
    case 'changed_meanwhile':
      return await openChanged(ctx, target)
    case 'already_cancelled':
    case 'too_late':
      return await openUnchangeable(ctx, target)
  }
}

/** Whoever only wants another time is led there before anything is lost; whoever is banned may not take one. */
export function renderQuestion(visit: VisitCard, { banned }: { readonly banned: boolean }, t: Texts): Screen {
  const { bookingId, version } = visit
  const because = (reason: 'plans' | 'unwell') => [
    button(
      t.plain(`visit.button.because_${reason}`),
      cancelBecauseButton.pack({ bookingId, version, reason }),
    ),
  ]
  return {
    text: [
      t.html('visit.cancel_question'),
      visitText(visit, t),
      ...(visit.seriesId === null ? [] : [t.html('series.only_this')]),
      t.html('visit.cancel_why'),
    ].join('\n\n'),
    keyboard: [
      [button(t.plain('visit.button.yes_cancel'), cancelButton.pack({ bookingId, version }), 'danger')],
      ...[because('plans'), because('unwell')],
      [
        button(
          t.plain('visit.button.because_own_words'),
          cancelInOwnWordsButton.pack({ bookingId, version }),
        ),
      ],
      ...(banned ? [] : [[button(t.plain('visit.button.move_instead'), moveButton.pack({ bookingId }))]]),
      [button(t.plain('visit.button.keep'), bookingButton.pack({ bookingId }))],
    ],
  }
}

export function renderCancelled(visit: VisitCard, t: Texts): Screen {
  const { bookingId } = visit
  return {
    text: `${t.html('visit.cancelled')}\n\n${visitText({ ...visit, address: null }, t)}\n\n${t.html('visit.come_again')}`,
    keyboard: [
      [button(t.plain('visit.button.book_again'), bookAgainButton.pack({ bookingId }))],
      [button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 }))],
    ],
  }
}
