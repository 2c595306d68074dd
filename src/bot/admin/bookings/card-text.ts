import { isActive } from '../../../domain/booking-status.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { HistoryEntry, StaffBooking } from '../../../usecases/require-staff-booking.ts'
import { clientLine } from '../../notices/client-line.ts'
import { fit } from '../../screen.ts'
import { starsText } from '../../stars.ts'
import { visitText } from '../../visit-text.ts'
import { reasonText } from './reason-text.ts'

export function cardText(booking: StaffBooking, t: Texts): string {
  const { visit, clientName, clientPhone, username, history } = booking
  return [
    [
      visitText({ ...visit, address: null }, t),
      clientLine(clientName, t),
      ...(clientPhone === null ? [] : [t.html('request.phone', { phone: clientPhone })]),
      ...(username === null ? [] : [t.html('card.username', { username })]),
    ].join('\n'),
    [state(booking, t), ...unreminded(booking, t)].join('\n'),
    ...reviewText(booking, t),
    ...(history.length === 0 ? [] : [historyText(history, visit.zone, t)]),
  ].join('\n\n')
}

function state({ visit, arrived, cancelReason }: StaffBooking, t: Texts): string {
  switch (visit.status) {
    case 'pending':
      return t.html(visit.pendingFor === 'offer' ? 'card.state_offer' : 'card.state_pending')
    case 'confirmed':
      if (arrived) return t.html('card.state_arrived')
      return t.html(visit.attendanceConfirmed ? 'card.state_will_come' : 'card.state_confirmed')
    case 'completed':
    case 'no_show':
      return t.html(`card.state_${visit.status}`)
    case 'cancelled': {
      const reason =
        cancelReason === null ? [] : [t.html('notice.reason', { reason: reasonText(cancelReason, t) })]
      return [t.html('card.state_cancelled'), ...reason].join('\n')
    }
  }
}

/** Whoever booked them by hand may take it that the bot tells them. */
function unreminded({ visit, inBot, now }: StaffBooking, t: Texts): string[] {
  return isActive(visit.status) && visit.startsAt > now && !inBot ? [t.html('card.not_in_bot')] : []
}

function reviewText({ review }: StaffBooking, t: Texts): string[] {
  if (!review) return []
  const stars = starsText(review.stars)
  return [
    review.comment === null
      ? t.html('card.review', { stars })
      : t.html('card.review_words', { stars, comment: fit(review.comment, mostOfComment) }),
  ]
}

/** The client's words beside all else that a card says, in one message. */
const mostOfComment = 300

/** The oldest first, as it is read. */
function historyText(history: readonly HistoryEntry[], zone: string, t: Texts): string {
  const lines = history.toReversed().map((entry) =>
    t.html('card.history_line', {
      moment: t.shortMoment(entry.at, zone),
      what: whatHappened(entry, zone, t),
    }),
  )
  return [t.html('card.history'), ...lines].join('\n')
}

function whatHappened(entry: HistoryEntry, zone: string, t: Texts): string {
  const by = whoDidIt(entry, t)
  const { from, to } = entry
  if (entry.action === 'booking.move' && from && to) {
    return t.plain('card.part.moved', { from: t.shortMoment(from, zone), to: t.shortMoment(to, zone), by })
  }
  if (entry.action === 'booking.change' && entry.changed) {
    return t.plain(`card.part.changed_${entry.changed}`, { by })
  }
  if (entry.stars !== null) return t.plain('card.part.reviewed', { stars: starsText(entry.stars), by })
  const word = words[entry.action]
  return word === undefined ? t.plain('card.part.changed', { by }) : t.plain(word, { by })
}

type Word =
  'created' | 'cancelled' | 'approved' | 'declined' | 'expired' | 'completed' | 'attends' | 'arrived'
type WordKey =
  `card.part.${Word | 'no_show' | 'returned' | 'moved_once' | 'review_words' | 'held' | 'held_no_more'}`

const words: Readonly<Record<string, WordKey>> = {
  'booking.create': 'card.part.created',
  'booking.move': 'card.part.moved_once',
  'booking.cancel': 'card.part.cancelled',
  'booking.approve': 'card.part.approved',
  'booking.decline': 'card.part.declined',
  'booking.expire': 'card.part.expired',
  'booking.complete': 'card.part.completed',
  'booking.confirm_attendance': 'card.part.attends',
  'booking.arrive': 'card.part.arrived',
  'booking.no_show': 'card.part.no_show',
  'booking.return': 'card.part.returned',
  'review.comment': 'card.part.review_words',
  'waitlist.offer': 'card.part.held',
  'waitlist.accept': 'card.part.created',
  'waitlist.refuse': 'card.part.declined',
  'waitlist.expire': 'card.part.held_no_more',
  'waitlist.withdraw': 'card.part.held_no_more',
}

function whoDidIt({ by, staffName }: HistoryEntry, t: Texts): string {
  if (by === 'staff' && staffName !== null) return fit(staffName, 40)
  return t.plain(
    by === 'client' ? 'card.part.by_client' : by === 'staff' ? 'card.part.by_staff' : 'card.part.by_bot',
  )
}
