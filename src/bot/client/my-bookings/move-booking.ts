import { Composer } from 'telegraf'
import { localDateOf, monthOfDate } from '../../../domain/local-time.ts'
import { specialistOf } from '../../../domain/visit.ts'
import { viewMyBooking } from '../../../usecases/view-my-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { openMonth } from '../booking/choose-day.ts'
import { refuseBanned } from '../booking/refuse-to-book.ts'
import { openBooking, openUnchangeable, renderNoBooking } from './booking-card.ts'
import { moveButton } from './buttons.ts'

/** A move is the booking flow for a visit that exists: same services, same specialist unless another is asked for. */
export function moveVisit(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(moveButton, async (ctx, { bookingId }) => {
      const view = await viewMyBooking(ctx.services.useCases, ctx.actor, { bookingId })
      if (!view.ok) return renderNoBooking(ctx.texts)
      const banned = await refuseBanned(ctx)
      if (banned) return await openBooking(ctx, { bookingId }, banned.text)
      if (!view.changeable) return await openUnchangeable(ctx, { bookingId })
      const { startsAt, zone } = view.visit
      return await openMonth(ctx, {
        serviceIds: [],
        staffId: specialistOf(view.visit),
        movingBookingId: bookingId,
        clientId: null,
        month: monthOfDate(localDateOf(zone, startsAt)),
      })
    }),
  )
  return composer
}
