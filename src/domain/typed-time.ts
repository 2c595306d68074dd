import type { OpeningWindow } from './opening-hours.ts'
import type { LocalTime } from './local-time.ts'
import { readable } from './typed-text.ts'

/**
 * A time of day as typed: `9`, `21`, `9:30`, `9.30`, `9 30`, `930`, `в 9`, `9 вечера`, `9 pm`. Null for anything else,
 * also for what no clock shows. 24:00 is a time only as the closing edge of hours.
 */
export function parseTypedTime(typed: string, edge: 'opening' | 'closing' = 'opening'): LocalTime | null {
  const match = clockTime.exec(readable(typed) ?? '')
  if (!match?.groups) return null
  const { hour, minute, joined, part } = match.groups
  const [hours, minutes] = joined
    ? [Number(joined.slice(0, -2)), Number(joined.slice(-2))]
    : [Number(hour), Number(minute ?? 0)]
  const inDay = part === undefined ? hours : hourIn(part, hours)
  return inDay === null ? null : timeOf(inDay, minutes, edge)
}

const clockTime = new RegExp(
  '^(?:(?:в|с|со|до|at|from|till|until|to) )?' +
    '(?:(?<joined>\\d{3,4})|(?<hour>\\d{1,2})(?:[:. ](?<minute>\\d{2}))?)' +
    "(?: ?(?:ч|час|часа|часов|h|o'clock)\\.?)?" +
    '(?: ?(?<part>утра|дня|вечера|ночи|am|pm|a\\.m\\.|p\\.m\\.))?$',
)

/** The hours that a word for a part of the day goes with, and what is added to them. */
const partsOfDay: Readonly<
  Record<string, { from: number; until: number; add: number; twelve: number | null }>
> = {
  утра: { from: 3, until: 11, add: 0, twelve: null },
  дня: { from: 1, until: 5, add: 12, twelve: 12 },
  вечера: { from: 4, until: 11, add: 12, twelve: null },
  ночи: { from: 1, until: 4, add: 0, twelve: 0 },
  am: { from: 1, until: 11, add: 0, twelve: 0 },
  pm: { from: 1, until: 11, add: 12, twelve: 12 },
}

function hourIn(word: string, hour: number): number | null {
  const part = partsOfDay[word.replaceAll('.', '')]
  if (!part) return null
  if (hour === 12) return part.twelve
  return hour >= part.from && hour <= part.until ? hour + part.add : null
}

function timeOf(hours: number, minutes: number, edge: 'opening' | 'closing'): LocalTime | null {
  if (minutes > 59) return null
  if (hours > 23 && !(hours === 24 && minutes === 0 && edge === 'closing')) return null
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(hours)}:${two(minutes)}` as LocalTime
}

export type TypedHours =
  | { readonly ok: true; readonly windows: readonly OpeningWindow[] }
  /** `not_hours`: no list of ranges; `empty`: a range of no length, `9-9`; `overlap`: two ranges share some time. */
  | { readonly ok: false; readonly reason: 'not_hours' | 'empty' | 'overlap' }

/**
 * Working hours as typed: `9-18`, `9:00–13:00, 14-18`, `с 9 до 18`, `22-2` (until the next day), `0-24`. The windows
 * come in the order of the day; only the last may end on the next one, before the first begins.
 */
export function parseTypedHours(typed: string): TypedHours {
  const ranges = (readable(typed) ?? '').split(/ ?[,;] ?| и | and /)
  if (ranges.length > mostWindows) return { ok: false, reason: 'not_hours' }
  const windows: OpeningWindow[] = []
  for (const range of ranges) {
    const [from = '', to = '', ...more] = range.split(/ ?- ?| (?=до |to |till |until )/)
    const opens = parseTypedTime(from)
    const closes = parseTypedTime(to, 'closing')
    if (opens === null || closes === null || more.length > 0) return { ok: false, reason: 'not_hours' }
    if (opens === closes) return { ok: false, reason: 'empty' }
    windows.push({ opens, closes: closes === '00:00' ? ('24:00' as LocalTime) : closes })
  }
  windows.sort((a, b) => (a.opens < b.opens ? -1 : 1))
  return haveOverlap(windows) ? { ok: false, reason: 'overlap' } : { ok: true, windows }
}

const mostWindows = 10

function haveOverlap(windows: readonly OpeningWindow[]): boolean {
  return windows.some(({ opens, closes }, index) => {
    const endsNextDay = closes <= opens
    const next = windows[index + 1]
    if (next) return endsNextDay || next.opens < closes
    const first = windows[0]
    return endsNextDay && first !== undefined && first.opens < closes
  })
}
