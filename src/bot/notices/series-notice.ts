import type { OutgoingButton, OutgoingMessage, VisitCard } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { requestButton, staffCardButton } from '../admin/bookings/buttons.ts'
import { awaitsApproval } from '../admin/bookings/request-text.ts'
import { momentLines } from '../client/series/series-text.ts'
import { button, inRows } from '../screen.ts'
import { visitTextWith } from '../visit-text.ts'
import { peopleLines } from './to-staff.ts'
import type { SeriesNotice } from '../../usecases/notice.ts'

/** To staff, about all visits of a series at once; each that waits for approval is decided on by itself. */
export function renderSeriesNotice(notice: SeriesNotice, t: Texts): OutgoingMessage {
  const { visits } = notice
  const [first] = visits
  return {
    text: [
      seriesHeading(notice, t),
      '',
      ...(first ? [visitTextWith(momentLines(visits, t), { ...first, address: null }, t)] : []),
      ...peopleLines(notice, t),
    ].join('\n'),
    keyboard: inRows(
      visits.flatMap((visit) => visitButton(notice, visit, t)),
      2,
    ),
  }
}

export function seriesHeading({ kind, visits }: SeriesNotice, t: Texts): string {
  const requested = kind === 'series_booked' && visits.some(awaitsApproval)
  const several = visits.length === 1 ? 'no' : 'yes'
  return t.html(requested ? 'series.notice_requested' : headings[kind], { several })
}

/** To the decision where there is one, else to the card. */
function visitButton({ kind, decidesOn, opens }: SeriesNotice, visit: VisitCard, t: Texts): OutgoingButton[] {
  const { bookingId, startsAt, zone } = visit
  const label = t.capitalised(t.shortMoment(startsAt, zone))
  if (kind === 'series_booked' && awaitsApproval(visit) && decidesOn.includes(bookingId)) {
    return [button(label, requestButton.pack({ bookingId }))]
  }
  return opens.includes(bookingId) ? [button(label, staffCardButton.pack({ bookingId }))] : []
}

const headings = {
  series_booked: 'series.notice_booked',
  series_cancelled: 'series.notice_cancelled',
} as const
