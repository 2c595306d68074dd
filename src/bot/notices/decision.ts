import type { OutgoingButton, OutgoingMessage, VisitCard } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { bookAgainBelowButton } from '../client/booking/buttons.ts'
import { addToCalendarButton, bookingButton } from '../client/my-bookings/buttons.ts'
import { button } from '../screen.ts'
import { visitText } from '../visit-text.ts'
import { cardRow, peopleLines } from './to-staff.ts'
import type { DecisionNotice } from '../../usecases/notice.ts'

/** What became of a booking that waited for the business. */
export function renderDecision(notice: DecisionNotice, t: Texts): OutgoingMessage {
  return notice.to === 'client' ? toClient(notice, t) : toStaff(notice, t)
}

function toClient({ kind, visit, reason, begun, moved }: DecisionNotice, t: Texts): OutgoingMessage {
  const heading = kind === 'request_expired' && begun ? 'request.expired_begun' : clientHeadings[kind]
  const isApproved = kind === 'request_approved'
  const why = kind === 'request_declined' ? explanation(visit, reason, t) : []
  const gone = moved && !isApproved ? [t.html('request.moved_gone')] : []
  return {
    text: [
      t.html(heading),
      ...gone,
      ...why,
      '',
      visitText(isApproved ? visit : { ...visit, address: null }, t),
    ].join('\n'),
    keyboard: isApproved ? approvedButtons(visit, t) : [[bookAgain(visit, t)]],
  }
}

const clientHeadings = {
  request_approved: 'request.approved',
  request_declined: 'request.declined',
  request_expired: 'request.expired',
} as const

function explanation({ phone }: VisitCard, reason: DecisionNotice['reason'], t: Texts): string[] {
  const given = reason === null ? [] : [t.html(`request.reason_${reason}`)]
  const call = reason === 'call_us' && phone !== null ? [t.html('request.call', { phone })] : []
  return [...given, ...call]
}

function approvedButtons({ bookingId }: VisitCard, t: Texts): OutgoingButton[][] {
  return [
    [button(t.plain('start.button.open_visit'), bookingButton.pack({ bookingId }))],
    [button(t.plain('visit.button.add_to_calendar'), addToCalendarButton.pack({ bookingId }))],
  ]
}

function bookAgain({ bookingId }: VisitCard, t: Texts): OutgoingButton {
  return button(t.plain('visit.button.book_again'), bookAgainBelowButton.pack({ bookingId }))
}

function toStaff(notice: DecisionNotice, t: Texts): OutgoingMessage {
  const visit = visitText({ ...notice.visit, address: null }, t)
  return {
    text: [t.html(staffHeadings[notice.kind]), '', visit, ...peopleLines(notice, t)].join('\n'),
    keyboard: cardRow(notice, t),
  }
}

export const staffHeadings = {
  request_approved: 'request.done_approved',
  request_declined: 'request.done_declined',
  request_expired: 'request.done_expired',
} as const
