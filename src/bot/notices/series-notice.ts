import type { OutgoingMessage, SeriesNotice } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { requestButton } from '../admin/bookings/buttons.ts'
import { awaitsApproval } from '../admin/bookings/request-text.ts'
import { momentLines } from '../client/series/series-text.ts'
import { button } from '../screen.ts'
import { visitTextWith } from '../visit-text.ts'
import { clientLine } from './client-line.ts'

/** To staff, about all visits of a series at once; each that waits for approval is decided on by itself. */
export function renderSeriesNotice(
  { kind, visits, decidesOn, clientName }: SeriesNotice,
  t: Texts,
): OutgoingMessage {
  const [first] = visits
  const waiting = visits.filter(awaitsApproval)
  const heading = kind === 'series_booked' && waiting.length > 0 ? 'series.notice_requested' : headings[kind]
  return {
    text: [
      t.html(heading),
      '',
      ...(first ? [visitTextWith(momentLines(visits, t), { ...first, address: null }, t)] : []),
      clientLine(clientName, t),
    ].join('\n'),
    keyboard: (kind === 'series_booked' ? waiting : [])
      .filter(({ bookingId }) => decidesOn.includes(bookingId))
      .map(({ bookingId, startsAt, zone }) => [
        button(t.capitalised(t.shortMoment(startsAt, zone)), requestButton.pack({ bookingId })),
      ]),
  }
}

const headings = {
  series_booked: 'series.notice_booked',
  series_cancelled: 'series.notice_cancelled',
} as const
