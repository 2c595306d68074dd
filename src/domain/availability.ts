import type { Agenda, BookingPolicy, Service } from './agenda.ts'
import {
  isAhead,
  isBeyond,
  isTooSoon,
  openCalendar,
  openCalendarAround,
  windowsOf,
  type Calendar,
  type Column,
} from './calendar.ts'
import { openSearches, type Searches } from './chain.ts'
import { dayView } from './day-view.ts'
import { freeStarts, refusalOf } from './free-starts.ts'
import { intersect, type Interval } from './interval.ts'
import {
  addDays,
  datesOfMonth,
  dayBounds,
  localDateOf,
  type LocalDate,
  type LocalMonth,
} from './local-time.ts'
import { serviceLimits } from './service-limits.ts'
import { holds } from './slots.ts'
import { plansAt } from './visit-plan.ts'

const minuteMs = 60_000

/**
 * Every start of a local date that can be booked now, in order. A start is listed under the date whose working window
 * holds it: 01:00 of a window from 22:00 until 02:00 is a start of the evening's date. A date beyond the horizon has
 * none.
 */
export function freeStartsOfDay(
  agenda: Agenda,
  date: LocalDate,
  now: Date,
  options: AvailabilityOptions,
): OfferedStart[] {
  return freeStartsBetween(agenda, date, date, now, options)
}

/** The same of all local dates from `first` to `last`, both included: date by date, each in order. */
export function freeStartsBetween(
  agenda: Agenda,
  first: LocalDate,
  last: LocalDate,
  now: Date,
  options: AvailabilityOptions,
): OfferedStart[] {
  const calendar = openCalendar(agenda, first, last, now, options)
  return calendar.dates
    .filter((date) => !isBeyond(calendar, date))
    .flatMap((date) => offeredOn(calendar, date))
}

/** The same of these local dates, which are in order, each start with the date under which it is listed. */
export function freeStartsOfDates(
  agenda: Agenda,
  dates: readonly LocalDate[],
  now: Date,
  options: AvailabilityOptions,
): DatedStart[] {
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) return []
  const calendar = openCalendar(agenda, first, last, now, options)
  return dates
    .filter((date) => !isBeyond(calendar, date))
    .flatMap((date) => offeredOn(calendar, date).map((start) => ({ ...start, date })))
}

/**
 * Whether a start can be booked now, and with whom it can begin: exactly those that `freeStartsOfDay` lists can. `past`: not later
 * than now; `minimum_notice`: sooner than the service, else the business, wants; `beyond_horizon`: its date is too
 * far ahead; `not_offered`: outside the hours, blocked, between two starts, or nobody of that id; `slot_taken`:
 * another visit is in the way.
 */
export function checkStart(
  agenda: Agenda,
  startsAt: Date,
  now: Date,
  options: AvailabilityOptions,
): StartCheck {
  const calendar = openCalendarAround(agenda, startsAt, now, options)
  if (startsAt <= now) return { ok: false, reason: 'past' }
  if (isTooSoon(calendar, startsAt.getTime())) return { ok: false, reason: 'minimum_notice' }
  const searches = openSearches(calendar)
  const verdicts = calendar.columns.map((column) => judge(calendar, searches, column, startsAt))
  const staffIds = calendar.columns.filter((_, i) => verdicts[i] === 'free').map(({ staffId }) => staffId)
  if (staffIds.length > 0) return { ok: true, staffIds }
  return { ok: false, reason: mostHopeful.find((reason) => verdicts.includes(reason)) ?? 'not_offered' }
}

/** Of what is wrong with several specialists, the person hears what came closest to a yes. */
const mostHopeful = ['slot_taken', 'beyond_horizon'] as const

function judge(
  calendar: Calendar,
  searches: Searches,
  column: Column,
  startsAt: Date,
): 'free' | StartRefusal {
  const date = calendar.dates.find((one) => holds(windowsOf(column, one), startsAt))
  if (isBeyond(calendar, date ?? localDateOf(calendar.zone, startsAt))) return 'beyond_horizon'
  if (date === undefined) return 'not_offered'
  const windows = windowsOf(column, date)
  const starts = freeStarts(calendar, searches.free, column, windows)
  if (starts.some((start) => start.startsAt.getTime() === startsAt.getTime())) return 'free'
  return refusalOf(calendar, searches, column, windows, startsAt)
}

/** What a visit of this specialist alone would be at a start that is free. */
export function visitAt(agenda: Agenda, staffId: number, startsAt: Date, ignoreVisitId?: number): VisitTimes {
  const [plan] = plansAt(agenda, startsAt, { staffId, ignoreVisitId })
  if (!plan) throw new Error(`specialist ${staffId} is not free at ${startsAt.toISOString()}`)
  return { startsAt, endsAt: plan.endsAt, busy: plan.parts[0].busy, sessionId: plan.sessionId }
}

