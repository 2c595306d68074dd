import { doubledHour, monthOfDate, type LocalDate, type LocalMonth } from '../domain/local-time.ts'
import type { Locale } from '../domain/roles.ts'
import type { Texts } from './i18n.ts'
import { unbroken } from './spacing.ts'

/** Dates, times and money as people of one language write them. Zones are IANA names; results are plain text. */
export interface Formats {
  /** `суббота, 14 марта`. */
  day(date: LocalDate): string
  /** `14 марта`. */
  date(date: LocalDate): string
  /** `9–15 марта`, `30 апреля – 3 мая`. */
  dates(from: LocalDate, to: LocalDate): string
  /** `сб, 14 марта`, where room is short. */
  shortDay(date: LocalDate): string
  /** `Март 2026`. */
  month(month: LocalMonth): string
  /** `Март`. */
  monthName(month: LocalMonth): string
  /** `пн` … `вс`. */
  weekdays(): readonly string[]
  /** `10:30`; in autumn's doubled hour with a word that tells which of the two. */
  time(instant: Date, zone: string): string
  /** `суббота, 14 марта, 10:30`. */
  moment(instant: Date, zone: string): string
  /** `субботу, 14 марта, 10:30`, as it follows «на» and `for`. */
  forMoment(instant: Date, zone: string): string
  /** `в субботу, 14 марта`. */
  onDay(date: LocalDate): string
  /** `сб, 14 марта, 10:30`. */
  shortMoment(instant: Date, zone: string): string
  /** `14 марта 2026`, for what is over. */
  dateWithYear(instant: Date, zone: string): string
  /** 0–23. */
  hour(instant: Date, zone: string): number
  /** `1 ч 30 мин`. */
  duration(minutes: number): string
  /** From minor units: `1 500 ₽`. */
  money(minor: number, currency: string): string
  capitalised(text: string): string
}

/** British English: the 24-hour clock, and the day before the month, as the Russian texts have them. */
const tags: Readonly<Record<Locale, string>> = { ru: 'ru', en: 'en-GB' }

export function createFormats(locale: Locale, plain: Texts['plain']): Formats {
  const tag = tags[locale]
  const show = createShow(tag)

  const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase(tag) + text.slice(1)

  const dayOf = (instant: Date, zone: string, weekday: 'long' | 'short') =>
    plain('format.day', { weekday: show(instant, zone, { weekday }), date: show(instant, zone, dayAndMonth) })

  const time = (instant: Date, zone: string) => {
    const shown = show(instant, zone, clockTime)
    switch (doubledHour(zone, instant)) {
      case 'first':
        return plain('format.earlier_of_two', { time: shown })
      case 'second':
        return plain('format.later_of_two', { time: shown })
      case null:
        return shown
    }
  }

  const momentOf = (instant: Date, zone: string, weekday: 'long' | 'short') =>
    plain('format.moment', {
      weekday: show(instant, zone, { weekday }),
      date: show(instant, zone, dayAndMonth),
      time: time(instant, zone),
    })

  const weekdayIn = (form: 'for' | 'on', instant: Date, zone: string) => {
    const long = (moment: Date, where: string) => show(moment, where, { weekday: 'long' })
    const name = long(instant, zone)
    const number = aWeek.findIndex((day) => long(day, 'UTC') === name) + 1
    return plain(`format.weekday_${form}`, { number: String(number) })
  }

  const monthName = (month: LocalMonth) => capitalised(show(noonOf(`${month}-01`), 'UTC', { month: 'long' }))

  const date = (on: LocalDate) => show(noonOf(on), 'UTC', dayAndMonth)

  return {
    day: (on) => dayOf(noonOf(on), 'UTC', 'long'),
    shortDay: (on) => dayOf(noonOf(on), 'UTC', 'short'),
    date,
    dates: (from, to) => datesOf(from, to, date, plain),
    month: (month) => plain('format.month', { month: monthName(month), year: month.slice(0, 4) }),
    monthName,
    weekdays: () => aWeek.map((day) => capitalised(show(day, 'UTC', { weekday: 'short' }))),
    time,
    moment: (instant, zone) => momentOf(instant, zone, 'long'),
    forMoment: (instant, zone) =>
      plain('format.moment', {
        weekday: weekdayIn('for', instant, zone),
        date: show(instant, zone, dayAndMonth),
        time: time(instant, zone),
      }),
    onDay: (on) => plain('format.day', { weekday: weekdayIn('on', noonOf(on), 'UTC'), date: date(on) }),
    shortMoment: (instant, zone) => momentOf(instant, zone, 'short'),
    dateWithYear: (instant, zone) =>
      `${show(instant, zone, dayAndMonth)} ${show(instant, zone, { year: 'numeric' })}`,
    hour: (instant, zone) => Number(show(instant, zone, clockTime).slice(0, 2)),
    duration: (minutes) => durationOf(minutes, plain),
    money: (minor, currency) => moneyOf(minor, currency, tag),
    capitalised,
  }
}

type Show = (instant: Date, zone: string, options: Intl.DateTimeFormatOptions) => string

/** Making a formatter costs far more than using it. */
function createShow(tag: string): Show {
  const formatters = new Map<string, Intl.DateTimeFormat>()
  return (instant, zone, options) => {
    const key = `${zone} ${Object.entries(options).join()}`
    let formatter = formatters.get(key)
    if (!formatter) {
      formatter = new Intl.DateTimeFormat(tag, { ...options, timeZone: zone })
      formatters.set(key, formatter)
    }
    return unbroken(formatter.format(instant))
  }
}

const dayAndMonth: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' }
const clockTime: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

/** A Monday and the six days after it. */
const aWeek = [5, 6, 7, 8, 9, 10, 11].map((day) => new Date(Date.UTC(2026, 0, day, 12)))

/** A calendar date is no instant: its words are taken from its noon in UTC. */
function noonOf(date: string): Date {
  return new Date(`${date}T12:00:00Z`)
}

/** The month once, where it is the same. */
function datesOf(from: LocalDate, to: LocalDate, date: Formats['date'], plain: Texts['plain']): string {
  return monthOfDate(from) === monthOfDate(to)
    ? plain('format.dates_of_month', { from: String(Number(from.slice(8))), to: date(to) })
    : plain('format.dates', { from: date(from), to: date(to) })
}

function durationOf(minutes: number, plain: Texts['plain']): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return plain('format.minutes', { minutes: rest })
  if (rest === 0) return plain('format.hours', { hours })
  return plain('format.hours_minutes', { hours, minutes: rest })
}

function moneyOf(minor: number, currency: string, tag: string): string {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const format = new Intl.NumberFormat(tag, style)
  const major = minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)
  if (!Number.isInteger(major)) return format.format(major)
  return new Intl.NumberFormat(tag, { ...style, maximumFractionDigits: 0 }).format(major)
}
