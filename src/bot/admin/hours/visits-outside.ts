import type { Texts } from '../../../i18n/i18n.ts'
import { listVisitsOutside, type VisitsOutside } from '../../../usecases/list-visits-outside.ts'
import type { BotContext } from '../../bot-context.ts'
import { pager } from '../../pager.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { staffCardButton } from '../bookings/buttons.ts'
import { backAndHome } from '../navigation.ts'
import { hoursButton, visitsOutsideButton } from './buttons.ts'
import { refuseHours, type Whose } from './open-week.ts'

export async function openVisitsOutside(
  ctx: BotContext,
  query: Whose & { readonly page: number },
): Promise<Screen | null> {
  const list = await listVisitsOutside(ctx.services.useCases, ctx.actor, query)
  return list.ok ? renderVisitsOutside(list, query, ctx.texts) : await refuseHours(ctx, list.reason)
}

type Listed = Extract<VisitsOutside, { ok: true }>

export function renderVisitsOutside(
  { visits, total, page, pages }: Listed,
  { staffId }: Whose,
  t: Texts,
): Screen {
  return {
    text: total === 0 ? t.html('hours.none_outside') : t.html('hours.outside', { count: total }),
    keyboard: [
      ...visits.map((listed) => [
        button(
          labelOf(listed, t),
          staffCardButton.pack({
            bookingId: listed.visit.bookingId,
            from: visitsOutsideButton.pack({ staffId, page }),
          }),
        ),
      ]),
      pager(page, pages, (other) => visitsOutsideButton.pack({ staffId, page: other }), t),
      backAndHome(hoursButton.pack({ staffId }), t),
    ].filter((row) => row.length > 0),
  }
}

function labelOf({ visit, clientName }: Listed['visits'][number], t: Texts): string {
  return t.plain('hours.button.visit', {
    moment: t.shortMoment(visit.startsAt, visit.zone),
    client: fit(visit.guestName ?? clientName, 36),
  })
}
