import type { OutgoingButton } from '../../../context.ts'
import { addDays, weekdayOf, type LocalDate } from '../../../domain/local-time.ts'
import { loadOfDays, type Load } from '../../../domain/schedule.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewScheduleWeek, type ScheduleWeekView } from '../../../usecases/view-schedule-week.ts'
import type { BotContext } from '../../bot-context.ts'
import { button, inRows, type Screen } from '../../screen.ts'
import { scheduleDayButton, scheduleWeekButton } from './buttons.ts'
import { loadPart, loadText } from './entry-text.ts'
import { scheduleRows, scopeLines } from './navigation.ts'
import { refuseSchedule } from './refuse.ts'

interface Query {
  /** Null: this week. */
  readonly date: LocalDate | null
  readonly staffId: number | null
}

export async function openScheduleWeek(ctx: BotContext, query: Query): Promise<Screen | null> {
  const view = await viewScheduleWeek(ctx.services.useCases, ctx.actor, query)
  return view.ok ? renderScheduleWeek(view, ctx.texts) : await refuseSchedule(ctx, view.reason)
}

type Week = Extract<ScheduleWeekView, { ok: true }>

export function renderScheduleWeek(view: Week, t: Texts): Screen {
  const { monday, sunday } = endsOf(view)
  return {
    text: [
      [
        t.html('schedule.week', { days: t.dates(monday, sunday) }),
        ...scopeLines(view, t),
        view.days.length === 0 ? t.html('schedule.nobody') : loadText(loadOf(view, null), t),
      ].join('\n'),
      view.dates.map((date) => dayLine(view, date, t)).join('\n'),
    ].join('\n\n'),
    keyboard: [
      ...inRows(
        view.dates.map((date) => dayCell(view, date, t)),
        4,
      ),
      arrows(view, t),
      ...scheduleRows({ view: 'week', ...view }, t),
    ],
  }
}

/** Over everybody who is shown; null: of the whole week. */
export function loadOf({ days }: Pick<Week, 'days'>, date: LocalDate | null): Load {
  return loadOfDays(days.filter((day) => date === null || day.date === date))
}

export function endsOf({ dates }: Pick<Week, 'dates'>): {
  readonly monday: LocalDate
  readonly sunday: LocalDate
} {
  const [monday, sunday] = [dates[0], dates.at(-1)]
  if (!monday || !sunday) throw new Error('a week without days')
  return { monday, sunday }
}

function dayLine(view: Week, date: LocalDate, t: Texts): string {
  const day = t.capitalised(t.shortDay(date))
  return t.html('schedule.week_day', { day, load: loadPart(loadOf(view, date), t) })
}

function dayCell({ chosen }: Week, date: LocalDate, t: Texts): OutgoingButton {
  return button(dayInWeek(date, t), scheduleDayButton.pack({ date, staffId: chosen?.id ?? null, page: 0 }))
}

/** `Пн 2`. */
export function dayInWeek(date: LocalDate, t: Texts): string {
  return `${t.weekdays()[weekdayOf(date) - 1] ?? ''} ${Number(date.slice(8))}`
}

function arrows(view: Week, t: Texts): OutgoingButton[] {
  const { date } = view
  // From week to week one keeps the day, so that the day and the month that one goes on to are the ones that are meant.
  const { monday } = endsOf(view)
  const to = (other: LocalDate) => scheduleWeekButton.pack({ date: other, staffId: view.chosen?.id ?? null })
  const [earlier, later] = [addDays(monday, -7), addDays(monday, 7)]
  return [
    button(t.plain('schedule.button.earlier', { what: t.date(earlier) }), to(addDays(date, -7))),
    ...(view.dates.includes(view.today)
      ? []
      : [button(t.plain('schedule.button.this_week'), to(view.today))]),
    button(t.plain('schedule.button.later', { what: t.date(later) }), to(addDays(date, 7))),
  ]
}