/** Free specialists in the order in which "any specialist" tries them. */
export function rankSpecialists(agenda: Agenda, startsAt: Date, staffIds: readonly number[]): number[] {
  return [...plansAt(agenda, startsAt, { staffId: null })]
    .map(({ parts: [{ staffId }] }) => staffId)
    .filter((staffId) => staffIds.includes(staffId))
}

/**
 * The days of a month. `free` counts what `freeStartsOfDay` lists; `nearly_full`: at most a quarter of the starts that
 * are still ahead is left. `past`: all its starts are over or too soon; `closed`: it never had one; `beyond` the
 * horizon. After midnight yesterday can still have starts, if its working window has not ended.
 */
export function monthOf(
  agenda: Agenda,
  month: LocalMonth,
  now: Date,
  options: AvailabilityOptions,
): DayView[] {
  const dates = datesOfMonth(month)
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) return []
  const calendar = openCalendar(agenda, first, last, now, options)
  const searches = openSearches(calendar)
  return dates.map((date) => dayView(calendar, searches, date))
}

/**
 * Who of the agenda works at all on a local date: ids of those who have a working window of it that breaks and blocks leave
 * something of. How much of it is booked, and whether the visit fits in, does not matter.
 */
export function staffAtWork(agenda: Agenda, date: LocalDate, now: Date): number[] {
  return openCalendar(agenda, date, date, now, { staffId: null })
    .columns.filter((column) => intersect(column.diary.open, windowsOf(column, date)).length > 0)
    .map(({ staffId }) => staffId)
}

function offeredOn(calendar: Calendar, date: LocalDate): OfferedStart[] {
  const offered = new Map<number, OfferedStart>()
  const { free } = openSearches(calendar)
  for (const column of calendar.columns) {
    for (const { startsAt, seatsLeft } of freeStarts(calendar, free, column, windowsOf(column, date))) {
      const instant = startsAt.getTime()
      if (!isAhead(calendar, instant)) continue
      const others = offered.get(instant)
      offered.set(instant, {
        startsAt,
        staffIds: [...(others?.staffIds ?? []), column.staffId],
        seatsLeft: seatsLeft === null ? null : seatsLeft + (others?.seatsLeft ?? 0),
      })
    }
  }
  return [...offered.values()].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/**
 * The instants whose visits, blocks and date rules decide which starts these local dates (inclusive) have: from the
 * day before, whose windows may reach over midnight, until the longest visit has ended that begins in a window over
 * the last midnight.
 */
export function agendaPeriod(
  policy: Pick<BookingPolicy, 'zone'>,
  services: readonly Pick<Service, 'bufferAfterMin'>[],
  firstDate: LocalDate,
  lastDate: LocalDate,
): Interval {
  const { start } = dayBounds(policy.zone, addDays(firstDate, -1))
  const { end } = dayBounds(policy.zone, addDays(lastDate, 1))
  const longestMin = serviceLimits.durationMin.most * services.length
  const reachMin = longestMin + Math.max(...services.map(({ bufferAfterMin }) => bufferAfterMin))
  return { start, end: new Date(end.getTime() + reachMin * minuteMs) }
}

/** The same for `checkStart` and `plansAt` of one start. */
export function agendaPeriodOfStart(
  policy: Pick<BookingPolicy, 'zone'>,
  services: readonly Pick<Service, 'bufferAfterMin'>[],
  startsAt: Date,
): Interval {
  const date = localDateOf(policy.zone, startsAt)
  return agendaPeriod(policy, services, addDays(date, -1), date)
}

export interface AvailabilityOptions {
  /** Null: any specialist of the agenda. */
  readonly staffId: number | null
  /** A visit that is being moved: its own time does not count as taken. */
  readonly ignoreVisitId?: number | undefined
}

/** One start that can be booked now. */
export interface OfferedStart {
  readonly startsAt: Date
  /** With whom the visit can begin then, in the agenda's order. */
  readonly staffIds: readonly number[]
  /** Places left over all of them; null for a private service. */
  readonly seatsLeft: number | null
}

/** A start with the local date under which it is listed. */
export interface DatedStart extends OfferedStart {
  readonly date: LocalDate
}

export interface DayView {
  readonly date: LocalDate
  readonly status: 'past' | 'closed' | 'free' | 'nearly_full' | 'full' | 'beyond'
  /** How many starts `freeStartsOfDay` lists. */
  readonly free: number
}

export type StartRefusal = 'past' | 'minimum_notice' | 'beyond_horizon' | 'not_offered' | 'slot_taken'

/** What a visit at a start would be: its times, and the group session it joins, if any. */
interface VisitTimes {
  readonly startsAt: Date
  readonly endsAt: Date
  readonly busy: Interval
  readonly sessionId: number | null
}

export type StartCheck =
  | { readonly ok: true; readonly staffIds: readonly number[] }
  | { readonly ok: false; readonly reason: StartRefusal }
