import { Composer } from 'telegraf'
import type { VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { cancelBooking } from '../../../usecases/cancel-booking.ts'
import { viewMyBooking } from '../../../usecases/view-my-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { visitText } from '../../visit-text.ts'
import { serviceButton } from '../booking/buttons.ts'
import { openBooking, renderNoBooking } from './booking-card.ts'
import { askCancelButton, bookingButton, cancelButton, myBookingsButton } from './buttons.ts'

export function cancelVisit(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(askCancelButton, ask), onTap(cancelButton, cancel))
  return composer
}

interface Target {
  readonly bookingId: number
}

async function ask(ctx: BotContext, target: Target): Promise<Screen> {
  const view = await viewMyBooking(ctx.services.useCases, ctx.actor, target)
  if (!view.ok) return renderNoBooking(ctx.texts)
  if (!view.changeable) return await openBooking(ctx, target)
  return renderQuestion(view.visit, ctx.texts)
}

async function cancel(ctx: BotContext, target: Target): Promise<Screen> {
  const { texts: t } = ctx
  const result = await cancelBooking(ctx.services.useCases, ctx.actor, target)
  if (result.ok) return { ...renderCancelled(result.visit, t), toast: t.plain('visit.toast.cancelled') }
  switch (result.reason) {
    case 'booking_gone':
      return renderNoBooking(ctx.texts)
    case 'already_cancelled':
    case 'too_late':
      return await openBooking(ctx, target)
  }
}

export function renderQuestion(visit: VisitCard, t: Texts): Screen {
  const { bookingId } = visit
  return {
    text: `${t.html('visit.cancel_question')}\n\n${visitText(visit, t)}`,
    keyboard: [
      [button(t.plain('visit.button.yes_cancel'), cancelButton.pack({ bookingId }), 'danger')],
      [button(t.plain('visit.button.keep'), bookingButton.pack({ bookingId }))],
    ],
  }
}

export function renderCancelled(visit: VisitCard, t: Texts): Screen {
  const { serviceId } = visit
  return {
    text: `${t.html('visit.cancelled')}\n\n${visitText({ ...visit, address: null }, t)}\n\n${t.html('visit.come_again')}`,
    keyboard: [
      [button(t.plain('visit.button.book_again'), serviceButton.pack({ serviceId }))],
      [button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 }))],
    ],
  }
}
