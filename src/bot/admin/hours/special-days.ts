import type { OutgoingButton } from '../../../context.ts'
import {
  addMonths,
  datesOfMonth,
  monthOfDate,
  weekdayOf,
  type LocalDate,
  type LocalMonth,
} from '../../../domain/local-time.ts'
import { inRuns, lastSettable, type SpecialDay, type SpecialDays } from '../../../domain/special-days.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { changeSpecialDays, type ChangeSpecialDaysInput } from '../../../usecases/change-special-days.ts'
import type { SpecialDaysList } from '../../../usecases/special-days-of.ts'
import { viewSpecialDays } from '../../../usecases/view-special-days.ts'
import type { BotContext } from '../../bot-context.ts'
import { windowsText } from '../../hours-text.ts'
import { inertButton } from '../../pager.ts'
import { button, fit, inRows, withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import {
  askSpecialDatesButton,
  holidaysButton,
  hoursButton,
  specialDayButton,
  specialDaysButton,
  visitsOutsideButton,
} from './buttons.ts'
import { refuseHours, type Whose } from './open-week.ts'

interface ShownDays {
  readonly list: SpecialDaysList
  readonly changeable: boolean
}

export async function openSpecialDays(
  ctx: BotContext,
  { staffId, month }: Whose & { readonly month: LocalMonth | null },
): Promise<Screen | null> {
  const view = await viewSpecialDays(ctx.services.useCases, ctx.actor, { staffId })
  return view.ok ? renderSpecialDays(view, month, ctx.texts) : await refuseHours(ctx, view.reason)
}

/** Null: the actor may not, or there is nobody of that id. */
export async function saveSpecialDays(
  { services, actor, texts: t }: BotContext,
  input: ChangeSpecialDaysInput,
): Promise<Screen | null> {
  const result = await changeSpecialDays(services.useCases, actor, input)
  if (result.ok) return renderSavedDays(result.list, input.from, result.leftOutside, t)
  return result.reason === 'changed_meanwhile' ? renderChangedDays(result.list, t) : null
}

/** A month with the dates that are not as usual, in a calendar and in words. */
export function renderSpecialDays(
  { list, changeable }: ShownDays,
  asked: LocalMonth | null,
  t: Texts,
): Screen {
  const month = within(list, asked)
  const staffId = list.staff?.id ?? null
  return {
    text: [heading(list, changeable, t), ...monthLines(list, month, t)].join('\n'),
    keyboard: [
      t.weekdays().map((weekday) => button(weekday, inertButton.pack({}))),
      ...weeks(list, month, changeable),
      arrows(list, month, t),
      ...(changeable ? ways(staffId, t) : []),
      backAndHome(hoursButton.pack({ staffId }), t),
    ].filter((row) => row.length > 0),
  }
}

/** After a change: what came of it, and the visits that it left outside. */
export function renderSavedDays(
  list: SpecialDaysList,
  date: LocalDate | null,
  leftOutside: number,
  t: Texts,
): Screen {
  const screen = renderSpecialDays({ list, changeable: true }, date && monthOfDate(date), t)
  if (leftOutside === 0) return withNotice(t.html('hours.saved'), screen)
  const show = button(
    t.plain('hours.button.show_outside', { count: leftOutside }),
    visitsOutsideButton.pack({ staffId: list.staff?.id ?? null, page: 0 }),
    'primary',
  )
  return withNotice(t.html('hours.saved_outside', { count: leftOutside }), {
    ...screen,
    keyboard: [[show], ...screen.keyboard],
  })
}

/** Somebody was faster. */
function renderChangedDays(list: SpecialDaysList, t: Texts): Screen {
  return withNotice(t.html('hours.changed_meanwhile'), renderSpecialDays({ list, changeable: true }, null, t))
}

export function daysText({ from, to }: Pick<SpecialDays, 'from' | 'to'>, t: Texts): string {
  return from === to ? t.shortDay(from) : t.dates(from, to)
}

export function specialText({ windows, reason }: Pick<SpecialDays, 'windows' | 'reason'>, t: Texts): string {
  const hours = windowsText(windows, t)
  return reason === null ? hours : t.plain('hours.part.because', { hours, reason: fit(reason, 60) })
}

/** Months that are over, and those too far ahead, have nothing to set. */
function within({ today }: SpecialDaysList, asked: LocalMonth | null): LocalMonth {
  const [first, last] = [monthOfDate(today), monthOfDate(lastSettable(today))]
  if (asked === null || asked < first) return first
  return asked > last ? last : asked
}

function heading({ staff }: SpecialDaysList, changeable: boolean, t: Texts): string {
  const title =
    staff === null ? t.html('hours.special') : t.html('hours.special_of', { specialist: fit(staff.name, 60) })
  return changeable ? `${title}\n${t.html('hours.special_hint')}` : title
}

function monthLines({ staff, days }: SpecialDaysList, month: LocalMonth, t: Texts): string[] {
  const runs = inRuns(days)
  const shown = runs.filter(({ from, to }) => monthOfDate(from) <= month && month <= monthOfDate(to))
  const later = runs.filter(({ from }) => monthOfDate(from) > month).length
  return [
    '',
    t.html('hours.special_month', { month: t.month(month) }),
    ...(shown.length === 0
      ? [t.html('hours.special_none')]
      : shown.map((run) => runLine(run, staff !== null, t))),
    ...(later === 0 ? [] : [t.html('hours.special_later', { count: later })]),
  ]
}

function runLine(run: SpecialDays, ofSpecialist: boolean, t: Texts): string {
  const values = { days: daysText(run, t), hours: specialText(run, t) }
  return ofSpecialist && run.level === 'business'
    ? t.html('hours.special_line_business', values)
    : t.html('hours.special_line', values)
}

function weeks(list: SpecialDaysList, month: LocalMonth, changeable: boolean): OutgoingButton[][] {
  const dates = datesOfMonth(month)
  const blanks = (number: number) => Array.from({ length: number }, () => null)
  const before = dates[0] ? weekdayOf(dates[0]) - 1 : 0
  const after = (7 - ((before + dates.length) % 7)) % 7
  return inRows([...blanks(before), ...dates, ...blanks(after)], 7)
    .filter((week) => week.some((date) => date !== null && date >= list.today))
    .map((week) => week.map((date) => dayCell(list, date, changeable)))
}

function dayCell(
  { staff, today, days }: SpecialDaysList,
  date: LocalDate | null,
  changeable: boolean,
): OutgoingButton {
  if (date === null || date < today || date > lastSettable(today)) return button('·', inertButton.pack({}))
  const number = String(Number(date.slice(8)))
  const label = `${date === today ? `[${number}]` : number}${markOf(days.find((day) => day.date === date))}`
  const data = changeable ? specialDayButton.pack({ staffId: staff?.id ?? null, date }) : inertButton.pack({})
  return button(label, data)
}

function markOf(day: SpecialDay | undefined): string {
  if (!day) return ''
  return day.windows.length === 0 ? '×' : '•'
}

function arrows({ staff, today }: SpecialDaysList, month: LocalMonth, t: Texts): OutgoingButton[] {
  const to = (other: LocalMonth) => specialDaysButton.pack({ staffId: staff?.id ?? null, month: other })
  const [previous, next] = [addMonths(month, -1), addMonths(month, 1)]
  return [
    ...(previous < monthOfDate(today)
      ? []
      : [button(t.plain('booking.button.previous_month', { month: t.monthName(previous) }), to(previous))]),
    ...(next > monthOfDate(lastSettable(today))
      ? []
      : [button(t.plain('booking.button.next_month', { month: t.monthName(next) }), to(next))]),
  ]
}

function ways(staffId: number | null, t: Texts): OutgoingButton[][] {
  const typed = button(t.plain('hours.button.type_dates'), askSpecialDatesButton.pack({ staffId }))
  const holidays = button(
    t.plain('hours.button.holidays'),
    holidaysButton.pack({ page: 0, chosen: [], seen: null }),
  )
  return [[typed, ...(staffId === null ? [holidays] : [])]]
}
