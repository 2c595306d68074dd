import type { OutgoingMessage, VisitNotice } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { clientLine } from './client-line.ts'
import { reasonText } from '../admin/bookings/reason-text.ts'
import { awaitsApproval, decisionButtons } from '../admin/bookings/request-text.ts'
import { movedVisitText, visitText } from '../visit-text.ts'

const headings = {
  visit_booked: 'notice.booked',
  visit_moved: 'notice.moved',
  visit_changed: 'notice.changed',
  visit_cancelled: 'notice.cancelled',
} as const

/** To staff, who know the address. */
export function renderVisitNotice(
  { kind, visit, clientName, movedFrom, reason, decides }: VisitNotice,
  t: Texts,
): OutgoingMessage {
  const awaits = decides && awaitsApproval(visit)
  const plain = { ...visit, address: null }
  const lines = [
    heading(kind, awaits, t),
    '',
    movedFrom ? movedVisitText(plain, movedFrom, 'booking.moved_to_done', t) : visitText(plain, t),
    clientLine(clientName, t),
    ...(reason === null ? [] : [t.html('notice.reason', { reason: reasonText(reason, t) })]),
  ]
  return { text: lines.join('\n'), keyboard: awaits ? decisionButtons(visit, t) : [] }
}

/** A booking that waits for approval can be decided on right here. */
function heading(kind: VisitNotice['kind'], awaits: boolean, t: Texts): string {
  if (!awaits || kind === 'visit_cancelled') return t.html(headings[kind])
  return t.html(kind === 'visit_moved' ? 'request.new_time' : 'request.new')
}
