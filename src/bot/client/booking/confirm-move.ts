import { Composer } from 'telegraf'
import type { Texts } from '../../../i18n/i18n.ts'
import { rescheduleBooking, type RescheduleRefusal } from '../../../usecases/reschedule-booking.ts'
import { viewMyBooking, type MyBooking } from '../../../usecases/view-my-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { movedVisitText } from '../../visit-text.ts'
import { openBooking, renderNoBooking } from '../my-bookings/booking-card.ts'
import { addToCalendarButton, bookingButton, myBookingsButton } from '../my-bookings/buttons.ts'
import { plansText } from './book.ts'
import { confirmMoveButton, targetOf, type Start } from './buttons.ts'
import { openTimes } from './choose-time.ts'
import { refuse } from './refuse.ts'
import { refuseBanned } from './refuse-to-book.ts'
import { openSummary } from './summary.ts'

export function confirmMove(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(confirmMoveButton, async (ctx, { bookingId, version, seen, ...start }) => {
      const target = { serviceIds: [], movingBookingId: bookingId, clientId: null }
      return await move(ctx, { ...start, ...target }, { bookingId, version, seen })
    }),
  )
  return composer
}

/** A visit as its summary showed it. */
interface Shown {
  readonly bookingId: number
  readonly version: number
  /** The fingerprint of its terms at the new time. */
  readonly seen: number
}

async function move(ctx: BotContext, start: Start, shown: Shown): Promise<Screen> {
  const { useCases } = ctx.services
  const { staffId, startsAt } = start
  const { bookingId } = shown
  const result = await rescheduleBooking(useCases, ctx.actor, { ...shown, staffId, startsAt })
  if (!result.ok) return await explain(ctx, start, bookingId, result.reason)
  const view = await viewMyBooking(useCases, ctx.actor, { bookingId })
  return view.ok ? renderMoved(view, result.movedFrom, ctx.texts) : renderNoBooking(ctx.texts)
}

export function renderMoved(booking: Omit<MyBooking, 'repeatable'>, movedFrom: Date, t: Texts): Screen {
  const { visit } = booking
  const { bookingId } = visit
  const heading = t.html(visit.status === 'pending' ? 'request.moved' : 'booking.moved')
  const moved = movedVisitText(visit, { startsAt: movedFrom }, 'booking.moved_to_done', t)
  return {
    text: [heading, moved, plansText(booking, t)].join('\n\n'),
    keyboard: [
      ...(visit.status === 'pending'
        ? []
        : [[button(t.plain('visit.button.add_to_calendar'), addToCalendarButton.pack({ bookingId }))]]),
      [
        button(t.plain('start.button.open_visit'), bookingButton.pack({ bookingId })),
        button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 })),
      ],
    ],
  }
}

async function explain(
  ctx: BotContext,
  start: Start,
  bookingId: number,
  reason: RescheduleRefusal,
): Promise<Screen> {
  const { texts: t } = ctx
  switch (reason) {
    case 'slot_taken':
    case 'not_offered':
    case 'past':
    case 'minimum_notice':
    case 'own_overlap':
    case 'not_changed':
      return await openTimes(ctx, start, t.html(`refusal.${reason}`))
    case 'terms_changed':
      return await openSummary(ctx, start, t.html('booking.terms_changed'))
    case 'changed_meanwhile':
      return await openBooking(ctx, { bookingId }, t.html('refusal.changed_meanwhile'))
    case 'banned':
      return await openBooking(ctx, { bookingId }, (await refuseBanned(ctx))?.text)
    case 'booking_gone':
    case 'too_late':
    case 'service_gone':
    case 'staff_gone':
    case 'beyond_horizon':
      return await refuse(ctx, reason, targetOf(start))
  }
}
