import { parseDuration } from './duration.ts'
import type { LocalDate, LocalTime } from './local-time.ts'
import { parseTypedDate, parseTypedDates } from './typed-date.ts'
import { readable } from './typed-text.ts'
import { parseTypedHours, parseTypedTime } from './typed-time.ts'

/** A stretch of time in local terms, or seen from now. */
export type Period =
  /** Part of a day; `closes` before or equal to `opens` is on the next one. */
  | {
      readonly kind: 'hours'
      readonly date: LocalDate
      readonly opens: LocalTime
      readonly closes: LocalTime
    }
  /** Whole days, both included. */
  | { readonly kind: 'days'; readonly from: LocalDate; readonly to: LocalDate }
  /** From now on. */
  | { readonly kind: 'for'; readonly minutes: number }
  | { readonly kind: 'until'; readonly date: LocalDate; readonly time: LocalTime }

/**
 * A stretch of time as typed: `13-15`, `завтра 13-15`, `5 мая`, `1-8 мая`, `2 часа`, `до 18:00`, `до завтра 12:00`.
 * Hours without a date are those of `day`; what begins now is none of another day than today. Null for anything else.
 * Whether it is past, the caller asks.
 */
export function parseTypedPeriod(typed: string, today: LocalDate, day = today): Period | null {
  const text = readable(typed)
  if (text === null) return null
  const fromNow = untilIn(text, today) ?? lastingIn(text)
  if (fromNow) return day === today ? fromNow : null
  return (
    // Before days, since the year of `5 мая 13-15` is no year.
    hoursOfDateIn(text, today) ?? daysIn(text, today) ?? hoursOn(text, day)
  )
}

function untilIn(text: string, today: LocalDate): Period | null {
  const end = /^(?:до|until|till) (?<end>.+)$/.exec(text)?.groups?.['end']
  if (end === undefined) return null
  const date = parseTypedDate(end, today)
  if (date.ok) return { kind: 'until', date: date.date, time: endOfDay }
  const time = parseTypedTime(end, 'closing')
  if (time) return { kind: 'until', date: today, time }
  for (const [first, last] of cutsOf(end)) {
    const found = untilAt(first, last, today) ?? untilAt(last, first, today)
    if (found) return found
  }
  return null
}

const endOfDay = '24:00' as LocalTime

function untilAt(dateText: string, timeText: string, today: LocalDate): Period | null {
  const date = parseTypedDate(dateText, today)
  const time = parseTypedTime(timeText, 'closing')
  return date.ok && time ? { kind: 'until', date: date.date, time } : null
}

function lastingIn(text: string): Period | null {
  const length = text.replace(/^(на|for) /, '')
  // A bare number is no length here: it is as well an hour.
  const minutes = /\p{L}/u.test(length) ? parseDuration(length) : null
  return minutes === null || minutes === 0 ? null : { kind: 'for', minutes }
}

function daysIn(text: string, today: LocalDate): Period | null {
  const days = parseTypedDates(text, today)
  return days.ok ? { kind: 'days', from: days.from, to: days.to } : null
}

function hoursOfDateIn(text: string, today: LocalDate): Period | null {
  for (const [first, last] of cutsOf(text)) {
    const [before, after] = [parseTypedDate(first, today), parseTypedDate(last, today)]
    const found = (before.ok && hoursOn(last, before.date)) || (after.ok && hoursOn(first, after.date))
    if (found) return found
  }
  return null
}

function hoursOn(text: string, date: LocalDate): Period | null {
  const hours = parseTypedHours(text)
  const [window, ...others] = hours.ok ? hours.windows : []
  return window && others.length === 0 ? { kind: 'hours', date, ...window } : null
}

/** In two, at each of its blanks. */
function cutsOf(text: string): [string, string][] {
  return [...text.matchAll(/,? /g)].map(({ index, 0: cut }) => [
    text.slice(0, index),
    text.slice(index + cut.length),
  ])
}
