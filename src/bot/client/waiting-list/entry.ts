import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { leaveWaitingList } from '../../../usecases/leave-waiting-list.ts'
import { viewWaiting, type WaitingView } from '../../../usecases/view-waiting.ts'
import type { BotContext } from '../../bot-context.ts'
import { offerButtons, offerText } from '../../notices/offer.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { myBookingsButton } from '../my-bookings/buttons.ts'
import { openMyBookings } from '../my-bookings/my-bookings.ts'
import { entryButton, leaveButton } from './buttons.ts'
import { waitingText } from './waiting-text.ts'

export function waitingEntry(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(entryButton, open), onTap(leaveButton, leave))
  return composer
}

interface Target {
  readonly entryId: number
}

async function open(ctx: BotContext, target: Target): Promise<Screen> {
  const { texts: t } = ctx
  const view = await viewWaiting(ctx.services.useCases, ctx.actor, target)
  if (view.ok) return renderEntry(view, ctx.services.useCases.clock.now(), t)
  return await openMyBookings(ctx, { scope: 'upcoming', page: 0 }, t.html('waiting.gone'))
}

export function renderEntry(
  { card, offer }: Extract<WaitingView, { ok: true }>,
  now: Date,
  t: Texts,
): Screen {
  const { entryId } = card
  const leaving = [button(t.plain('waiting.button.leave'), leaveButton.pack({ entryId }))]
  if (offer) {
    return {
      text: offerText({ ...offer, now }, t),
      keyboard: [...offerButtons(offer.visit, t), leaving, [toList(t)]],
    }
  }
  return {
    text: [t.html('waiting.entry'), waitingText(card, t), t.html('waiting.what_goes_on')].join('\n\n'),
    keyboard: [leaving, [toList(t)]],
  }
}

/** Whoever leaves what has ended already is not waiting either: one answer for both. */
async function leave(ctx: BotContext, target: Target): Promise<Screen> {
  const { texts: t } = ctx
  await leaveWaitingList(ctx.services.useCases, ctx.actor, target)
  const list = await openMyBookings(ctx, { scope: 'upcoming', page: 0 }, t.html('waiting.left'))
  return { ...list, toast: t.plain('waiting.toast.left') }
}

function toList(t: Texts): OutgoingButton {
  return button(t.plain('visit.button.to_list'), myBookingsButton.pack({ scope: 'upcoming', page: 0 }))
}
