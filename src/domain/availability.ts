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
import { dayView } from './day-view.ts'
import { intersect, lengthOf, merge, type Interval } from './interval.ts'
import {
  addDays,
  datesOfMonth,
  dayBounds,
  localDateOf,
  type LocalDate,
  type LocalMonth,
} from './local-time.ts'
import { serviceLimits } from './service-limits.ts'
import { freeStarts, freshStart, holds, refusalOf, type FreeStart } from './slots.ts'

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
  const calendar = openCalendar(agenda, date, date, now, options)
  return isBeyond(calendar, date) ? [] : offeredOn(calendar, date)
}

/**
 * Whether a start can be booked now, and with whom: exactly those that `freeStartsOfDay` lists can. `past`: not later
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
  const verdicts = calendar.columns.map((column) => judge(calendar, column, startsAt))
  const staffIds = calendar.columns
    .filter((_, i) => verdicts[i] === 'free')
    .map(({ specialist }) => specialist.id)
  if (staffIds.length > 0) return { ok: true, staffIds }
  return { ok: false, reason: mostHopeful.find((reason) => verdicts.includes(reason)) ?? 'not_offered' }
}

/** Of what is wrong with several specialists, the person hears what came closest to a yes. */
const mostHopeful = ['slot_taken', 'beyond_horizon'] as const

function judge(calendar: Calendar, column: Column, startsAt: Date): 'free' | StartRefusal {
  const date = calendar.dates.find((one) => holds(windowsOf(column, one), startsAt))
  if (isBeyond(calendar, date ?? localDateOf(calendar.zone, startsAt))) return 'beyond_horizon'
  if (date === undefined) return 'not_offered'
  const windows = windowsOf(column, date)
  const isFree = freeStarts(column.shape, column.diary, windows).some((start) => isAt(start, startsAt))
  return isFree ? 'free' : refusalOf(column.shape, column.diary, windows, startsAt)
}

/**
 * What to store for a visit of this specialist at this start: its end, its busy time, and the session it joins. For a
 * start that is not free, the times that it would have.
 */
export function visitAt(agenda: Agenda, staffId: number, startsAt: Date, ignoreVisitId?: number): VisitTimes {
  const calendar = openCalendarAround(agenda, startsAt, startsAt, { staffId, ignoreVisitId })
  const [column] = calendar.columns
  if (!column) throw new Error(`specialist ${staffId} does not perform service ${agenda.service.id}`)
  return startIn(calendar, column, startsAt) ?? freshStart(column.shape, startsAt)
}

/**
 * Free specialists in the order in which "any specialist" tries them: who has a session with places left at this very
 * start (it is filled before another is opened), then whoever is least busy on that date, then the agenda's order.
 * Busy time counts with buffers, over the whole of a date's working time, also past midnight.
 */
export function rankSpecialists(agenda: Agenda, startsAt: Date, staffIds: readonly number[]): number[] {
  const calendar = openCalendarAround(agenda, startsAt, startsAt, { staffId: null })
  const ranked = calendar.columns
    .filter(({ specialist }) => staffIds.includes(specialist.id))
    .map((column) => ({
      id: column.specialist.id,
      joins: startIn(calendar, column, startsAt)?.sessionId != null,
      busyMs: busyMsOn(calendar, column, startsAt),
    }))
  return ranked.sort((a, b) => Number(b.joins) - Number(a.joins) || a.busyMs - b.busyMs).map(({ id }) => id)
}

function startIn(calendar: Calendar, column: Column, startsAt: Date): FreeStart | undefined {
  return calendar.dates
    .flatMap((date) => freeStarts(column.shape, column.diary, windowsOf(column, date)))
    .find((start) => isAt(start, startsAt))
}

function busyMsOn(calendar: Calendar, column: Column, startsAt: Date): number {
  const date = calendar.dates.find((one) => holds(windowsOf(column, one), startsAt))
  const bounds = dayBounds(calendar.zone, date ?? localDateOf(calendar.zone, startsAt))
  const windows = date === undefined ? [] : windowsOf(column, date)
  return lengthOf(intersect(merge(column.busy), merge([bounds, ...windows])))
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
  return dates.map((date) => dayView(calendar, date))
}

function offeredOn(calendar: Calendar, date: LocalDate): OfferedStart[] {
  const offered = new Map<number, OfferedStart>()
  for (const column of calendar.columns) {
    for (const start of freeStarts(column.shape, column.diary, windowsOf(column, date))) {
      const instant = start.startsAt.getTime()
      if (!isAhead(calendar, instant)) continue
      offered.set(instant, withSpecialist(offered.get(instant), start, column.specialist.id))
    }
  }
  return [...offered.values()].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

function withSpecialist(others: OfferedStart | undefined, start: FreeStart, staffId: number): OfferedStart {
  const { startsAt, endsAt, seatsLeft } = start
  if (!others) {
    return { startsAt, endsAt, seatsLeft, staffIds: [staffId] }
  }
  return {
    ...others,
    endsAt: endsAt > others.endsAt ? endsAt : others.endsAt,
    staffIds: [...others.staffIds, staffId],
    seatsLeft: seatsLeft === null ? null : seatsLeft + (others.seatsLeft ?? 0),
  }
}

function isAt(start: FreeStart, instant: Date): boolean {
  return start.startsAt.getTime() === instant.getTime()
}

/**
 * The instants whose visits, blocks and date rules decide which starts these local dates (inclusive) have: from the
 * day before, whose windows may reach over midnight, until the longest visit has ended that begins in a window over
 * the last midnight.
 */
export function agendaPeriod(
  policy: Pick<BookingPolicy, 'zone'>,
  service: Pick<Service, 'bufferAfterMin'>,
  firstDate: LocalDate,
  lastDate: LocalDate,
): Interval {
  const { start } = dayBounds(policy.zone, addDays(firstDate, -1))
  const { end } = dayBounds(policy.zone, addDays(lastDate, 1))
  const reachMin = serviceLimits.durationMin.most + service.bufferAfterMin
  return { start, end: new Date(end.getTime() + reachMin * minuteMs) }
}

/** The same for `checkStart`, `visitAt` and `rankSpecialists` of one start. */
export function agendaPeriodOfStart(
  policy: Pick<BookingPolicy, 'zone'>,
  service: Pick<Service, 'bufferAfterMin'>,
  startsAt: Date,
): Interval {
  const date = localDateOf(policy.zone, startsAt)
  return agendaPeriod(policy, service, addDays(date, -1), date)
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
  /** Of several specialists with different durations the latest end. */
  readonly endsAt: Date
  /** Who is free then, in the agenda's order. */
  readonly staffIds: readonly number[]
  /** Places left over all of them; null for a private service. */
  readonly seatsLeft: number | null
}

export interface DayView {
  readonly date: LocalDate
  readonly status: 'past' | 'closed' | 'free' | 'nearly_full' | 'full' | 'beyond'
  /** How many starts `freeStartsOfDay` lists. */
  readonly free: number
}

export type StartRefusal = 'past' | 'minimum_notice' | 'beyond_horizon' | 'not_offered' | 'slot_taken'

export type StartCheck =
  | { readonly ok: true; readonly staffIds: readonly number[] }
  | { readonly ok: false; readonly reason: StartRefusal }

/** What a visit at a start would be: its times, and the group session it joins, if any. */
export interface VisitTimes {
  readonly startsAt: Date
  readonly endsAt: Date
  readonly busy: Interval
  readonly sessionId: number | null
}
