import { Composer } from 'telegraf'
import type { VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { createBooking, type CreateBookingResult } from '../../../usecases/create-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { visitText } from '../../visit-text.ts'
import { addToCalendarButton, myBookingsButton } from '../my-bookings/buttons.ts'
import { openMyBookings } from '../my-bookings/my-bookings.ts'
import { confirmButton, targetOf, type Start } from './buttons.ts'
import { openTimes } from './choose-time.ts'
import { refuse } from './refuse.ts'

export function confirm(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(confirmButton, async (ctx, start) => await book(ctx, { ...start, movingBookingId: null })),
  )
  return composer
}

async function book(ctx: BotContext, start: Start): Promise<Screen> {
  const { texts: t } = ctx
  const result = await createBooking(ctx.services.useCases, ctx.actor, start)
  if (!result.ok) return await explain(ctx, start, result)
  return { ...renderBooked(result.visit, t), toast: t.plain('booking.toast.done') }
}

export function renderBooked(visit: VisitCard, t: Texts): Screen {
  const { bookingId } = visit
  return {
    text: `${t.html('booking.done')}\n\n${visitText(visit, t)}`,
    keyboard: [
      [button(t.plain('visit.button.add_to_calendar'), addToCalendarButton.pack({ bookingId }))],
      [button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 }))],
    ],
  }
}

type Refused = Extract<CreateBookingResult, { ok: false }>

/** What can be mended here is shown again, fresh, with a word on top. */
async function explain(ctx: BotContext, start: Start, { reason, limit }: Refused): Promise<Screen> {
  const { texts: t } = ctx
  switch (reason) {
    case 'slot_taken':
    case 'not_offered':
    case 'past':
    case 'minimum_notice':
    case 'own_overlap':
      return await openTimes(ctx, start, t.html(`refusal.${reason}`))
    case 'limit_reached': {
      const notice = t.html('refusal.limit_reached', { limit: limit ?? 0 })
      return await openMyBookings(ctx, { scope: 'upcoming', page: 0 }, notice)
    }
    case 'banned':
      return { text: t.html('refusal.banned'), keyboard: [] }
    case 'service_gone':
    case 'staff_gone':
    case 'beyond_horizon':
      return await refuse(ctx, reason, targetOf(start))
  }
}
