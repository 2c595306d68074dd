import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../context.ts'
import { localDateOf } from '../../domain/local-time.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { viewPanel, type PanelView } from '../../usecases/view-panel.ts'
import type { BotContext } from '../bot-context.ts'
import { onMenu, onTap } from '../routes.ts'
import { button, inRows, type Screen } from '../screen.ts'
import { titledParts } from '../visit-text.ts'
import { requestButton, staffCardButton } from './bookings/buttons.ts'
import { panelButton } from './navigation.ts'
import type { PanelButton, Section } from './section.ts'
import { panelButtonsFor } from './sections.ts'

/** `/admin`: the one message of the panel, in which everything else takes place. */
export const panel: Section = {
  permission: 'schedule_read',
  commands: [{ name: 'admin', open: openPanel }],
  screens: () => Composer.compose([onTap(panelButton, openPanel), onMenu('panel', openPanel)]),
}

async function openPanel(ctx: BotContext): Promise<Screen | null> {
  const view = await viewPanel(ctx.services.useCases, ctx.actor)
  if (view.ok) return renderPanel(view, panelButtonsFor(ctx.actor.role), ctx.texts)
  await ctx.refuseTap()
  return null
}

type Panel = Extract<PanelView, { ok: true }>

export function renderPanel(view: Panel, buttons: readonly PanelButton[], t: Texts): Screen {
  const { waiting, next } = view
  return {
    text: [
      t.html('panel.business', { business: view.businessName }),
      t.html('panel.today', { day: t.day(view.today), visits: view.visits }),
      ...nextLines(view, t),
    ].join('\n'),
    keyboard: [
      ...(waiting === null
        ? []
        : [
            [
              button(
                t.plain('panel.button.waiting', { count: waiting.count }),
                requestButton.pack({ bookingId: waiting.bookingId }),
                'primary',
              ),
            ],
          ]),
      ...(next === null ? [] : [[nextButton(next.visit.bookingId, t)]]),
      ...inRows(
        buttons.map(({ label, data }) => button(t.plain(label), data)),
        2,
      ),
    ],
  }
}

function nextButton(bookingId: number, t: Texts): OutgoingButton {
  const data = staffCardButton.pack({ bookingId, from: panelButton.pack({}) })
  return button(t.plain('panel.button.next'), data)
}

function nextLines({ next, today }: Panel, t: Texts): string[] {
  if (next === null) return []
  const { startsAt } = next
  const { zone } = next.visit
  const isToday = localDateOf(zone, startsAt) === today
  const heading = isToday
    ? t.html('panel.next_today', { time: t.time(startsAt, zone) })
    : t.html('panel.next', { moment: t.shortMoment(startsAt, zone) })
  return ['', heading, t.html('panel.next_visit', { visit: visitInOneLine(next) })]
}

/** Who, what, and with whom; a client without a name had their data removed. */
function visitInOneLine({ visit, clientName }: NonNullable<Panel['next']>): string {
  return [visit.guestName ?? clientName, titledParts(visit.parts), visit.staffName]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
}
