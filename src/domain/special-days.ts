import { fingerprintOfText } from './fingerprint.ts'
import { addDays, datesBetween, type LocalDate, type LocalTime } from './local-time.ts'
import { windowsOfRows, type OpeningWindow } from './opening-hours.ts'

/** One row that says something of one date. */
export interface SpecialRow {
  /** Null: the business. */
  readonly staffId: number | null
  readonly date: LocalDate
  readonly opens: LocalTime | null
  readonly closes: LocalTime | null
  readonly closed: boolean
  readonly reason: string | null
}

/** Hours that count on single dates, instead of the usual ones. */
export interface SpecialHours {
  /** Empty: closed. */
  readonly windows: readonly OpeningWindow[]
  readonly reason: string | null
}

export interface SpecialDay extends SpecialHours {
  readonly date: LocalDate
  readonly level: 'specialist' | 'business'
}

/** Dates in a row of which the same is said; both included. */
export interface SpecialDays extends SpecialHours {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly level: SpecialDay['level']
}

/** No longer than a year at once, and no further ahead than two. */
export const mostSpecialDays = 366
const furthestDays = 731

/** Whether hours may be set for these dates, both included: nothing changes what is over. */
export function areSettable(from: LocalDate, to: LocalDate, today: LocalDate): boolean {
  const isShort = to <= addDays(from, mostSpecialDays - 1)
  return from >= today && from <= to && isShort && to <= addDays(today, furthestDays)
}

/** The last date for which hours can be set. */
export function lastSettable(today: LocalDate): LocalDate {
  return addDays(today, furthestDays)
}

/** By date: a specialist's own rows, else the business's; of the business (null) its own. */
export function specialDays(rows: readonly SpecialRow[], staffId: number | null): SpecialDay[] {
  const dates = [...new Set(rows.map(({ date }) => date))].sort()
  return dates.map((date) => {
    const all = rows.filter((row) => row.date === date)
    const own = all.filter((row) => row.staffId !== null && row.staffId === staffId)
    const counting = own.length > 0 ? own : all.filter((row) => row.staffId === null)
    return {
      date,
      windows: windowsOfRows(counting),
      reason: counting.find(({ reason }) => reason !== null)?.reason ?? null,
      level: own.length > 0 ? 'specialist' : 'business',
    }
  })
}

/** Days in a row that say the same, joined. They come by date, each once. */
export function inRuns(days: readonly SpecialDay[]): SpecialDays[] {
  const runs: SpecialDays[] = []
  for (const { date, ...said } of days) {
    const last = runs.at(-1)
    if (last?.to === addDays(date, -1) && saysSame(last, said)) runs[runs.length - 1] = { ...last, to: date }
    else runs.push({ from: date, to: date, ...said })
  }
  return runs
}

/** Tells whether somebody's own special days are still those that were shown. */
export function specialFingerprint(rows: readonly SpecialRow[], staffId: number | null): number {
  const own = rows.filter((row) => row.staffId === staffId)
  const texts = own.map(({ date, opens, closes, reason }) => JSON.stringify([date, opens, closes, reason]))
  return fingerprintOfText(texts.sort().join())
}

/** Every date of a run. */
export function datesOf({ from, to }: Pick<SpecialDays, 'from' | 'to'>): LocalDate[] {
  return datesBetween(from, to)
}

function saysSame(one: Omit<SpecialDay, 'date'>, other: Omit<SpecialDay, 'date'>): boolean {
  return (
    one.level === other.level &&
    one.reason === other.reason &&
    JSON.stringify(one.windows) === JSON.stringify(other.windows)
  )
}
