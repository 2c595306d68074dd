import type { OutgoingButton } from '../../../context.ts'
import {
  addMonths,
  monthOfDate,
  weekdayOf,
  type LocalDate,
  type LocalMonth,
} from '../../../domain/local-time.ts'
import { percentOf } from '../../../domain/schedule.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewScheduleMonth, type ScheduleMonthView } from '../../../usecases/view-schedule-month.ts'
import type { BotContext } from '../../bot-context.ts'
import { inertButton } from '../../pager.ts'
import { button, inRows, type Screen } from '../../screen.ts'
import { scheduleDayButton, scheduleMonthButton } from './buttons.ts'
import { loadText } from './entry-text.ts'
import { scheduleRows, scopeLines } from './navigation.ts'
import { refuseSchedule } from './refuse.ts'

interface Query {
  /** Null: this month. */
  readonly month: LocalMonth | null
  readonly staffId: number | null
}

export async function openScheduleMonth(ctx: BotContext, query: Query): Promise<Screen | null> {
  const view = await viewScheduleMonth(ctx.services.useCases, ctx.actor, query)
  return view.ok ? renderScheduleMonth(view, ctx.texts) : await refuseSchedule(ctx, view.reason)
}

type Month = Extract<ScheduleMonthView, { ok: true }>

export function renderScheduleMonth(view: Month, t: Texts): Screen {
  return {
    text: [
      t.html('schedule.month', { month: t.month(view.month) }),
      ...scopeLines(view, t),
      loadText(view.load, t),
      ...busiest(view, t),
      '',
      t.html('schedule.month_legend'),
    ].join('\n'),
    keyboard: [
      t.weekdays().map((weekday) => button(weekday, inertButton.pack({}))),
      ...weeksOf(view).map((week) => week.map((day) => dayCell(day, view))),
      arrows(view, t),
      ...scheduleRows({ view: 'month', date: dateToGoOn(view), ...view }, t),
    ],
  }
}

function busiest({ days }: Month, t: Texts): string[] {
  const shares = days.map(({ date, load }) => ({ date, percent: percentOf(load) ?? 0 }))
  const most = shares.reduce((best, one) => (one.percent > best.percent ? one : best))
  if (most.percent === 0) return []
  return [t.html('schedule.busiest', { day: t.onDay(most.date), percent: most.percent })]
}

type Day = Month['days'][number]

/** Rows of a week, Monday first; null: of another month. */
export function weeksOf({ days }: Pick<Month, 'days'>): (Day | null)[][] {
  const blanks = (number: number) => Array.from({ length: number }, () => null)
  const before = days[0] ? weekdayOf(days[0].date) - 1 : 0
  const after = (7 - ((before + days.length) % 7)) % 7
  return inRows([...blanks(before), ...days, ...blanks(after)], 7)
}

function dayCell(day: Day | null, { today, chosen }: Month): OutgoingButton {
  if (day === null) return button('·', inertButton.pack({}))
  const number = String(Number(day.date.slice(8)))
  const marked = day.date === today ? `[${number}]` : number
  const data = scheduleDayButton.pack({ date: day.date, staffId: chosen?.id ?? null, page: 0 })
  return button(`${marked}${bar(percentOf(day.load))}`, data)
}

const bars = '▁▂▃▄▅▆▇█'

/** Full only when nothing is free, empty only when nothing is booked. */
function bar(percent: number | null): string {
  if (percent === null) return ''
  if (percent === 0 || percent === 100) return percent === 0 ? '▁' : '█'
  return bars[1 + Math.floor((percent * 6) / 100)] ?? ''
}

function dateToGoOn({ month, today, days }: Month): LocalDate {
  const first = days[0]?.date
  return monthOfDate(today) === month || first === undefined ? today : first
}

function arrows({ month, today, chosen }: Month, t: Texts): OutgoingButton[] {
  const to = (other: LocalMonth) => scheduleMonthButton.pack({ month: other, staffId: chosen?.id ?? null })
  const [earlier, later] = [addMonths(month, -1), addMonths(month, 1)]
  return [
    button(t.plain('schedule.button.earlier', { what: t.monthName(earlier) }), to(earlier)),
    ...(monthOfDate(today) === month
      ? []
      : [button(t.plain('schedule.button.this_month'), to(monthOfDate(today)))]),
    button(t.plain('schedule.button.later', { what: t.monthName(later) }), to(later)),
  ]
}
