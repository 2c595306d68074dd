import { addDays, parseLocalDate, weekdayOf, type LocalDate } from './local-time.ts'
import { readable } from './typed-text.ts'
import { weekdayNames } from './weekday-names.ts'

export type TypedDate =
  | {
      readonly ok: true
      readonly date: LocalDate
      /** What the same words may mean as well (`12/3` with the month first): to be offered when the date is shown back. */
      readonly other: LocalDate | null
    }
  /** `no_such_day`: a date by its form that no calendar has, `31.02`. */
  | { readonly ok: false; readonly reason: 'not_a_date' | 'no_such_day' }

/** Which year a date without one belongs to: the coming, today included, or the nearest, past or to come. */
type Leaning = 'coming' | 'nearest'

/**
 * A date as typed in Russian or English: `12.03`, `12.03.27`, `12/3`, `2027-03-12`, `12 марта`, `march 12`, `завтра`,
 * `в пятницу`, `через неделю`. The whole text must be the date: a word too many is a refusal, not a guess. `today` is
 * the business's local date. Years are 2000–2099.
 */
export function parseTypedDate(typed: string, today: LocalDate, leaning: Leaning = 'coming'): TypedDate {
  const text = readable(typed)?.replace(/^(на|for|on) /, '')
  if (text === undefined) return notADate
  const readings = [inNumbers, inWords, byDistance, byWeekday]
  for (const read of readings) {
    const found = read(text, today, leaning)
    if (found) return found
  }
  return notADate
}

const notADate = { ok: false, reason: 'not_a_date' } as const

export type TypedDates =
  | { readonly ok: true; readonly from: LocalDate; readonly to: LocalDate }
  /** `not_dates`: neither a date nor two; `backwards`: the second is not after the first. */
  | { readonly ok: false; readonly reason: 'not_dates' | 'no_such_day' | 'backwards' }

/**
 * One day or several in a row, both ends included: whatever is one date, `1-8 мая`, `с 28 апреля по 3 мая`,
 * `1.05-8.05`, `may 1-8`, `завтра - пт`. A bare number takes its month from the other end; the last day is the coming
 * one, seen from the first.
 */
export function parseTypedDates(typed: string, today: LocalDate): TypedDates {
  const text = readable(typed)
  if (text === null) return { ok: false, reason: 'not_dates' }
  const single = parseTypedDate(text, today)
  if (single.ok) return { ok: true, from: single.date, to: single.date }
  const ranges = splitsOf(text.replace(/^(с|со|from) /, '')).flatMap((ends) => rangeOf(ends, today) ?? [])
  const [range] = ranges
  if (range) return range.from < range.to ? { ok: true, ...range } : { ok: false, reason: 'backwards' }
  return { ok: false, reason: single.reason === 'no_such_day' ? 'no_such_day' : 'not_dates' }
}

/** Every place at which a range may be cut in two: a date can have dashes in itself. */
function splitsOf(text: string): [string, string][] {
  const cuts = [...text.matchAll(/ ?- ?| (?:по|до|to|till|until) /g)]
  return cuts.map((cut) => [text.slice(0, cut.index), text.slice(cut.index + cut[0].length)])
}

function rangeOf([first, last]: [string, string], today: LocalDate): Pick<Range, 'from' | 'to'> | null {
  const isBare = (end: string) => /^\d{1,2}(?:-?(?:го|е)|st|nd|rd|th)?$/.test(end)
  if (isBare(first) && isBare(last)) return null
  if (isBare(first)) {
    const end = parseTypedDate(last, today)
    const from = end.ok ? dayInMonthOf(end.date, first) : null
    return end.ok && from ? { from, to: end.date } : null
  }
  const start = parseTypedDate(first, today)
  if (!start.ok) return null
  if (isBare(last)) {
    const to = dayInMonthOf(start.date, last)
    return to && { from: start.date, to }
  }
  const end = parseTypedDate(last, start.date)
  return end.ok ? { from: start.date, to: end.date } : null
}

type Range = Extract<TypedDates, { ok: true }>

function dayInMonthOf(date: LocalDate, day: string): LocalDate | null {
  return dateIn(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number.parseInt(day, 10))
}

const year = '(?<year>20\\d\\d|\\d\\d)(?: ?(?:г|год|года)\\.?)?'
const dotted = new RegExp(`^(?<day>\\d{1,2})(?<sign>[./-])(?<month>\\d{1,2})(?:\\k<sign>${year})?\\.?$`)
const iso = /^(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)$/

function inNumbers(text: string, today: LocalDate, leaning: Leaning): TypedDate | null {
  const groups = (iso.exec(text) ?? dotted.exec(text))?.groups
  if (!groups) return null
  const { sign, year: typedYear } = groups
  // `9-18` is hours, and `12-15` a range of days.
  if (sign === '-' && typedYear === undefined) return null
  const [day, month] = [Number(groups['day']), Number(groups['month'])]
  const plain = dateOf({ day, month, typedYear }, today, leaning)
  if (sign !== '/') return found(plain)
  const swapped = dateOf({ day: month, month: day, typedYear }, today, leaning)
  return found(plain ?? swapped, plain === swapped ? null : plain && swapped)
}

