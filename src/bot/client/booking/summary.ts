import { Composer } from 'telegraf'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewSummary, type SummaryView } from '../../../usecases/view-summary.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { movedVisitText, visitText } from '../../visit-text.ts'
import {
  confirmButton,
  confirmMoveButton,
  dayButton,
  dayOf,
  targetOf,
  timeButton,
  type Start,
} from './buttons.ts'
import { openTimes } from './choose-time.ts'
import { refuse } from './refuse.ts'

export function summary(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(timeButton, openSummary))
  return composer
}

async function openSummary(ctx: BotContext, start: Start): Promise<Screen> {
  const target = targetOf(start)
  const view = await viewSummary(ctx.services.useCases, ctx.actor, { target, startsAt: start.startsAt })
  if (view.ok) return renderSummary(view, start, ctx.texts)
  switch (view.reason) {
    case 'past':
    case 'minimum_notice':
    case 'not_offered':
    case 'slot_taken':
      return await openTimes(ctx, start, ctx.texts.html(`refusal.${view.reason}`))
    case 'service_gone':
    case 'staff_gone':
    case 'booking_gone':
    case 'too_late':
    case 'beyond_horizon':
      return await refuse(ctx, view.reason, target)
  }
}

type Summary = Extract<SummaryView, { ok: true }>

export function renderSummary(view: Summary, start: Start, t: Texts): Screen {
  const { serviceId, staffId, startsAt, date, page } = start
  const { moving } = view
  const confirm = moving
    ? button(
        t.plain('booking.button.confirm_move'),
        confirmMoveButton.pack({
          serviceId,
          bookingId: moving.bookingId,
          version: moving.version,
          staffId,
          date,
          page,
          startsAt,
        }),
        'success',
      )
    : button(
        t.plain('booking.button.confirm'),
        confirmButton.pack({ serviceId, staffId, date, page, startsAt }),
        'success',
      )
  return {
    text: moving
      ? `${t.html('booking.summary_move')}\n\n${movedVisitText(asVisit(view), moving.startsAt, 'booking.moved_to', t)}`
      : `${t.html('booking.summary')}\n\n${visitText(asVisit(view), t)}`,
    keyboard: [[confirm], [button(t.plain('booking.button.other_time'), dayButton.pack(dayOf(start)))]],
  }
}

function asVisit(view: Summary) {
  return {
    ...view,
    serviceName: view.service.name,
    serviceEmoji: view.service.emoji,
    priceFrom: view.priceVaries,
  }
}
