import { Composer } from 'telegraf'
import type { VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { cancelSeries } from '../../../usecases/cancel-series.ts'
import { viewSeriesCancellation } from '../../../usecases/view-series-cancellation.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { contactLine, visitTextWith } from '../../visit-text.ts'
import { bookAgainButton } from '../booking/buttons.ts'
import { openUnchangeable, renderNoBooking } from '../my-bookings/booking-card.ts'
import { bookingButton, myBookingsButton } from '../my-bookings/buttons.ts'
import { askCancelSeriesButton, cancelSeriesButton } from './buttons.ts'
import { momentLines } from './series-text.ts'

/** Cancels a visit and all later ones of its series; what is too near stays, and is named. */
export function cancelRepeats(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(askCancelSeriesButton, ask), onTap(cancelSeriesButton, cancel))
  return composer
}

interface Target {
  readonly bookingId: number
}

async function ask(ctx: BotContext, target: Target): Promise<Screen> {
  const view = await viewSeriesCancellation(ctx.services.useCases, ctx.actor, target)
  if (!view.ok) return renderNoBooking(ctx.texts)
  const isOver = view.due.length === 0 && view.tooLate.length === 0
  return isOver ? await openUnchangeable(ctx, target) : renderCancellation(view, target.bookingId, ctx.texts)
}

async function cancel(ctx: BotContext, target: Target & { readonly seen: number }): Promise<Screen> {
  const { texts: t } = ctx
  const input = { bookingId: target.bookingId, fingerprint: target.seen }
  const result = await cancelSeries(ctx.services.useCases, ctx.actor, input)
  if (result.ok) return renderSeriesCancelled(result, t)
  switch (result.reason) {
    case 'booking_gone':
      return renderNoBooking(t)
    case 'nothing_left':
      return await ask(ctx, target)
    case 'changed_meanwhile':
      return withNotice(t.html('series.changed_bookings'), await ask(ctx, target))
  }
}

interface Cancellation {
  readonly due: readonly VisitCard[]
  readonly tooLate: readonly VisitCard[]
  readonly fingerprint: number
}

export function renderCancellation(
  { due, tooLate, fingerprint: seen }: Cancellation,
  bookingId: number,
  t: Texts,
): Screen {
  const [first] = due
  const keep = [button(t.plain('visit.button.keep'), bookingButton.pack({ bookingId }))]
  if (!first) {
    const back = [button(t.plain('start.button.open_visit'), bookingButton.pack({ bookingId }))]
    return { text: staying(tooLate, t).join('\n\n'), keyboard: [back] }
  }
  const lines = momentLines(due, t)
  return {
    text: [
      t.html('series.cancel_question'),
      visitTextWith(lines, { ...first, address: null }, t),
      ...staying(tooLate, t),
    ].join('\n\n'),
    keyboard: [
      [button(t.plain('visit.button.yes_cancel'), cancelSeriesButton.pack({ bookingId, seen }), 'danger')],
      keep,
    ],
  }
}

export function renderSeriesCancelled(
  {
    cancelled,
    tooLate,
  }: { readonly cancelled: readonly VisitCard[]; readonly tooLate: readonly VisitCard[] },
  t: Texts,
): Screen {
  const [first] = cancelled
  return {
    text: [
      t.html('series.cancelled'),
      ...(first ? [visitTextWith(momentLines(cancelled, t), { ...first, address: null }, t)] : []),
      ...staying(tooLate, t),
    ].join('\n\n'),
    keyboard: [
      ...(first
        ? [[button(t.plain('visit.button.book_again'), bookAgainButton.pack({ bookingId: first.bookingId }))]]
        : []),
      [button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 }))],
    ],
    toast: t.plain('series.toast.cancelled'),
  }
}

/** What is too near to be cancelled here, by name. */
function staying(tooLate: readonly VisitCard[], t: Texts): string[] {
  const [first] = tooLate
  if (!first) return []
  return [[t.html('series.staying'), ...momentLines(tooLate, t)].join('\n'), contactLine(first, t)]
}
