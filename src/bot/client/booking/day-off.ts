import { Composer } from 'telegraf'
import type { LocalDate } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewDayOff, type DayOffView } from '../../../usecases/view-day-off.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { titledServices } from '../../visit-text.ts'
import { dayButton, dayOffButton, targetOf, type Target } from './buttons.ts'
import { openTimes } from './choose-time.ts'
import { waysFromTimes } from './for-client.ts'
import { refuse } from './refuse.ts'

/** A day that the calendar shows as closed for the chosen specialist. */
export function dayOff(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(dayOffButton, explain))
  return composer
}

/** The calendar stays where nobody else has time either. */
async function explain(
  ctx: BotContext,
  { date, staffId, ...of }: Target & { readonly staffId: number; readonly date: LocalDate },
): Promise<Screen | null> {
  const { texts: t } = ctx
  const target = { ...targetOf({ ...of, staffId }), staffId }
  const view = await viewDayOff(ctx.services.useCases, ctx.actor, { target, date })
  if (!view.ok) return await refuse(ctx, view.reason, target)
  if (!view.isOff) return await openTimes(ctx, { ...target, date, page: 0 })
  const { services, specialist, othersFree } = view
  if (specialist !== null && othersFree) return renderOthers({ services, specialist }, target, date, t)
  const day = t.date(date)
  await ctx.answerTap(
    specialist === null
      ? t.plain('booking.toast.closed_day', { day })
      : t.plain('booking.toast.specialist_off', { day, specialist }),
  )
  return null
}

type DayOff = Extract<DayOffView, { isOff: true }>

function renderOthers(
  { services, specialist }: Pick<DayOff, 'services'> & { readonly specialist: string },
  target: Target,
  date: LocalDate,
  t: Texts,
): Screen {
  const others = dayButton.pack({ ...target, staffId: null, date, page: 0 })
  return {
    text: t.html('booking.specialist_off', {
      service: titledServices(services),
      day: t.capitalised(t.onDay(date)),
      specialist,
    }),
    keyboard: [[button(t.plain('booking.button.any_specialist'), others)], ...waysFromTimes(target, date, t)],
  }
}