const monthStems: readonly (readonly string[])[] = [
  ['янв', 'январь', 'января', 'jan', 'january'],
  ['фев', 'февр', 'февраль', 'февраля', 'feb', 'february'],
  ['мар', 'март', 'марта', 'mar', 'march'],
  ['апр', 'апрель', 'апреля', 'apr', 'april'],
  ['май', 'мая', 'may'],
  ['июн', 'июнь', 'июня', 'jun', 'june'],
  ['июл', 'июль', 'июля', 'jul', 'july'],
  ['авг', 'август', 'августа', 'aug', 'august'],
  ['сен', 'сент', 'сентябрь', 'сентября', 'sep', 'sept', 'september'],
  ['окт', 'октябрь', 'октября', 'oct', 'october'],
  ['ноя', 'нояб', 'ноябрь', 'ноября', 'nov', 'november'],
  ['дек', 'декабрь', 'декабря', 'dec', 'december'],
]

const dayFirst = new RegExp(
  `^(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th|-?(?:го|е))? (?:of )?(?<month>\\p{L}{3,9})\\.?(?:,? ${year})?$`,
  'u',
)
const monthFirst = /^(?<month>\p{L}{3,9})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>20\d\d))?$/u

function inWords(text: string, today: LocalDate, leaning: Leaning): TypedDate | null {
  const groups = (dayFirst.exec(text) ?? monthFirst.exec(text))?.groups
  const month = monthStems.findIndex((names) => names.includes(groups?.['month'] ?? '')) + 1
  if (!groups || month === 0) return null
  return found(dateOf({ day: Number(groups['day']), month, typedYear: groups['year'] }, today, leaning))
}

const distances = new Map([
  ['позавчера', -2],
  ['вчера', -1],
  ['yesterday', -1],
  ['сегодня', 0],
  ['today', 0],
  ['завтра', 1],
  ['tomorrow', 1],
  ['послезавтра', 2],
  ['day after tomorrow', 2],
  ['the day after tomorrow', 2],
])
const steps =
  /^(?:через|in) (?:(?<number>\d{1,3}) )?(?:(?<day>день|дня|дней|day|days|a day)|(?<week>неделю|недели|недель|week|weeks|a week))$/

function byDistance(text: string, today: LocalDate): TypedDate | null {
  const named = distances.get(text)
  if (named !== undefined) return found(addDays(today, named))
  const groups = steps.exec(text)?.groups
  if (!groups) return null
  return found(addDays(today, Number(groups['number'] ?? 1) * (groups['week'] === undefined ? 1 : 7)))
}

const weekdayText = /^(?:(?:в|во) )?(?<which>эт(?:от|у|о)|this|следующ(?:ий|ую|ее)|next)? ?(?<name>\p{L}+)$/u

/** The coming one. On that very weekday a week from now, today being the other meaning; *next* is of the next week. */
function byWeekday(text: string, today: LocalDate): TypedDate | null {
  const groups = weekdayText.exec(text)?.groups
  const weekday = weekdayNames.findIndex((names) => names.includes(groups?.['name'] ?? '')) + 1
  if (!groups || weekday === 0) return null
  const present = weekdayOf(today)
  const coming = addDays(today, (weekday - present + 7) % 7 || 7)
  const isNext = /^(следующ|next)/.test(groups['which'] ?? '')
  if (!isNext) return found(coming, weekday === present ? today : null)
  const ofNextWeek = addDays(today, 7 + weekday - present)
  return found(ofNextWeek, coming === ofNextWeek ? null : coming)
}

interface DayAndMonth {
  readonly day: number
  readonly month: number
  readonly typedYear: string | undefined
}

function dateOf(
  { day, month, typedYear }: DayAndMonth,
  today: LocalDate,
  leaning: Leaning,
): LocalDate | null {
  const present = Number(today.slice(0, 4))
  if (typedYear !== undefined) return dateIn((Number(typedYear) % 2000) + 2000, month, day)
  // Eight years on, because the 29th of February may be that far away.
  const years = Array.from({ length: 17 }, (_, index) => present - 8 + index)
  const dates = years.flatMap((one) => dateIn(one, month, day) ?? [])
  if (leaning === 'coming') return dates.find((date) => date >= today) ?? null
  const distance = (date: LocalDate) => Math.abs(Date.parse(date) - Date.parse(today))
  return dates.reduce<LocalDate | null>(
    (best, one) => (best && distance(best) <= distance(one) ? best : one),
    null,
  )
}

function dateIn(inYear: number, month: number, day: number): LocalDate | null {
  const two = (part: number) => String(part).padStart(2, '0')
  return parseLocalDate(`${inYear}-${two(month)}-${two(day)}`)
}

function found(date: LocalDate | null, other: LocalDate | null = null): TypedDate {
  return date === null ? { ok: false, reason: 'no_such_day' } : { ok: true, date, other }
}
