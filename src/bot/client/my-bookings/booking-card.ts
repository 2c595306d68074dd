import { Composer } from 'telegraf'
import type { OutgoingButton, VisitCard } from '../../../context.ts'
import { isActive } from '../../../domain/booking-status.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { confirmAttendance } from '../../../usecases/confirm-attendance.ts'
import { viewMyBooking, type MyBooking } from '../../../usecases/view-my-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { contactLine, visitText } from '../../visit-text.ts'
import { bookAgainButton } from '../booking/buttons.ts'
import { askCancelSeriesButton, repeatButton } from '../series/buttons.ts'
import {
  addToCalendarButton,
  askCancelButton,
  attendButton,
  bookingButton,
  moveButton,
  myBookingsButton,
} from './buttons.ts'

export function bookingCard(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(bookingButton, async (ctx, { bookingId }) => await openBooking(ctx, { bookingId })),
    onTap(attendButton, attend),
  )
  return composer
}

export async function openBooking(
  ctx: BotContext,
  input: { readonly bookingId: number },
  notice?: string,
): Promise<Screen> {
  const view = await viewMyBooking(ctx.services.useCases, ctx.actor, input)
  if (!view.ok) return renderNoBooking(ctx.texts)
  return withNotice(notice, renderBooking(view, ctx.services.useCases.clock.now(), ctx.texts))
}

/** For a tap that would change a visit which can't be changed (any more): the card, and why. */
export async function openUnchangeable(
  ctx: BotContext,
  input: { readonly bookingId: number },
): Promise<Screen> {
  const { texts: t } = ctx
  const view = await viewMyBooking(ctx.services.useCases, ctx.actor, input)
  if (!view.ok) return renderNoBooking(t)
  return renderUnchangeable(view, ctx.services.useCases.clock.now(), t)
}

export function renderUnchangeable(booking: MyBooking, now: Date, t: Texts): Screen {
  const { status, phone } = booking.visit
  if (status === 'cancelled') {
    return withNotice(t.html('refusal.already_cancelled'), renderBooking(booking, now, t, noRemark))
  }
  const card = renderBooking(booking, now, t)
  if (!isActive(booking.visit.status)) return card
  const toast =
    phone === null ? t.plain('visit.toast.too_late') : t.plain('visit.toast.too_late_call', { phone })
  return { ...card, toast }
}

export function renderNoBooking(t: Texts): Screen {
  return { text: t.html('refusal.booking_gone'), keyboard: [[toList('upcoming', t)]] }
}

/** A button from before a move shows where the visit is now; of a visit that is over or cancelled, the card tells. */
async function attend(
  ctx: BotContext,
  input: { readonly bookingId: number; readonly version: number },
): Promise<Screen> {
  const { texts: t } = ctx
  const { useCases } = ctx.services
  const result = await confirmAttendance(useCases, ctx.actor, input)
  if (!result.ok) {
    const isChanged = result.reason === 'out_of_date'
    return await openBooking(ctx, input, isChanged ? t.html('refusal.changed_meanwhile') : undefined)
  }
  const view = await viewMyBooking(useCases, ctx.actor, input)
  if (!view.ok) return renderNoBooking(t)
  return renderThanks(view, useCases.clock.now(), t)
}

export function renderThanks(booking: MyBooking, now: Date, t: Texts): Screen {
  const card = renderBooking(booking, now, t, noRemark)
  return {
    ...withNotice(t.html('visit.attendance_thanks'), card),
    toast: t.plain('visit.toast.attendance_thanks'),
  }
}

/** The notice above the card says it already. */
const noRemark = { remark: false }

export function renderBooking(
  booking: MyBooking,
  now: Date,
  t: Texts,
  { remark } = { remark: true },
): Screen {
  const { visit, changeable, laterInSeries } = booking
  const isAhead = isActive(visit.status) && visit.startsAt > now
  return {
    text: [
      visitText(visit, t),
      ...(remark ? remarks(visit, isAhead, t) : []),
      ...seriesRemark(isAhead ? laterInSeries : undefined, t),
      ...(isAhead && !changeable ? [`${t.html('visit.too_late_to_change')} ${contactLine(visit, t)}`] : []),
    ].join('\n\n'),
    keyboard: isAhead ? aheadButtons(booking, t) : overButtons(visit, t),
  }
}

function remarks(visit: VisitCard, isAhead: boolean, t: Texts): string[] {
  if (visit.status === 'confirmed') {
    return isAhead && visit.attendanceConfirmed ? [t.html('visit.attendance_confirmed')] : []
  }
  return [t.html(`visit.status_${visit.status}`)]
}

function seriesRemark(later: number | undefined, t: Texts): string[] {
  if (later === undefined) return []
  return [later === 0 ? t.html('series.last') : t.html('series.later', { later })]
}

function aheadButtons(booking: MyBooking, t: Texts): OutgoingButton[][] {
  const { visit, changeable } = booking
  const { bookingId, version } = visit
  const attendance =
    visit.attendanceConfirmed || visit.status === 'pending'
      ? []
      : [button(t.plain('visit.button.attend'), attendButton.pack({ bookingId, version }))]
  const changes = changeable
    ? [
        button(t.plain('visit.button.move'), moveButton.pack({ bookingId })),
        button(t.plain('visit.button.cancel'), askCancelButton.pack({ bookingId })),
      ]
    : []
  // It goes into a calendar when it is confirmed.
  const calendar =
    visit.status === 'pending'
      ? []
      : [button(t.plain('visit.button.add_to_calendar'), addToCalendarButton.pack({ bookingId }))]
  const rows = [attendance, changes, calendar, series(booking, t), [toList('upcoming', t)]]
  return rows.filter((row) => row.length > 0)
}

/** The last visit of a series can be repeated again; from an earlier one all that follow can be cancelled. */
function series({ visit, repeatable, laterInSeries = 0 }: MyBooking, t: Texts): OutgoingButton[] {
  const { bookingId } = visit
  if (laterInSeries > 0) {
    return [button(t.plain('series.button.cancel_all'), askCancelSeriesButton.pack({ bookingId }))]
  }
  return repeatable ? [button(t.plain('series.button.repeat'), repeatButton.pack({ bookingId }))] : []
}

function overButtons({ bookingId, status }: VisitCard, t: Texts): OutgoingButton[][] {
  return [
    [button(t.plain('visit.button.book_again'), bookAgainButton.pack({ bookingId }))],
    [toList(isActive(status) ? 'upcoming' : 'past', t)],
  ]
}

function toList(scope: 'upcoming' | 'past', t: Texts): OutgoingButton {
  return button(t.plain('visit.button.to_list'), myBookingsButton.pack({ scope, page: 0 }))
}
