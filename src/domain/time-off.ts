import { fingerprintOfText } from './fingerprint.ts'
import type { Interval } from './interval.ts'
import {
  addDays,
  datesBetween,
  dayBounds,
  instantOf,
  localDateOf,
  weekdayOf,
  type LocalDate,
  type LocalTime,
} from './local-time.ts'
import type { Period } from './typed-period.ts'
import { spanOn } from './working-windows.ts'

const minuteMs = 60_000
const mostDays = 366
/**
 * So many visits can be cancelled at once with the time that is closed: all in one transaction, which holds up bookings
 * meanwhile.
 */
export const mostCancelled = 200

/** Time taken out of working hours: a block, or a break that comes back each week. */
export type TimeOff = TimeBlock | WeeklyBreak

interface Scope {
  /** Null: everybody. */
  readonly staffId: number | null
  /** One of `blockReasons`, own words, or null: none given. */
  readonly reason: string | null
}

export interface TimeBlock extends Scope {
  readonly kind: 'block'
  readonly during: Interval
}

export interface WeeklyBreak extends Scope {
  readonly kind: 'break'
  /** ISO weekdays, 1 (Monday)–7. */
  readonly weekdays: readonly number[]
  readonly opens: LocalTime
  readonly closes: LocalTime
  /** Inclusive local dates; null: without end. */
  readonly from: LocalDate
  readonly until: LocalDate | null
}

/**
 * The instants of a stretch that somebody typed. What of it is over already is left out: it begins at the full minute of
 * `now` at the earliest. A local day has 23, 24 or 25 hours.
 */
export function timeOfPeriod(period: Period, zone: string, now: Date): Interval {
  const present = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs)
  const { start, end } = wholeTime(period, zone, present)
  return { start: start < present ? present : start, end }
}

function wholeTime(period: Period, zone: string, now: Date): Interval {
  switch (period.kind) {
    case 'hours': {
      const [span] = spanOn(zone, period.date)(period)
      // A jump of the clocks has swallowed it.
      return span ?? { start: now, end: now }
    }
    case 'days':
      return { start: dayBounds(zone, period.from).start, end: dayBounds(zone, period.to).end }
    case 'for':
      return { start: now, end: new Date(now.getTime() + period.minutes * minuteMs) }
    case 'until':
      return { start: now, end: instantOf(zone, period.date, period.time, 'closing') }
  }
}

/**
 * Why this time can't be taken out; null: it can. `past`: all of it is over; `too_long`: more than a year; `never`: a
 * break that no date between its first and last has.
 */
export function refuseTimeOff(off: TimeOff, zone: string, now: Date): TimeOffRefusal | null {
  if (off.kind === 'block') {
    const { start, end } = off.during
    if (end <= now || end <= start) return 'past'
    return end.getTime() - start.getTime() > mostDays * 24 * 60 * minuteMs ? 'too_long' : null
  }
  const { from, until, weekdays } = off
  if (until !== null && until < localDateOf(zone, now)) return 'past'
  if (until !== null && until < from) return 'never'
  const firstWeek = datesBetween(from, addDays(from, 6))
  return firstWeek.some((date) => isOn(off, date)) && weekdays.length > 0 ? null : 'never'
}

export type TimeOffRefusal = 'past' | 'too_long' | 'never'

/** When it takes place, until the end of `last`, which only bounds a break: sorted. */
export function timesOf(off: TimeOff, zone: string, last: LocalDate): Interval[] {
  if (off.kind === 'block') return [off.during]
  const until = off.until !== null && off.until < last ? off.until : last
  return datesBetween(off.from, until)
    .filter((date) => isOn(off, date))
    .flatMap((date) => spanOn(zone, date)(off))
}

function isOn({ weekdays, until }: WeeklyBreak, date: LocalDate): boolean {
  return weekdays.includes(weekdayOf(date)) && (until === null || date <= until)
}

/** Tells a plan with the visits that were shown from any other. */
export function fingerprintOfPlan(off: TimeOff, visits: readonly PlannedVisit[]): number {
  const shown = visits.map(({ bookingId, version, startsAt }) => [bookingId, version, startsAt])
  return fingerprintOfText(JSON.stringify([off, shown]))
}

/** A visit within the time: the row that stands for it. */
export interface PlannedVisit {
  readonly bookingId: number
  readonly version: number
  readonly startsAt: Date
}
