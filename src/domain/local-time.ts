import { format } from 'date-fns-tz/format'
import type { Interval } from './interval.ts'

/** A calendar date of the business, `YYYY-MM-DD`. */
export type LocalDate = string & { readonly __brand: 'LocalDate' }
/** A calendar month of the business, `YYYY-MM`. */
export type LocalMonth = string & { readonly __brand: 'LocalMonth' }
/** A wall-clock time `HH:MM`, `00:00`–`24:00` (24:00 only closes). */
export type LocalTime = string & { readonly __brand: 'LocalTime' }

/** An IANA zone by its name, or one that remembers its offsets (`rememberOffsets`) for work on many instants. */
export type Zone = string | RememberedZone

export interface RememberedZone {
  readonly name: string
  /** Milliseconds to add to UTC at an instant (epoch milliseconds). */
  readonly offsetAt: (instant: number) => number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/**
 * The instant at which the clocks of `zone` show `date` and `time`. A time that a jump of the clocks leaves out is
 * the instant of the jump. Of a time shown twice an opening edge is the first and a closing edge the second, so that
 * hours are never cut short. 24:00 is the end of the date, which is the start of the next, whatever the edge.
 */
export function instantOf(zone: Zone, date: LocalDate, time: LocalTime, edge: 'opening' | 'closing'): Date {
  if (time === '24:00') return startOfDay(zone, addDays(date, 1))
  const { first, second } = instantsShowing(zone, Date.parse(`${date}T${time}Z`))
  return new Date(edge === 'opening' ? first : second)
}

/** The local day from its first instant to the next day's first: 23, 24 or 25 hours. */
export function dayBounds(zone: Zone, date: LocalDate): Interval {
  return { start: startOfDay(zone, date), end: startOfDay(zone, addDays(date, 1)) }
}

/** The date that the calendars of `zone` show at an instant. */
export function localDateOf(zone: Zone, instant: Date): LocalDate {
  return wallClock(zone, instant).slice(0, 10) as LocalDate
}

/** What the clocks of `zone` show, without seconds. */
export function localTimeOf(zone: Zone, instant: Date): LocalTime {
  return wallClock(zone, instant).slice(11, 16) as LocalTime
}

/** Whether the clocks of `zone` show this time twice, and which of the two this is. */
export function doubledHour(zone: Zone, instant: Date): 'first' | 'second' | null {
  const { first, second } = instantsShowing(zone, instant.getTime() + offsetAt(zone, instant.getTime()))
  if (first === second) return null
  return instant.getTime() === first ? 'first' : 'second'
}

/**
 * The zone with its offsets kept, a day at a time: asking for an offset costs about ten microseconds. For one piece
 * of work, then forgotten. Between two equal midnights (UTC) nothing changes: no zone moves its clocks twice a day.
 */
export function rememberOffsets(zone: string): RememberedZone {
  const midnights = new Map<number, number>()
  const atMidnight = (day: number): number => {
    const known = midnights.get(day) ?? offsetAt(zone, day * dayMs)
    midnights.set(day, known)
    return known
  }
  return {
    name: zone,
    offsetAt: (instant) => {
      const day = Math.floor(instant / dayMs)
      const offset = atMidnight(day)
      return offset === atMidnight(day + 1) ? offset : offsetAt(zone, instant)
    },
  }
}

/** A zone name of the tz database that this machine knows, such as `Europe/Berlin`; bare offsets are refused. */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }))
  } catch {
    return false
  }
}

/** Null when `text` is no date of the calendar. */
export function parseLocalDate(text: string): LocalDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const instant = Date.parse(`${text}T00:00Z`)
  return !Number.isNaN(instant) && dateOfDay(instant) === text ? (text as LocalDate) : null
}

/** `HH:MM` up to 24:00; null for anything else. */
export function parseLocalTime(text: string): LocalTime | null {
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text) ? (text as LocalTime) : null
}

/** That many days later, or earlier; a matter of the calendar, whatever the clocks do on those days. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(Date.parse(`${date}T00:00Z`) + days * dayMs)
}

/** ISO weekday, 1 (Monday)–7. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00Z`).getUTCDay() || 7
}

/** The month that a date lies in. */
export function monthOfDate(date: LocalDate): LocalMonth {
  return date.slice(0, 7) as LocalMonth
}

/** That many months later, or earlier. */
export function addMonths(month: LocalMonth, months: number): LocalMonth {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7) as LocalMonth
}

/** Its dates from the first to the last. */
export function datesOfMonth(month: LocalMonth): LocalDate[] {
  return datesBetween(firstOf(month), addDays(firstOf(addMonths(month, 1)), -1))
}

/** Both inclusive. */
export function datesBetween(first: LocalDate, last: LocalDate): LocalDate[] {
  const dates: LocalDate[] = []
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date)
  return dates
}

function firstOf(month: LocalMonth): LocalDate {
  return `${month}-01` as LocalDate
}

function startOfDay(zone: Zone, date: LocalDate): Date {
  return instantOf(zone, date, '00:00' as LocalTime, 'opening')
}

/**
 * The instants at which the clocks show a wall time (given as if it were UTC): equal unless the time is shown twice.
 * No zone is further than 14 hours from UTC, so the offsets on both sides of it are those 15 hours away.
 */
function instantsShowing(zone: Zone, wall: number): { first: number; second: number } {
  const before = offsetAt(zone, wall - 15 * hourMs)
  const after = offsetAt(zone, wall + 15 * hourMs)
  const first = wall - before
  const second = wall - after
  if (before === after) return { first, second }
  const firstShown = offsetAt(zone, first) === before
  const secondShown = offsetAt(zone, second) === after
  if (firstShown || secondShown)
    return { first: firstShown ? first : second, second: secondShown ? second : first }
  const jump = jumpBetween(zone, second, first, before)
  return { first: jump, second: jump }
}

/** The instant between `low` and `high` from which on the offset is no longer `before`. */
function jumpBetween(zone: Zone, low: number, high: number, before: number): number {
  if (high - low <= 1000) return high
  const middle = low + Math.round((high - low) / 2000) * 1000
  return offsetAt(zone, middle) === before
    ? jumpBetween(zone, middle, high, before)
    : jumpBetween(zone, low, middle, before)
}

function wallClock(zone: Zone, instant: Date): string {
  return new Date(instant.getTime() + offsetAt(zone, instant.getTime())).toISOString()
}

/**
 * Only this token of date-fns-tz answers for an instant and alike on every machine: `getTimezoneOffset` and
 * `fromZonedTime` take a wall time, `formatInTimeZone` is wrong where the machine's own clocks jump.
 */
function offsetAt(zone: Zone, instant: number): number {
  if (typeof zone !== 'string') return zone.offsetAt(instant)
  const [sign, hours = '', minutes = ''] = [
    ...format(instant, 'xxx', { timeZone: zone }).matchAll(/[+-]|\d+/g),
  ].map(String)
  return (sign === '-' ? -1 : 1) * (Number(hours) * hourMs + Number(minutes) * minuteMs)
}

function dateOfDay(instant: number): LocalDate {
  return new Date(instant).toISOString().slice(0, 10) as LocalDate
}
