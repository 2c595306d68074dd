import type { BookingPolicy, ScheduleRule } from './agenda.ts'
import { merge, subtract, type Interval } from './interval.ts'
import {
  addDays,
  datesBetween,
  instantOf,
  weekdayOf,
  type LocalDate,
  type LocalTime,
  type Zone,
} from './local-time.ts'

/** Whose hours: the rules of the business and of (at least) the specialist, and what counts where they are silent. */
export interface Hours extends Pick<BookingPolicy, 'opens' | 'closes'> {
  readonly zone: Zone
  readonly rules: readonly ScheduleRule[]
}

/**
 * The working windows of a specialist on each local date from `first` to `last` (inclusive), as instants, sorted and
 * disjoint.
 *
 * Hours of a date come from the first level that has any: the specialist's rows for that date, the business's for
 * that date, the specialist's for the weekday, the business's for the weekday, the default hours. Several rows are
 * several windows, touching ones are one, and a `closed` row closes the date.
 *
 * Breaks are no level: every break of the specialist and of the business is taken out, wherever the hours come from.
 * Who gives a specialist other hours on Friday has not given up lunch.
 *
 * A window over midnight belongs wholly to the date on which it begins; what it covers of the next date is not that
 * date's, so each instant is worked on one date only.
 */
export function workingWindows(
  hours: Hours,
  staffId: number,
  first: LocalDate,
  last: LocalDate,
): Map<LocalDate, Interval[]> {
  const rules = hours.rules.filter((rule) => rule.staffId === staffId || rule.staffId === null)
  const days = datesBetween(addDays(first, -1), addDays(last, 1)).map((date) => ({
    date,
    rules: rules.filter(isAbout(date)),
  }))
  const breaks = merge(days.flatMap((day) => day.rules.filter(isBreak).flatMap(spanOn(hours.zone, day.date))))
  const windows = new Map<LocalDate, Interval[]>()
  let evening: Interval[] = []
  for (const day of days) {
    const open = openingHours(hours, day.rules, day.date)
    if (day.date >= first && day.date <= last) {
      windows.set(day.date, subtract(subtract(open, evening), breaks))
    }
    evening = open
  }
  return windows
}

function openingHours(hours: Hours, rules: readonly ScheduleRule[], date: LocalDate): Interval[] {
  const rows = levelOf(rules.filter((rule) => !isBreak(rule)))
  if (rows.some((row) => row.closed)) return []
  const spans: readonly Span[] = rows.length > 0 ? rows : [hours]
  return merge(spans.flatMap(spanOn(hours.zone, date)))
}

/** The row that makes a date a day off for a specialist; undefined: none does. */
export function closingRule(
  rules: readonly ScheduleRule[],
  staffId: number,
  date: LocalDate,
): ScheduleRule | undefined {
  const own = rules.filter((rule) => rule.staffId === staffId || rule.staffId === null)
  const rows = own.filter(isAbout(date)).filter((rule) => !isBreak(rule))
  return levelOf(rows).find(({ closed }) => closed)
}

/** The rows of the first level that has any. */
function levelOf(rows: readonly ScheduleRule[]): readonly ScheduleRule[] {
  const ranks = rows.map(rankOf)
  const best = Math.min(...ranks)
  return rows.filter((_, i) => ranks[i] === best)
}

function rankOf(rule: ScheduleRule): number {
  return (rule.date === null ? 2 : 0) + (rule.staffId === null ? 1 : 0)
}

function isBreak(rule: ScheduleRule): boolean {
  return rule.kind === 'break'
}

function isAbout(date: LocalDate): (rule: ScheduleRule) => boolean {
  const weekday = weekdayOf(date)
  return (rule) => {
    if (rule.date !== null) return rule.date === date
    const { validFrom, validTo } = rule
    return (
      rule.weekday === weekday &&
      (validFrom === null || validFrom <= date) &&
      (validTo === null || date <= validTo)
    )
  }
}

/** From `opens` until `closes`, on the next date when that is not later. Nothing when a jump of the clocks swallows it. */
export function spanOn(zone: Zone, date: LocalDate): (span: Span) => Interval[] {
  return ({ opens, closes }) => {
    if (opens === null || closes === null) return []
    const start = instantOf(zone, date, opens, 'opening')
    const end = closingInstant(zone, date, opens, closes)
    return start < end ? [{ start, end }] : []
  }
}

function closingInstant(zone: Zone, date: LocalDate, opens: LocalTime, closes: LocalTime): Date {
  // Midnight as an end is the end of the date, also in a zone that shows the next date's midnight twice.
  if (closes === '00:00') return instantOf(zone, date, '24:00' as LocalTime, 'closing')
  return instantOf(zone, closes <= opens ? addDays(date, 1) : date, closes, 'closing')
}

interface Span {
  readonly opens: LocalTime | null
  readonly closes: LocalTime | null
}
