import type { BookingPolicy, ScheduleRule } from './agenda.ts'
import { fingerprintOfText } from './fingerprint.ts'
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

/** One weekday's hours, and whose rows say so. */
export interface WeekdayHours {
  /** ISO, 1 is Monday. */
  readonly weekday: number
  /** Empty: closed. */
  readonly windows: readonly OpeningWindow[]
  /** Taken out of them. */
  readonly breaks: readonly OpeningWindow[]
  readonly level: HoursLevel
}

/** `settings`: no row says anything, so the settings do. */
export type HoursLevel = 'specialist' | 'business' | 'settings'

type Defaults = Pick<BookingPolicy, 'opens' | 'closes'>

const minuteMs = 60_000
const dayMin = 24 * 60
const weekdays = [1, 2, 3, 4, 5, 6, 7]

/**
 * The usual week of the business, Monday first, for people to read: its weekly rows as they count in the seven days
 * from `today` on, else the default hours, without the breaks of the same weekday. Date overrides and the hours of
 * single specialists are no part of it, so it promises no free start.
 */
export function openingHours(
  rules: readonly ScheduleRule[],
  defaults: Defaults,
  today: LocalDate,
): OpeningHours[] {
  return weekHours(rules, null, defaults, today)
    .map(({ weekday, windows, breaks }) => ({
      from: weekday,
      until: weekday,
      windows: withoutBreaks(windows, breaks),
    }))
    .reduce<OpeningHours[]>(joinDay, [])
}

/**
 * The usual week of a specialist (null: of the business), Monday first, as its weekly rows count in the seven days from
 * `today` on: those of the first level that has any.
 */
export function weekHours(
  rules: readonly ScheduleRule[],
  staffId: number | null,
  defaults: Defaults,
  today: LocalDate,
): WeekdayHours[] {
  const week = Array.from({ length: 7 }, (_, days) => addDays(today, days))
  return weekdays.map((weekday) => {
    const date = week.find((one) => weekdayOf(one) === weekday) ?? today
    const rows = rules.filter((rule) => isOf(rule, staffId) && counts(rule, weekday, date))
    const breaks = rows.filter(({ kind }) => kind === 'break')
    return { weekday, ...levelOf(rows, defaults), breaks: mergeWindows(breaks) }
  })
}

/** Tells whether a week's own hours are still those that were shown; what they are taken from elsewhere is no part of it. */
export function weekFingerprint(rules: readonly ScheduleRule[], staffId: number | null): number {
  const own = rules.filter(
    (rule) => rule.staffId === staffId && rule.kind === 'open' && rule.weekday !== null,
  )
  return fingerprintOfText(JSON.stringify(own.map(rowText).sort()))
}

function rowText({ weekday, opens, closes, validFrom, validTo }: ScheduleRule): string {
  return [weekday, opens, closes, validFrom, validTo].join(' ')
}

/** For the audit log: `10:00-14:00 15:00-19:00`, `closed`. */
export function hoursWords(windows: readonly OpeningWindow[]): string {
  return windows.length === 0 ? 'closed' : windows.map(({ opens, closes }) => `${opens}-${closes}`).join(' ')
}

/** The windows without the breaks in them; both sorted and disjoint, as the result. */
export function withoutBreaks(
  windows: readonly OpeningWindow[],
  breaks: readonly OpeningWindow[],
): OpeningWindow[] {
  return subtract(windows.map(spanOf), breaks.map(spanOf)).map(windowOf)
}

function isOf({ staffId }: ScheduleRule, wanted: number | null): boolean {
  return staffId === null || staffId === wanted
}

function counts({ weekday, validFrom, validTo }: ScheduleRule, day: number, date: LocalDate): boolean {
  return weekday === day && (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo)
}

function levelOf(rows: readonly ScheduleRule[], defaults: Defaults): Pick<WeekdayHours, 'windows' | 'level'> {
  const open = rows.filter(({ kind }) => kind === 'open')
  const own = open.filter(({ staffId }) => staffId !== null)
  if (own.length > 0) return { windows: windowsOfRows(own), level: 'specialist' }
  if (open.length > 0) return { windows: windowsOfRows(open), level: 'business' }
  return { windows: mergeWindows([defaults]), level: 'settings' }
}

/** What several rows of one day say together: a `closed` one closes it, windows that touch are one. */
export function windowsOfRows(
  rows: readonly Pick<ScheduleRule, 'opens' | 'closes' | 'closed'>[],
): OpeningWindow[] {
  return rows.some(({ closed }) => closed) ? [] : mergeWindows(rows)
}

function mergeWindows(
  rows: readonly { opens: LocalTime | null; closes: LocalTime | null }[],
): OpeningWindow[] {
  const windows = rows.flatMap(({ opens, closes }) =>
    opens === null || closes === null ? [] : [{ opens, closes }],
  )
  return merge(windows.map(spanOf)).map(windowOf)
}

/** In minutes since the day's midnight, for which an instant stands in. */
function spanOf({ opens, closes }: OpeningWindow): Interval {
  const [start, end] = [minutesOf(opens), minutesOf(closes)]
  const until = end > start ? end : end + dayMin
  return { start: new Date(start * minuteMs), end: new Date(until * minuteMs) }
}

function windowOf({ start, end }: Interval): OpeningWindow {
  return {
    opens: timeAt(minutesAt(start) % dayMin),
    closes: timeAt(minutesAt(end) > dayMin ? minutesAt(end) - dayMin : minutesAt(end)),
  }
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
