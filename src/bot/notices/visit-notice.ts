import type { OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { cardRow, peopleLines } from './to-staff.ts'
import { reasonText } from '../admin/bookings/reason-text.ts'
import { awaitsApproval, decisionButtons } from '../admin/bookings/request-text.ts'
import { movedVisitText, visitText } from '../visit-text.ts'
import type { VisitNotice } from '../../usecases/notice.ts'

const headings = {
  visit_booked: 'notice.booked',
  visit_moved: 'notice.moved',
  visit_changed: 'notice.changed',
  visit_cancelled: 'notice.cancelled',
} as const

/** To staff, who know the address. */
export function renderVisitNotice(notice: VisitNotice, t: Texts): OutgoingMessage {
  const { visit, movedFrom, reason, decides } = notice
  const awaits = decides && awaitsApproval(visit)
  const plain = { ...visit, address: null }
  const lines = [
    visitHeading(notice, t),
    '',
    movedFrom ? movedVisitText(plain, movedFrom, 'booking.moved_to_done', t) : visitText(plain, t),
    ...peopleLines(notice, t),
    ...(reason === null ? [] : [t.html('notice.reason', { reason: reasonText(reason, t) })]),
  ]
  const decision = awaits ? decisionButtons(visit, t) : []
  return { text: lines.join('\n'), keyboard: [...decision, ...cardRow(notice, t)] }
}

/** A booking that waits for approval can be decided on right here. */
export function visitHeading({ kind, visit, decides }: VisitNotice, t: Texts): string {
  if (!decides || !awaitsApproval(visit) || kind === 'visit_cancelled') return t.html(headings[kind])
  return t.html(kind === 'visit_moved' ? 'request.new_time' : 'request.new')
}
