import type { OutgoingButton, VisitCard } from '../../../context.ts'
import { noNotes, type VisitNotes } from '../../../domain/visit-notes.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { createBooking, type CreateBookingResult } from '../../../usecases/create-booking.ts'
import { viewMyBooking, type MyBooking } from '../../../usecases/view-my-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { button, type Screen } from '../../screen.ts'
import { visitText } from '../../visit-text.ts'
import { openBooking } from '../my-bookings/booking-card.ts'
import { addToCalendarButton, bookingButton, myBookingsButton } from '../my-bookings/buttons.ts'
import { repeatButton } from '../series/buttons.ts'
import { targetOf, type Start } from './buttons.ts'
import { openTimes } from './choose-time.ts'
import { refuse } from './refuse.ts'
import { openAtLimit, renderBanned } from './refuse-to-book.ts'
import { openSummary } from './summary.ts'

export type Booked =
  | { readonly outcome: 'booked' | 'refused'; readonly screen: Screen }
  | { readonly outcome: 'phone_required'; readonly country: string }

/** `seen`: the fingerprint of the terms that the summary showed. */
export async function bookAndShow(
  ctx: BotContext,
  start: Start,
  notes: VisitNotes | null,
  seen: number,
): Promise<Booked> {
  const { comment, guestName } = notes ?? noNotes
  const input = { ...start, notes: { comment, guestName }, seen }
  const result = await createBooking(ctx.services.useCases, ctx.actor, input)
  if (result.ok) return { outcome: 'booked', screen: await showBooked(ctx, result.visit) }
  if (result.reason === 'phone_required') return { outcome: 'phone_required', country: result.country }
  return { outcome: 'refused', screen: await explain(ctx, start, result) }
}

/** A booking that was made a while ago and cancelled since, by a tap that comes twice, is shown as it is now. */
export async function showBooked(ctx: BotContext, { bookingId }: VisitCard): Promise<Screen> {
  const view = await viewMyBooking(ctx.services.useCases, ctx.actor, { bookingId })
  if (!view.ok || view.visit.status === 'cancelled') return await openBooking(ctx, { bookingId })
  return renderBooked(view, ctx.texts)
}

export function renderBooked(booking: MyBooking, t: Texts): Screen {
  const { visit } = booking
  if (visit.status === 'pending') return renderRequested(booking, t)
  const { bookingId } = visit
  return {
    text: [t.html('booking.done'), visitText(visit, t), plansText(booking, t)].join('\n\n'),
    keyboard: [
      [button(t.plain('visit.button.add_to_calendar'), addToCalendarButton.pack({ bookingId }))],
      ...repeatRow(booking, t),
      [
        button(t.plain('start.button.open_visit'), bookingButton.pack({ bookingId })),
        button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 })),
      ],
    ],
    toast: t.plain('booking.toast.done'),
  }
}

/** What can be done where plans change, or where it was booked by mistake: by oneself while there is time, else by asking. */
export function plansText({ visit, changeable }: Pick<MyBooking, 'visit' | 'changeable'>, t: Texts): string {
  if (changeable) return t.html('booking.plans_change')
  const { phone } = visit
  return phone === null ? t.html('booking.plans_change_tell') : t.html('booking.plans_change_call', { phone })
}

/** It goes into a calendar when it is confirmed. */
function renderRequested(booking: MyBooking, t: Texts): Screen {
  return {
    text: `${t.html('request.sent')}\n\n${visitText(booking.visit, t)}`,
    keyboard: [
      ...repeatRow(booking, t),
      [button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 }))],
    ],
  }
}

function repeatRow({ visit, repeatable }: MyBooking, t: Texts): OutgoingButton[][] {
  const { bookingId, seriesId } = visit
  return repeatable && seriesId === null
    ? [[button(t.plain('series.button.repeat'), repeatButton.pack({ bookingId }))]]
    : []
}

type Refused = Exclude<Extract<CreateBookingResult, { ok: false }>, { reason: 'phone_required' }>

/** What can be mended here is shown again, fresh, with a word on top. */
async function explain(ctx: BotContext, start: Start, refused: Refused): Promise<Screen> {
  const { texts: t } = ctx
  switch (refused.reason) {
    case 'slot_taken':
    case 'not_offered':
    case 'past':
    case 'minimum_notice':
    case 'own_overlap':
      return await openTimes(ctx, start, t.html(`refusal.${refused.reason}`))
    case 'terms_changed':
      return await openSummary(ctx, start, t.html('booking.terms_changed'))
    case 'limit_reached':
      return await openAtLimit(ctx, refused.upcoming)
    case 'banned':
      return renderBanned(refused.phone, t)
    case 'service_gone':
    case 'staff_gone':
    case 'beyond_horizon':
      return await refuse(ctx, refused.reason, targetOf(start))
  }
}
