import type { Texts } from '../../../i18n/i18n.ts'
import { viewHours } from '../../../usecases/view-hours.ts'
import type { HoursWeek } from '../../../usecases/week-of.ts'
import type { BotContext } from '../../bot-context.ts'
import { weekdaysText, windowsText } from '../../hours-text.ts'
import { button, inRows, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { saveWeek } from './ask-hours.ts'
import { copyButton, copyFromButton, copyToButton, hoursButton } from './buttons.ts'
import { refuseHours, type Whose } from './open-week.ts'

interface Copy extends Whose {
  readonly from: number
  readonly days: readonly number[]
}

export async function askWhatToCopy(ctx: BotContext, { staffId }: Whose): Promise<Screen | null> {
  return await withWeek(ctx, staffId, (week) => renderCopyFrom(week, ctx.texts))
}

export async function askWhereToCopy(ctx: BotContext, { staffId, ...copy }: Copy): Promise<Screen | null> {
  return await withWeek(ctx, staffId, (week) => renderCopyTo(week, copy, ctx.texts))
}

export async function copyDay(
  ctx: BotContext,
  { staffId, from, days, seen }: Copy & { readonly seen: number },
): Promise<Screen | null> {
  return await withWeek(ctx, staffId, async (week) => {
    const windows = week.days.find(({ weekday }) => weekday === from)?.windows
    if (windows === undefined || days.length === 0) return await refuseHours(ctx, 'forbidden')
    const copied = days.map((weekday) => ({ weekday, windows }))
    return (await saveWeek(ctx, { staffId, days: copied, seen })) ?? (await refuseHours(ctx, 'forbidden'))
  })
}

async function withWeek(
  ctx: BotContext,
  staffId: number | null,
  show: (week: HoursWeek) => Screen | Promise<Screen | null>,
): Promise<Screen | null> {
  const view = await viewHours(ctx.services.useCases, ctx.actor, { staffId })
  if (!view.ok) return await refuseHours(ctx, view.reason)
  return view.changeable ? await show(view.week) : await refuseHours(ctx, 'forbidden')
}

export function renderCopyFrom({ staff, days }: HoursWeek, t: Texts): Screen {
  const staffId = staff?.id ?? null
  return {
    text: t.html('hours.copy_from'),
    keyboard: [
      ...days.map(({ weekday, windows }) => [
        button(
          `${weekdaysText([weekday], t)}: ${windowsText(windows, t)}`,
          copyToButton.pack({ staffId, from: weekday, days: [] }),
        ),
      ]),
      backAndHome(hoursButton.pack({ staffId }), t),
    ],
  }
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]

export function renderCopyTo(
  { staff, days: week, seen }: HoursWeek,
  { from, days }: Omit<Copy, 'staffId'>,
  t: Texts,
): Screen {
  const place = { staffId: staff?.id ?? null, from }
  const others = everyDay.filter((day) => day !== from)
  const chosen = days.filter((day) => day !== from)
  const toggled = (day: number) => others.filter((one) => chosen.includes(one) !== (one === day))
  const toggle = (day: number) =>
    button(
      t.plain('hours.button.weekday', {
        chosen: chosen.includes(day) ? 'yes' : 'no',
        day: weekdaysText([day], t),
      }),
      copyToButton.pack({ ...place, days: toggled(day) }),
    )
  const atOnce = [[1, 2, 3, 4, 5], everyDay].map((group) =>
    button(
      weekdaysText(group, t),
      copyToButton.pack({ ...place, days: others.filter((day) => group.includes(day)) }),
    ),
  )
  const copy = button(
    t.plain('hours.button.do_copy'),
    copyButton.pack({ ...place, days: chosen, seen }),
    'success',
  )
  const source = week.find(({ weekday }) => weekday === from)
  return {
    text: t.html('hours.copy_to', {
      day: weekdaysText([from], t),
      hours: windowsText(source?.windows ?? [], t),
    }),
    keyboard: [
      ...inRows(others.map(toggle), 3),
      atOnce,
      ...(chosen.length === 0 ? [] : [[copy]]),
      backAndHome(copyFromButton.pack({ staffId: place.staffId }), t),
    ],
  }
}
