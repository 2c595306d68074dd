import type { OutgoingButton, OutgoingMessage, VisitCard } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { SeveralNews, StaffNews } from '../../usecases/notice.ts'
import { requestButton, staffCardButton } from '../admin/bookings/buttons.ts'
import { awaitsApproval } from '../admin/bookings/request-text.ts'
import { button, fit } from '../screen.ts'
import { titledParts } from '../visit-text.ts'
import { staffHeadings } from './decision.ts'
import { ratingHeading } from './low-rating.ts'
import { seriesHeading } from './series-notice.ts'
import { peopleLines } from './to-staff.ts'
import { visitHeading } from './visit-notice.ts'

/** Each in a few lines, and a button to each card; everything else is on the card. */
export function renderSeveralNews({ news }: SeveralNews, t: Texts): OutgoingMessage {
  const blocks = news.map((one) => [heading(one, t), ...what(one, t), ...people(one, t)].join('\n'))
  const buttons = news.flatMap((one) => cardButton(one, t))
  const isFirst = (one: OutgoingButton, index: number) =>
    buttons.findIndex(({ data }) => data === one.data) === index
  return { text: blocks.join('\n\n'), keyboard: buttons.filter(isFirst).map((one) => [one]) }
}

function heading(news: StaffNews, t: Texts): string {
  switch (news.kind) {
    case 'visit_booked':
    case 'visit_moved':
    case 'visit_changed':
    case 'visit_cancelled':
      return visitHeading(news, t)
    case 'series_booked':
    case 'series_cancelled':
      return seriesHeading(news, t)
    case 'request_approved':
    case 'request_declined':
    case 'request_expired':
      return t.html(staffHeadings[news.kind])
    case 'low_rating':
    case 'low_rating_words':
      return ratingHeading(news, t)
  }
}

function what(news: StaffNews, t: Texts): string[] {
  const [visit] = visitsOf(news)
  if (!visit) return []
  const { parts, staffName } = visit
  const services = fit([titledParts(parts), ...(staffName === null ? [] : [staffName])].join(' · '), 80)
  const line = t.html('notice.several_what', { moment: momentOf(news, visit, t), services })
  const words =
    news.kind === 'low_rating_words' ? t.html('review.words', { comment: fit(news.comment, 100) }) : null
  return [line, ...(words === null ? [] : [words])]
}

/** Of a moved visit both, of several the nearest and how many there are. */
function momentOf(news: StaffNews, { startsAt, zone }: VisitCard, t: Texts): string {
  const moment = t.shortMoment(startsAt, zone)
  if (news.kind === 'visit_moved' && news.movedFrom) {
    const from = t.shortMoment(news.movedFrom.startsAt, zone)
    return t.capitalised(t.plain('notice.part.moved_from_to', { from, to: moment }))
  }
  const others = visitsOf(news).length - 1
  return t.capitalised(others > 0 ? t.plain('notice.part.and_others', { moment, others }) : moment)
}

function people(news: StaffNews, t: Texts): string[] {
  return peopleLines({ ...news, clientName: fit(news.clientName, 60) }, t)
}

function cardButton(news: StaffNews, t: Texts): OutgoingButton[] {
  const isSeries = 'visits' in news
  const visit = visitsOf(news).find(({ bookingId }) =>
    isSeries ? news.opens.includes(bookingId) : news.opensCard,
  )
  if (!visit) return []
  const { bookingId, startsAt, zone } = visit
  const label = [t.capitalised(t.shortMoment(startsAt, zone)), visit.guestName ?? news.clientName]
    .filter((part) => part !== '')
    .join(' · ')
  const decides = isSeries ? news.decidesOn.includes(bookingId) : 'decides' in news && news.decides
  const leadsTo = decides && awaitsApproval(visit) ? requestButton : staffCardButton
  return [button(label, leadsTo.pack({ bookingId }))]
}

function visitsOf(news: StaffNews): readonly VisitCard[] {
  return 'visits' in news ? news.visits : [news.visit]
}
