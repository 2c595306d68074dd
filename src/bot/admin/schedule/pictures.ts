import type { LoadCalendar, LoadCell, LoadTable } from '../../../documents/load-pictures.ts'
import type { Timeline } from '../../../documents/timeline.ts'
import { dayBounds, localDateOf, localTimeOf, type LocalDate } from '../../../domain/local-time.ts'
import {
  percentOf,
  loadOfDays,
  type Load,
  type ScheduledVisit,
  type StaffDay,
} from '../../../domain/schedule.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { ScheduleDayView } from '../../../usecases/view-schedule-day.ts'
import type { ScheduleMonthView } from '../../../usecases/view-schedule-month.ts'
import type { ScheduleWeekView } from '../../../usecases/view-schedule-week.ts'
import { loadPart } from './entry-text.ts'
import { laneOf, legendOf } from './lane.ts'
import { weeksOf } from './month.ts'
import { dayInWeek, endsOf, loadOf } from './week.ts'

type Day = Extract<ScheduleDayView, { ok: true }>
type Week = Extract<ScheduleWeekView, { ok: true }>
type Month = Extract<ScheduleMonthView, { ok: true }>

const minuteMs = 60_000

/** A date, a lane for each specialist; the axis counts the minutes that pass, also where the clocks jump. */
export function dayTimeline(view: Day, t: Texts): Timeline {
  const { date, today, zone, days, now } = view
  const { start } = dayBounds(zone, date)
  const since = (instant: Date) => (instant.getTime() - start.getTime()) / minuteMs
  const { from, until } = rangeOf(days, since)
  const isNow = since(now) >= from && since(now) <= until
  const lanes = days.map((day) =>
    laneOf(
      {
        day,
        axis: (instant) => since(instant) - from,
        zone,
        title: days.length > 1 ? day.staff.name : '',
        marked: false,
        now: isNow ? now : null,
      },
      t,
    ),
  )
  const title =
    date === today ? t.plain('schedule.document.today', { day: t.day(date) }) : t.capitalised(t.day(date))
  const labelAt = (minutes: number) => localTimeOf(zone, new Date(start.getTime() + minutes * minuteMs))
  return {
    title,
    subtitle: subtitleOf(view, loadOfDays(days), t),
    minutes: until - from,
    ticks: ticksOf(from, until, labelAt),
    lanes,
    legend: legendOf(lanes, t),
  }
}

/** The week of one specialist, a lane for each date; the axis is what the clocks show. */
export function weekTimeline(view: Week, t: Texts): Timeline {
  const { zone, days, today, now } = view
  const shownOn = (date: LocalDate) => (instant: Date) => {
    const time = localTimeOf(zone, instant)
    const days = (Date.parse(localDateOf(zone, instant)) - Date.parse(date)) / (24 * 60 * minuteMs)
    return days * 24 * 60 + Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  }
  const ranges = days.map((day) => rangeOf([day], shownOn(day.date), null)).filter((range) => range !== null)
  const from = Math.min(...ranges.map((range) => range.from), ranges.length === 0 ? 9 * 60 : Infinity)
  const until = Math.max(...ranges.map((range) => range.until), ranges.length === 0 ? 18 * 60 : -Infinity)
  const lanes = days.map((day) => {
    const axis = (instant: Date) => shownOn(day.date)(instant) - from
    const isNow = day.date === today && axis(now) >= 0 && axis(now) <= until - from
    const title = dayInWeek(day.date, t)
    return laneOf({ day, axis, zone, title, marked: day.date === today, now: isNow ? now : null }, t)
  })
  return {
    ...weekWords(view, t),
    minutes: until - from,
    ticks: ticksOf(from, until, (minutes) => `${String((minutes / 60) % 24).padStart(2, '0')}:00`),
    lanes,
    legend: legendOf(lanes, t),
  }
}

/** The week of several: how full each of them is on each date. */
export function weekTable(view: Week, t: Texts): LoadTable {
  const staff = [...new Map(view.days.map((day) => [day.staff.id, day.staff])).values()]
  return {
    ...weekWords(view, t),
    columns: view.dates.map((date) => ({ title: dayInWeek(date, t), marked: date === view.today })),
    rows: staff.map(({ id, name }) => ({
      title: name,
      cells: view.days.filter((day) => day.staff.id === id).map(({ load }) => cellOf(load, t)),
    })),
    closed: t.plain('schedule.part.day_off'),
  }
}

export function monthCalendar(view: Month, t: Texts): LoadCalendar {
  return {
    title: t.month(view.month),
    subtitle: subtitleOf(view, view.load, t),
    weekdays: t.weekdays(),
    weeks: weeksOf(view).map((week) =>
      week.map((day) =>
        day === null
          ? null
          : {
              ...cellOf(day.load, t),
              day: String(Number(day.date.slice(8))),
              marked: day.date === view.today,
            },
      ),
    ),
    closed: t.plain('schedule.part.day_off'),
  }
}

function weekWords(view: Week, t: Texts) {
  const { monday, sunday } = endsOf(view)
  return {
    title: t.dates(monday, sunday),
    subtitle: subtitleOf(view, loadOf(view, null), t),
  }
}

function subtitleOf(
  { businessName: business, chosen }: Pick<Day, 'businessName' | 'chosen'>,
  load: Load,
  t: Texts,
): string {
  const details = loadPart(load, t)
  return chosen === null
    ? t.plain('schedule.document.subtitle', { business, details })
    : t.plain('schedule.document.subtitle_of', { business, specialist: chosen.name, details })
}

function cellOf(load: Load, t: Texts): LoadCell {
  const percent = percentOf(load)
  return {
    percent,
    label: percent === null ? '–' : t.plain('schedule.document.percent', { percent }),
    note: load.visits === 0 ? '' : t.plain('schedule.document.visits', { visits: load.visits }),
  }
}

interface Range {
  readonly from: number
  readonly until: number
}

/** From the first full hour to the last that hours and visits take up; on a day off the usual day of an office. */
function rangeOf(days: readonly StaffDay<ScheduledVisit>[], at: (instant: Date) => number): Range
function rangeOf(
  days: readonly StaffDay<ScheduledVisit>[],
  at: (instant: Date) => number,
  otherwise: null,
): Range | null
function rangeOf(
  days: readonly StaffDay<ScheduledVisit>[],
  at: (instant: Date) => number,
  otherwise: Range | null = { from: 9 * 60, until: 18 * 60 },
): Range | null {
  const spans = days.flatMap(({ hours, entries }) => [...hours, ...entries])
  if (spans.length === 0) return otherwise
  const from = Math.min(...spans.map(({ start }) => at(start)))
  const until = Math.max(...spans.map(({ end }) => at(end)))
  return { from: Math.floor(from / 60) * 60, until: Math.ceil(until / 60) * 60 }
}

function ticksOf(from: number, until: number, labelAt: (minutes: number) => string) {
  const hours = Array.from({ length: (until - from) / 60 + 1 }, (_, hour) => from + hour * 60)
  return hours.map((minutes) => ({ at: minutes - from, label: labelAt(minutes) }))
}
