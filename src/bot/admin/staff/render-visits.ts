import type { Texts } from '../../../i18n/i18n.ts'
import type { ComingVisitsPage } from '../../../usecases/list-visits-of-specialist.ts'
import type { StaffCard } from '../../../usecases/staff-card.ts'
import { pager } from '../../pager.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { staffCardButton } from '../bookings/buttons.ts'
import { backAndHome, renderConfirmation } from '../navigation.ts'
import { namesOf } from './render-staff-card.ts'
import { comingVisitsButton, staffMemberButton, staffStateButton } from './buttons.ts'

type Listed = Extract<ComingVisitsPage, { ok: true }>
type Coming = Listed['visits'][number]

/** What is to come with a specialist; each opens its card. */
export function renderComingVisits(list: Listed, staffId: number, t: Texts): Screen {
  const { name, visits, total, page, pages, zone } = list
  return {
    text: total === 0 ? t.html('staff.no_visits', { name }) : t.html('staff.visits', { name, count: total }),
    keyboard: [
      ...visits.map((visit) => [
        button(
          t.plain('staff.button.visit', {
            moment: t.shortMoment(visit.startsAt, zone),
            client: fit(clientOf(visit, t), 30),
          }),
          staffCardButton.pack({
            bookingId: visit.bookingId,
            from: comingVisitsButton.pack({ staffId, page }),
          }),
        ),
      ]),
      pager(page, pages, (other) => comingVisitsButton.pack({ staffId, page: other }), t),
      backAndHome(staffMemberButton.pack({ staffId }), t),
    ].filter((row) => row.length > 0),
  }
}

/** Names the first visits that stay, and how many there are. */
export function renderArchiveQuestion(card: StaffCard, list: Listed, t: Texts): Screen {
  const { id: staffId, version, name } = card.member
  const rest = list.total - list.visits.length
  const question = [
    t.html('staff.archive_question', { name }),
    ...lost(card, t),
    '',
    ...(list.total === 0
      ? [t.html('staff.archive_no_visits')]
      : [t.html('staff.archive_visits', { count: list.total })]),
    ...list.visits.map((visit) => visitLine(visit, list.zone, t)),
    ...(rest > 0 ? [t.html('staff.more_visits', { count: rest })] : []),
  ].join('\n')
  const yes = {
    label: t.plain('staff.button.yes_archive'),
    data: staffStateButton.pack({ staffId, version, step: 'archive' }),
  }
  return renderConfirmation({ question, yes, no: staffMemberButton.pack({ staffId }) }, t)
}

/** What clients can't book any more then. */
function lost({ member, bookable, soleServices }: StaffCard, t: Texts): string[] {
  if (member.state !== 'bookable') return []
  if (bookable === 1) return [t.html('staff.archive_last')]
  return soleServices.length === 0 ? [] : [t.html('staff.archive_sole', { services: namesOf(soleServices) })]
}

function visitLine(visit: Coming, zone: string, t: Texts): string {
  return t.html('staff.visit_line', {
    moment: t.shortMoment(visit.startsAt, zone),
    client: clientOf(visit, t),
    services: visit.services.map(({ name, emoji }) => titled(name, emoji)).join(', '),
  })
}

function clientOf({ clientName }: Coming, t: Texts): string {
  return clientName === '' ? t.plain('staff.part.no_name') : clientName
}
