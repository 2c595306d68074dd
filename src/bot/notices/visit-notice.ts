import type { OutgoingMessage, VisitNotice } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { visitText } from '../visit-text.ts'

const headings = {
  visit_booked: 'notice.booked',
  visit_moved: 'notice.moved',
  visit_cancelled: 'notice.cancelled',
} as const

/** To staff, who know the address. */
export function renderVisitNotice(
  { kind, visit, clientName, movedFrom }: VisitNotice,
  t: Texts,
): OutgoingMessage {
  const lines = [
    t.html(headings[kind]),
    ...(movedFrom ? [t.html('booking.moved_from', { moment: t.moment(movedFrom, visit.zone) })] : []),
    '',
    visitText({ ...visit, address: null }, t),
    t.html('notice.client', { client: clientName }),
  ]
  return { text: lines.join('\n'), keyboard: [] }
}
