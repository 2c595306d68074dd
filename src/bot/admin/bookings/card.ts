import type { OutgoingButton } from '../../../context.ts'
import { mayArrive } from '../../../domain/booking-status.ts'
import { localDateOf, monthOfDate } from '../../../domain/local-time.ts'
import { specialistOf } from '../../../domain/visit.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { StaffChangeResult } from '../../../usecases/change-as-staff.ts'
import type { StaffBooking } from '../../../usecases/require-staff-booking.ts'
import { viewStaffBooking } from '../../../usecases/view-staff-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { monthButton, timeButton } from '../../client/booking/buttons.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { clientCardButton } from '../clients/buttons.ts'
import { backAndHome } from '../navigation.ts'
import type { WayBack } from '../../way-back.ts'
import { scheduleDayButton } from '../schedule/buttons.ts'
import {
  arrivalButton,
  askCancelVisitButton,
  askNoShowButton,
  choosePartButton,
  returnButton,
} from './buttons.ts'
import { cardText } from './card-text.ts'
import { awaitsApproval, decisionButtons } from './request-text.ts'

export async function openStaffCard(
  ctx: BotContext,
  { bookingId, from }: { readonly bookingId: number } & WayBack,
): Promise<Screen> {
  const view = await viewStaffBooking(ctx.services.useCases, ctx.actor, { bookingId })
  return view.ok ? renderStaffCard(view.booking, ctx.texts, from) : renderGone(ctx.texts)
}

export function renderGone(t: Texts): Screen {
  return { text: t.html('card.gone'), keyboard: [backAndHome(null, t)] }
}

/** The visit as it is now, and why it is not what was asked for. */
export function showChange(result: StaffChangeResult, t: Texts, from?: WayBack['from']): Screen {
  if (result.ok) return renderStaffCard(result.booking, t, from)
  if (result.reason === 'booking_gone') return renderGone(t)
  return showAsItIs(result.reason, result.booking, t, from)
}

/** For what can't be done any more. */
export async function openAsItIs(
  ctx: BotContext,
  { bookingId, from }: { readonly bookingId: number } & WayBack,
): Promise<Screen> {
  const view = await viewStaffBooking(ctx.services.useCases, ctx.actor, { bookingId })
  return view.ok ? showAsItIs('not_now', view.booking, ctx.texts, from) : renderGone(ctx.texts)
}

/** For a button of a card that is older than its visit. */
export function showAsItIs(
  reason: 'changed_meanwhile' | 'not_now' | 'slot_taken',
  booking: StaffBooking,
  t: Texts,
  from?: WayBack['from'],
): Screen {
  return withNotice(t.html(`card.${reason}`), renderStaffCard(booking, t, from))
}

/** Leads back to where one came `from`, else to the day of the visit. */
export function renderStaffCard(booking: StaffBooking, t: Texts, from: WayBack['from'] = null): Screen {
  const { visit, changeable } = booking
  const date = localDateOf(visit.zone, visit.startsAt)
  return {
    text: cardText(booking, t),
    keyboard: [
      ...(changeable ? actions(booking, from, t) : []),
      ...(visit.pendingFor === 'offer' ? [] : [[clientButton(booking, t)]]),
      backAndHome(from ?? scheduleDayButton.pack({ date, staffId: null, page: 0 }), t),
    ],
  }
}

function actions(booking: StaffBooking, from: string | null, t: Texts): OutgoingButton[][] {
  const { visit } = booking
  const place = { bookingId: visit.bookingId, version: visit.version, from }
  const isActive =
    visit.status === 'confirmed' || (visit.status === 'pending' && visit.pendingFor !== 'offer')
  const back = button(t.plain('card.button.return'), returnButton.pack(place))
  const cancel = button(t.plain('card.button.cancel'), askCancelVisitButton.pack(place))
  return [
    ...decisionButtons(visit, t),
    presence(booking, from, t),
    visit.status === 'no_show' ? [back] : [],
    mayBeBookedAgain(booking) ? [bookForClientAgainButton(booking, from, t)] : [],
    isActive ? changes(booking, from, t) : [],
    isActive ? [moveButton(booking, from, t), ...(awaitsApproval(visit) ? [] : [cancel])] : [],
  ].filter((row) => row.length > 0)
}

/** A cancellation is final, so it is taken back by a booking like any: the time may be somebody else's by now. */
function mayBeBookedAgain({ visit, clientName, now }: StaffBooking): boolean {
  // Without a name the client had their data removed.
  return visit.status === 'cancelled' && visit.startsAt > now && clientName !== ''
}

function bookForClientAgainButton(
  { visit, clientId }: StaffBooking,
  from: string | null,
  t: Texts,
): OutgoingButton {
  const data = timeButton.pack({
    serviceIds: visit.parts.map(({ serviceId }) => serviceId),
    staffId: specialistOf(visit),
    movingBookingId: null,
    clientId,
    date: localDateOf(visit.zone, visit.startsAt),
    page: 0,
    startsAt: visit.startsAt,
    from,
  })
  return button(t.plain('card.button.book_again'), data)
}

function clientButton({ clientId }: StaffBooking, t: Texts): OutgoingButton {
  return button(t.plain('card.button.client'), clientCardButton.pack({ clientId, query: null }))
}

function moveButton({ visit, clientId }: StaffBooking, from: string | null, t: Texts): OutgoingButton {
  const target = { serviceIds: [], staffId: specialistOf(visit), movingBookingId: visit.bookingId, clientId }
  const month = monthOfDate(localDateOf(visit.zone, visit.startsAt))
  return button(t.plain('card.button.move'), monthButton.pack({ ...target, month, from }))
}

/** Without a name to tell there is no other specialist. */
function changes(
  { visit: { bookingId, parts } }: StaffBooking,
  from: string | null,
  t: Texts,
): OutgoingButton[] {
  const to = (change: 'service' | 'staff') =>
    button(t.plain(`card.button.other_${change}`), choosePartButton.pack({ bookingId, change, from }))
  return [to('service'), ...(parts[0].staffName === null ? [] : [to('staff')])]
}

function presence(booking: StaffBooking, from: string | null, t: Texts): OutgoingButton[] {
  const { visit, arrived, now } = booking
  const { bookingId, version } = visit
  const place = { bookingId, version, from }
  const noShow = mayBeNoShow(booking)
    ? [button(t.plain('card.button.no_show'), askNoShowButton.pack(place))]
    : []
  if (visit.status === 'confirmed' && arrived) {
    return [button(t.plain('card.button.not_here_yet'), arrivalButton.pack({ ...place, arrived: 'no' }))]
  }
  if (!mayArrive(visit, now)) return noShow
  const came = button(
    t.plain('card.button.came'),
    arrivalButton.pack({ ...place, arrived: 'yes' }),
    'success',
  )
  return [came, ...noShow]
}

export function mayBeNoShow({ visit, arrived, now }: StaffBooking): boolean {
  const isPossible = visit.status === 'confirmed' || visit.status === 'completed'
  return isPossible && !arrived && visit.startsAt <= now
}
