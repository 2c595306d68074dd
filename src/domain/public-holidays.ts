import type { LocalDate } from './local-time.ts'

export interface PublicHoliday {
  readonly name: string
  /** Both included. */
  readonly from: LocalDate
  readonly to: LocalDate
}

/** As many as a button can tell which of them are chosen. */
const mostHolidays = 50

/** Those that lie in the period, the nearest first, one a date; what has begun already from `today` on. */
export function comingHolidays(
  holidays: readonly PublicHoliday[],
  today: LocalDate,
  until: LocalDate,
): PublicHoliday[] {
  const coming = holidays
    .filter(({ from, to }) => to >= today && from <= until)
    .map((holiday) => ({ ...holiday, from: holiday.from < today ? today : holiday.from }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  return coming.filter(({ from }, index) => from !== coming[index - 1]?.from).slice(0, mostHolidays)
}
