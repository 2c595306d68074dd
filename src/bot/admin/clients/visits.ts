import type { OutgoingButton, VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listClientVisits, type ClientVisits } from '../../../usecases/list-client-visits.ts'
import type { BotContext } from '../../bot-context.ts'
import { pager } from '../../pager.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { titledParts } from '../../visit-text.ts'
import { staffCardButton } from '../bookings/buttons.ts'
import { backAndHome } from '../navigation.ts'
import { clientCardButton, clientVisitsButton } from './buttons.ts'
import { clientName } from './client-words.ts'
import { refuse } from './open-card.ts'

export async function openVisits(
  ctx: BotContext,
  place: { readonly clientId: number; readonly page: number },
): Promise<Screen | null> {
  const visits = await listClientVisits(ctx.services.useCases, ctx.actor, place)
  return visits.ok ? renderVisits(visits, ctx.texts) : await refuse(ctx)
}

export function renderVisits(
  { card, visits, page, pages }: Extract<ClientVisits, { ok: true }>,
  t: Texts,
): Screen {
  const { id: clientId } = card
  return {
    text: t.html('clients.visits_of', { name: clientName(card, t) }),
    keyboard: [
      ...visits.map((visit) => [visitButton(visit, clientVisitsButton.pack({ clientId, page }), t)]),
      pager(page, pages, (other) => clientVisitsButton.pack({ clientId, page: other }), t),
      backAndHome(clientCardButton.pack({ clientId, query: null }), t),
    ].filter((row) => row.length > 0),
  }
}

function visitButton(
  { bookingId, startsAt, zone, parts, status }: VisitCard,
  from: string,
  t: Texts,
): OutgoingButton {
  const moment = `${t.dateWithYear(startsAt, zone)}, ${t.time(startsAt, zone)}`
  const label = `${moment} · ${fit(titledParts(parts), 24)}`
  return button(
    status === 'confirmed' || status === 'completed'
      ? label
      : t.plain(`clients.button.visit_${status}`, { label }),
    staffCardButton.pack({ bookingId, from }),
  )
}
