import type { BookingPolicy, ScheduleRule } from './agenda.ts'
import { merge, subtract, type Interval } from './interval.ts'
import { addDays, weekdayOf, type LocalDate, type LocalTime } from './local-time.ts'

/** One or more weekdays in a row (ISO, 1 is Monday) with the same hours. */
export interface OpeningHours {
  readonly from: number
  readonly until: number
  /** Empty: closed. */
  readonly windows: readonly OpeningWindow[]
}

/** Local times; a window whose end is not after its start ends on the next day. */
export interface OpeningWindow {
  readonly opens: LocalTime
  readonly closes: LocalTime
}

const minuteMs = 60_000
const dayMin = 24 * 60

/**
 * The usual week of the business, Monday first, for people to read: its weekly rows as they count in the seven days
 * from `today` on, else the default hours, without the breaks of the same weekday. Date overrides and the hours of
 * single specialists are no part of it, so it promises no free start.
 */
export function openingHours(
  rules: readonly ScheduleRule[],
  defaults: Pick<BookingPolicy, 'opens' | 'closes'>,
  today: LocalDate,
): OpeningHours[] {
  const week = Array.from({ length: 7 }, (_, days) => addDays(today, days))
  return [1, 2, 3, 4, 5, 6, 7]
    .map((weekday) => {
      const date = week.find((one) => weekdayOf(one) === weekday) ?? today
      const rows = rules.filter((rule) => rule.staffId === null && counts(rule, weekday, date))
      return { from: weekday, until: weekday, windows: windowsOf(rows, defaults) }
    })
    .reduce<OpeningHours[]>(joinDay, [])
}

function counts({ weekday, validFrom, validTo }: ScheduleRule, day: number, date: LocalDate): boolean {
  return weekday === day && (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo)
}

function windowsOf(rows: readonly ScheduleRule[], defaults: OpeningWindow): OpeningWindow[] {
  const open = rows.filter(({ kind }) => kind === 'open')
  if (open.some(({ closed }) => closed)) return []
  const breaks = rows.filter(({ kind }) => kind === 'break')
  const hours = merge((open.length > 0 ? open : [defaults]).flatMap(spanOf))
  return subtract(hours, merge(breaks.flatMap(spanOf))).map(({ start, end }) => ({
    opens: timeAt(minutesAt(start) % dayMin),
    closes: timeAt(minutesAt(end) > dayMin ? minutesAt(end) - dayMin : minutesAt(end)),
  }))
}

/** In minutes since the day's midnight, for which an instant stands in. */
function spanOf({ opens, closes }: { opens: LocalTime | null; closes: LocalTime | null }): Interval[] {
  if (opens === null || closes === null) return []
  const [start, end] = [minutesOf(opens), minutesOf(closes)]
  const until = end > start ? end : end + dayMin
  return [{ start: new Date(start * minuteMs), end: new Date(until * minuteMs) }]
}

function minutesOf(time: LocalTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

function minutesAt(instant: Date): number {
  return instant.getTime() / minuteMs
}

function timeAt(minutes: number): LocalTime {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` as LocalTime
}

function joinDay(days: OpeningHours[], day: OpeningHours): OpeningHours[] {
  const last = days.at(-1)
  const isSame = last && JSON.stringify(last.windows) === JSON.stringify(day.windows)
  return isSame ? [...days.slice(0, -1), { ...last, until: day.until }] : [...days, day]
}
