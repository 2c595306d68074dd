import { addDays, instantOf, localDateOf, type LocalDate, type LocalTime } from './local-time.ts'

/** One evening's message about the day after it. */
export interface SummaryMoment {
  /** The local date on which it goes out; each staff member gets one a date. */
  readonly date: LocalDate
  readonly at: Date
  /** The day that it tells of. */
  readonly about: LocalDate
}

/** Today's, whether or not its hour has passed, and those of the days after it. */
const plannedDays = 3

/**
 * When daily summaries go out at the local `hour`: planned days ahead, so that a program that was away for an evening
 * finds the next one planned. An hour that a jump of the clocks leaves out is the instant of the jump; of one that comes
 * twice it is the first.
 */
export function summaryMoments(zone: string, hour: number, now: Date): SummaryMoment[] {
  const today = localDateOf(zone, now)
  const time = `${String(hour).padStart(2, '0')}:00` as LocalTime
  return Array.from({ length: plannedDays }, (_, days) => {
    const date = addDays(today, days)
    return { date, at: instantOf(zone, date, time, 'opening'), about: addDays(date, 1) }
  })
}
