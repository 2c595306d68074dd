import { withoutBreaks, type OpeningWindow } from './opening-hours.ts'
import type { LocalTime } from './local-time.ts'
import { readable } from './typed-text.ts'
import { parseTypedHours, type TypedHours } from './typed-time.ts'
import { weekdayNames } from './weekday-names.ts'

/** One weekday as typed; no windows: closed. */
export interface TypedDay {
  /** ISO, 1 is Monday. */
  readonly weekday: number
  readonly windows: readonly OpeningWindow[]
}

type HoursRefusal = Extract<TypedHours, { ok: false }>
export type TypedWeek = { readonly ok: true; readonly days: readonly TypedDay[] } | HoursRefusal

/**
 * Hours of weekdays as typed: what stands without a weekday (`10-19`) is for those that were `asked` for, what follows
 * weekdays for these: `пн-пт 10-19, сб 11-16, вс выходной`. Of a day named twice the later counts.
 */
export function parseTypedWeek(typed: string, asked: readonly number[]): TypedWeek {
  const text = readable(typed)
  if (text === null || text === '') return { ok: false, reason: 'not_hours' }
  const [first = '', ...rest] = text.split(weekdayGroup)
  const pieces = [
    ...(trimmed(first) === '' ? [] : [{ days: asked, hours: first }]),
    ...pairsOf(rest).map(([days, hours]) => ({ days: daysIn(days), hours })),
  ]
  const found = new Map<number, readonly OpeningWindow[]>()
  for (const { days, hours } of pieces) {
    const read = parseTypedDay(trimmed(hours))
    if (!read.ok) return read
    for (const day of days) found.set(day, read.windows)
  }
  const days = [...found].map(([weekday, windows]) => ({ weekday, windows }))
  return { ok: true, days: days.sort((a, b) => a.weekday - b.weekday) }
}

/**
 * The hours of one day as typed: all that `parseTypedHours` reads, with breaks (`10-19, перерыв 14-15`), closed
 * (`выходной`) and around the clock (`круглосуточно`). No windows: closed.
 */
export function parseTypedDay(typed: string): TypedHours {
  const text = readable(typed) ?? ''
  if (closed.test(text)) return { ok: true, windows: [] }
  if (aroundTheClock.test(text)) return { ok: true, windows: [wholeDay] }
  const [hours = '', ...breaks] = text.split(breakWord)
  const open = parseTypedHours(trimmed(hours))
  if (!open.ok || breaks.length === 0) return open
  const pauses = parseTypedHours(breaks.map(trimmed).join(', '))
  if (!pauses.ok) return pauses
  const windows = withoutBreaks(open.windows, pauses.windows)
  if (windows.length === 0) return { ok: false, reason: 'empty' }
  // A break that takes nothing away was meant otherwise.
  const isOutside = JSON.stringify(windows) === JSON.stringify(open.windows)
  return isOutside ? { ok: false, reason: 'not_hours' } : { ok: true, windows }
}

const closed = /^(выходн(ой|ые)|закрыт[оы]|не работа(ем|ю)|нет|closed|day off|off)$/
const aroundTheClock = /^(круглосуточно|24\/7|24 (часа|hours)|around the clock)$/
const wholeDay: OpeningWindow = { opens: '00:00' as LocalTime, closes: '24:00' as LocalTime }
const breakWord =
  / ?(?:,|;|и|and)? ?(?:с |with (?:a )?)?(?:перерыв(?:ом)?|обед(?:ом)?|break|lunch)(?: на обед)?:? /

const groups: Readonly<Record<string, readonly number[]>> = {
  будни: [1, 2, 3, 4, 5],
  weekdays: [1, 2, 3, 4, 5],
  weekend: [6, 7],
  weekends: [6, 7],
  ежедневно: [1, 2, 3, 4, 5, 6, 7],
  'каждый день': [1, 2, 3, 4, 5, 6, 7],
  daily: [1, 2, 3, 4, 5, 6, 7],
  'every day': [1, 2, 3, 4, 5, 6, 7],
}
const names = [...weekdayNames.flat(), ...Object.keys(groups)].sort((a, b) => b.length - a.length)
const name = `(?:${names.join('|')})(?!\\p{L})\\.?`
/** Weekdays in a row, as they stand before their hours. */
const weekdayGroup = new RegExp(
  `(?<!\\p{L})(?:(?:во?|on) )?(${name}(?:(?: ?[-,] ?| и | and | )${name})*)`,
  'u',
)
const fromUntil = new RegExp(`(${name})(?: ?- ?(${name}))?`, 'gu')

function daysIn(group: string): number[] {
  return [...group.matchAll(fromUntil)].flatMap(([, from = '', until]) => {
    const first = numbersOf(from)
    if (until === undefined) return first
    const [start = 1, end = 1] = [first[0], numbersOf(until).at(-1)]
    return Array.from({ length: ((end - start + 7) % 7) + 1 }, (_, days) => ((start - 1 + days) % 7) + 1)
  })
}

function numbersOf(word: string): readonly number[] {
  const plain = word.replace(/\.$/, '')
  return groups[plain] ?? [weekdayNames.findIndex((forms) => forms.includes(plain)) + 1]
}

function pairsOf(items: readonly string[]): [string, string][] {
  return items.flatMap((item, index) => (index % 2 === 0 ? [[item, items[index + 1] ?? '']] : []))
}

/** Without what joins it to its neighbours. */
function trimmed(text: string): string {
  return text.replace(/^[ ,;:-]+/, '').replace(/( и| and|[ ,;])+$/, '')
}
