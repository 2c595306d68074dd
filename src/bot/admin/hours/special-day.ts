import { monthOfDate, type LocalDate } from '../../../domain/local-time.ts'
import { inRuns, type SpecialDay, type SpecialDays } from '../../../domain/special-days.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { ChangeSpecialDaysInput } from '../../../usecases/change-special-days.ts'
import type { SpecialDaysList } from '../../../usecases/special-days-of.ts'
import { viewSpecialDays } from '../../../usecases/view-special-days.ts'
import type { BotContext } from '../../bot-context.ts'
import { button, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { askSpecialHours } from './ask-special-hours.ts'
import { askSpecialHoursButton, removeSpecialDaysButton, specialDaysButton } from './buttons.ts'
import { refuseHours, type Whose } from './open-week.ts'
import { daysText, saveSpecialDays, specialText } from './special-days.ts'

type Place = Whose & { readonly date: LocalDate }

/** A date that is as usual is asked about at once. */
export async function openSpecialDay(ctx: BotContext, place: Place): Promise<Screen | null> {
  const view = await viewSpecialDays(ctx.services.useCases, ctx.actor, place)
  if (!view.ok) return await refuseHours(ctx, view.reason)
  if (!view.changeable) return await refuseHours(ctx, 'forbidden')
  const day = view.list.days.find(({ date }) => date === place.date)
  return day ? renderSpecialDay(view.list, day, ctx.texts) : await askSpecialHours(ctx, place)
}

export function renderSpecialDay(list: SpecialDaysList, day: SpecialDay, t: Texts): Screen {
  const staffId = list.staff?.id ?? null
  const { date, level } = day
  const isOwn = level === (staffId === null ? 'business' : 'specialist')
  const run = inRuns(list.days).find(({ from, to }) => from <= date && date <= to)
  return {
    text: [
      t.html('hours.special_day', { day: t.capitalised(t.day(date)) }),
      isOwn
        ? t.html('hours.special_says', { hours: specialText(day, t) })
        : t.html('hours.special_says_business', { hours: specialText(day, t) }),
    ].join('\n'),
    keyboard: [
      [button(t.plain('hours.button.change_day'), askSpecialHoursButton.pack({ staffId, date }))],
      ...(isOwn ? removals(list, day, run, t).map((one) => [one]) : []),
      backAndHome(specialDaysButton.pack({ staffId, month: monthOfDate(date) }), t),
    ],
  }
}

function removals(
  { staff, seen }: SpecialDaysList,
  { date }: SpecialDay,
  run: SpecialDays | undefined,
  t: Texts,
) {
  const staffId = staff?.id ?? null
  const remove = (from: LocalDate, to: LocalDate) =>
    button(
      t.plain('hours.button.remove_days', { days: daysText({ from, to }, t) }),
      removeSpecialDaysButton.pack({ staffId, from, to, seen }),
    )
  const ofRun = run && run.from < run.to ? [remove(run.from, run.to)] : []
  return [remove(date, date), ...ofRun]
}

export async function removeSpecialDays(
  ctx: BotContext,
  input: Omit<ChangeSpecialDaysInput, 'hours'>,
): Promise<Screen | null> {
  const screen = await saveSpecialDays(ctx, { ...input, hours: null })
  return screen ?? (await refuseHours(ctx, 'forbidden'))
}
