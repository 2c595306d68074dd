import type { OutgoingMessage, VisitCard } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { reasonText } from '../admin/bookings/reason-text.ts'
import { bookAgainBelowButton } from '../client/booking/buttons.ts'
import { button } from '../screen.ts'
import { visitText } from '../visit-text.ts'
import type { CancelledByUs } from '../../usecases/notice.ts'

/** To the client: why, and the way to another time; sorry where they did not agree to it. */
export function renderCancelledByUs({ visit, reason }: CancelledByUs, t: Texts): OutgoingMessage {
  const { bookingId } = visit
  return {
    text: [
      ...heading(reason, t),
      '',
      visitText({ ...visit, address: null, comment: null }, t),
      '',
      wayOn(visit, t),
    ].join('\n'),
    keyboard: [[button(t.plain('visit.button.book_again'), bookAgainBelowButton.pack({ bookingId }))]],
  }
}

function wayOn({ phone }: VisitCard, t: Texts): string {
  return phone === null
    ? t.html('card.client_choose_another')
    : t.html('card.client_choose_another_or_call', { phone })
}

function heading(reason: string | null, t: Texts): string[] {
  if (reason === 'agreed') return [t.html('card.client_cancelled_agreed')]
  const sorry = t.html('card.client_cancelled')
  return reason === null ? [sorry] : [sorry, t.html('notice.reason', { reason: reasonText(reason, t) })]
}
