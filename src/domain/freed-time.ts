import type { Agenda, Block, BusyVisit, ScheduleRule } from './agenda.ts'
import { freeStartsOfDates, type DatedStart } from './availability.ts'
import { isActive } from './booking-status.ts'
import type { Booking } from './booking.ts'
import type { Interval } from './interval.ts'
import { addDays, datesBetween, localDateOf, type LocalDate } from './local-time.ts'

/** Time that nobody holds any more: of a visit that was given up, of a block that was lifted, or outside the hours until now. */
export type FreedTime =
  | { readonly userId: number; readonly visit: BusyVisit }
  | { readonly block: Block }
  | { readonly hours: HoursBefore }

/** The hours of the business or of a specialist as they were before they changed. */
export interface HoursBefore {
  /** Null: the business. */
  readonly staffId: number | null
  /** All of theirs, within the horizon. */
  readonly rules: readonly ScheduleRule[]
  /** What the change is about. */
  readonly during: Interval
}

/** The time that the services of a visit held as they were; nothing of those that held none. */
export function freedBy({ parts }: { readonly parts: readonly Booking[] }): FreedTime[] {
  return parts.flatMap((booking) => {
    const visit = isActive(booking.status) ? busyVisitOf(booking) : null
    return visit ? [{ userId: booking.userId, visit }] : []
  })
}

/** The time that a booking takes; null: none. */
export function busyVisitOf(booking: Booking): BusyVisit | null {
  const { busy, id: bookingId } = booking
  return busy && { ...booking, bookingId, busy }
}

/** The local dates whose starts may have become free, in order: within the horizon, and from the evening before. */
export function datesTouched(
  freed: readonly FreedTime[],
  { zone, horizonDays }: Pick<Agenda['policy'], 'zone' | 'horizonDays'>,
  now: Date,
): LocalDate[] {
  const today = localDateOf(zone, now)
  const [first, last] = [addDays(today, -1), addDays(today, horizonDays)]
  const touched = freed.map(duringOf).flatMap((during) => {
    const [from, to] = datesAround(during, zone)
    return datesBetween(from < first ? first : from, to > last ? last : to)
  })
  return [...new Set(touched)].sort()
}

function duringOf(freed: FreedTime): Interval {
  if ('visit' in freed) return freed.visit.busy
  return 'block' in freed ? freed.block.during : freed.hours.during
}

/** The dates whose starts a piece of time can decide on: a visit may have begun on the evening before. */
function datesAround({ start, end }: Interval, zone: string): readonly [from: LocalDate, to: LocalDate] {
  return [addDays(localDateOf(zone, start), -1), localDateOf(zone, end)]
}

/**
 * The starts of the agenda's service on these dates that can be booked now and could not while the freed time was held, the
 * nearest first. The agenda is as things are now; `staffId` null: whoever is free. A start that somebody else was free for
 * all along has not become free.
 */
function startsFreed(
  agenda: Agenda,
  freed: readonly FreedTime[],
  now: Date,
  { staffId, dates }: { readonly staffId: number | null; readonly dates: readonly LocalDate[] },
): DatedStart[] {
  const before: Agenda = {
    ...agenda,
    visits: [...agenda.visits, ...freed.flatMap((time) => ('visit' in time ? [time.visit] : []))],
    blocks: [...agenda.blocks, ...freed.flatMap((time) => ('block' in time ? [time.block] : []))],
    rules: freed.reduce(
      (rules, time) => ('hours' in time ? rulesBefore(rules, time.hours) : rules),
      agenda.rules,
    ),
  }
  const known = new Set(freeStartsOfDates(before, dates, now, { staffId }).map(keyOf))
  return freeStartsOfDates(agenda, dates, now, { staffId }).filter((start) => !known.has(keyOf(start)))
}

function keyOf({ date, startsAt }: DatedStart): string {
  return `${date} ${startsAt.getTime()}`
}

function rulesBefore(rules: readonly ScheduleRule[], before: HoursBefore): readonly ScheduleRule[] {
  return [...rules.filter(({ staffId }) => staffId !== before.staffId), ...before.rules]
}

/** What freed time gives to those who wait for the same service and specialist (null: whoever is free). */
export interface Outlook {
  /** As things are now. */
  readonly agenda: Agenda
  readonly staffId: number | null
  /** The dates that were looked at, in order. */
  readonly dates: readonly LocalDate[]
  readonly starts: readonly DatedStart[]
}

/**
 * Which starts the freed time gives on the dates that are asked for: those that are free at the instant `now` and would not be
 * without it.
 */
export function openOutlook(
  agenda: Agenda,
  freed: readonly FreedTime[],
  now: Date,
  asked: Pick<Outlook, 'staffId' | 'dates'>,
): Outlook {
  return { agenda, ...asked, starts: startsFreed(agenda, freed, now, asked) }
}

/** The same after places were held for others: only the dates that these can decide on are looked at again. */
export function withPlacesHeld(
  outlook: Outlook,
  places: readonly BusyVisit[],
  freed: readonly FreedTime[],
  now: Date,
): Outlook {
  const { staffId, dates } = outlook
  const held = places.filter((place) => outlook.agenda.specialists.some(({ id }) => id === place.staffId))
  if (held.length === 0) return outlook
  const agenda = { ...outlook.agenda, visits: [...outlook.agenda.visits, ...held] }
  const around = held.map(({ busy }) => datesAround(busy, agenda.policy.zone))
  const again = dates.filter((date) => around.some(([from, to]) => from <= date && date <= to))
  const kept = outlook.starts.filter(({ date }) => !again.includes(date))
  const anew = startsFreed(agenda, freed, now, { staffId, dates: again })
  const starts = [...kept, ...anew].sort(
    (a, b) => a.date.localeCompare(b.date) || a.startsAt.getTime() - b.startsAt.getTime(),
  )
  return { agenda, staffId, dates, starts }
}
