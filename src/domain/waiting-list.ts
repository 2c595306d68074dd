import type { Agenda, Block, BusyVisit, ScheduleRule } from './agenda.ts'
import { freeStartsOfDay, rankSpecialists, visitAt, type OfferedStart } from './availability.ts'
import { countUpcomingVisits, overlapsOwnVisit, type OwnBooking } from './booking-rules.ts'
import { isActive } from './booking-status.ts'
import type { Booking } from './booking.ts'
import type { Interval } from './interval.ts'
import {
  addDays,
  addMonths,
  datesBetween,
  localDateOf,
  monthOfDate,
  weekdayOf,
  type LocalDate,
} from './local-time.ts'
import { mayWaitUntil } from './quiet-hours.ts'

const minuteMs = 60_000

/** For how many things one person may wait at a time. */
export const mostEntries = 5

/** A place is not offered for less time than it takes to see the message and to decide. Minutes. */
const leastOfferMinutes = 5

/** The days that somebody waits for, seen from the one they asked about. */
export type WaitRange = 'day' | 'week' | 'month' | 'any'

/** Local dates, both included. */
export interface WaitDates {
  readonly from: LocalDate
  readonly to: LocalDate
}

/** Somebody who waits for a place. */
export interface WaitingEntry extends WaitDates {
  readonly id: number
  readonly userId: number
  readonly serviceId: number
  /** Null: any specialist. */
  readonly staffId: number | null
}

/**
 * The days of a range, from today on: the date itself, its week from Monday, its month, or everything until the
 * horizon. Null: they are all over.
 */
export function datesOfRange(
  range: WaitRange,
  date: LocalDate,
  today: LocalDate,
  horizonDays: number,
): WaitDates | null {
  const { from, to } = wholeRange(range, date, today, horizonDays)
  return to < today ? null : { from: from < today ? today : from, to }
}

function wholeRange(range: WaitRange, date: LocalDate, today: LocalDate, horizonDays: number): WaitDates {
  switch (range) {
    case 'day':
      return { from: date, to: date }
    case 'week': {
      const monday = addDays(date, 1 - weekdayOf(date))
      return { from: monday, to: addDays(monday, 6) }
    }
    case 'month': {
      const firstOf = (months: number) => `${addMonths(monthOfDate(date), months)}-01` as LocalDate
      return { from: firstOf(0), to: addDays(firstOf(1), -1) }
    }
    case 'any':
      return { from: today, to: addDays(today, horizonDays) }
  }
}

type Wish = Pick<WaitingEntry, 'serviceId' | 'staffId' | 'from' | 'to'>

/** Whether who waits for `entry` need not wait for `wish` as well. */
export function coversWish(entry: Wish, wish: Wish): boolean {
  const sameStaff = entry.staffId === null || entry.staffId === wish.staffId
  return entry.serviceId === wish.serviceId && sameStaff && entry.from <= wish.from && wish.to <= entry.to
}

/** Whether a visit is what the person waits for. `date`: the local date of its start. */
export function isMetBy(
  entry: Wish,
  visit: { readonly serviceId: number; readonly staffId: number; readonly date: LocalDate },
): boolean {
  return coversWish(entry, { ...visit, from: visit.date, to: visit.date })
}

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
    const { busy, userId, id: bookingId, status } = booking
    return busy && isActive(status) ? [{ userId, visit: { ...booking, bookingId, busy } }] : []
  })
}

/** The local dates whose starts may have become free: within the horizon, and from the evening before. */
export function datesTouched(
  freed: readonly FreedTime[],
  { zone, horizonDays }: Pick<Agenda['policy'], 'zone' | 'horizonDays'>,
  now: Date,
): LocalDate[] {
  const today = localDateOf(zone, now)
  const [first, last] = [addDays(today, -1), addDays(today, horizonDays)]
  const touched = freed.map(duringOf).flatMap(({ start, end }) => {
    const from = addDays(localDateOf(zone, start), -1)
    const to = localDateOf(zone, end)
    return datesBetween(from < first ? first : from, to > last ? last : to)
  })
  return [...new Set(touched)].sort()
}

function duringOf(freed: FreedTime): Interval {
  if ('visit' in freed) return freed.visit.busy
  return 'block' in freed ? freed.block.during : freed.hours.during
}

/** A start with the date under which it is listed. */
export interface FreedStart extends OfferedStart {
  readonly date: LocalDate
}

/**
 * The starts of the agenda's service that can be booked now and could not while the freed time was held, the nearest
 * first. The agenda is as things are now; `staffId` null: whoever is free. A start that somebody else was free for all
 * along has not become free.
 */
export function startsFreed(
  agenda: Agenda,
  freed: readonly FreedTime[],
  now: Date,
  staffId: number | null,
): FreedStart[] {
  const before: Agenda = {
    ...agenda,
    visits: [...agenda.visits, ...freed.flatMap((time) => ('visit' in time ? [time.visit] : []))],
    blocks: [...agenda.blocks, ...freed.flatMap((time) => ('block' in time ? [time.block] : []))],
    rules: freed.reduce(
      (rules, time) => ('hours' in time ? rulesBefore(rules, time.hours) : rules),
      agenda.rules,
    ),
  }
  return datesTouched(freed, agenda.policy, now).flatMap((date) => {
    const known = freeStartsOfDay(before, date, now, { staffId }).map(({ startsAt }) => startsAt.getTime())
    const starts = freeStartsOfDay(agenda, date, now, { staffId })
    return starts
      .filter(({ startsAt }) => !known.includes(startsAt.getTime()))
      .map((start) => ({ ...start, date }))
  })
}

function rulesBefore(rules: readonly ScheduleRule[], before: HoursBefore): readonly ScheduleRule[] {
  return [...rules.filter(({ staffId }) => staffId !== before.staffId), ...before.rules]
}

/** A visit of a person, ahead or given up, as far as offers to them go. */
export type Plan = OwnBooking & Pick<Booking, 'serviceId'>

export interface OfferTerms {
  readonly maxBookingsPerUser: number
  readonly offerMinutes: number
  /** Of the service, else of the business. */
  readonly minimumNoticeMin: number
  /** The end of the quiet hours that it is in; null: it is in none. */
  readonly quietUntil: Date | null
}

/** The freed starts of a service, and the agenda that they are from. */
export interface Outlook {
  readonly agenda: Agenda
  readonly starts: readonly FreedStart[]
}

export interface ChosenOffer {
  readonly startsAt: Date
  readonly staffId: number
  /** Until when it is held. */
  readonly until: Date
}

/**
 * Which of the freed starts to offer to somebody who waits, and until when it is held; null: none suits them. They are not
 * offered what they gave up or refused before, nothing beside another visit of theirs, and nothing past their limit.
 * `plans` are all their active visits, offers included, and those that were cancelled.
 */
export function chooseOffer(
  entry: WaitingEntry,
  { agenda, starts }: Outlook,
  plans: readonly Plan[],
  terms: OfferTerms,
  now: Date,
): ChosenOffer | null {
  if (countUpcomingVisits(plans, now) >= terms.maxBookingsPerUser) return null
  for (const { startsAt, date, staffIds } of starts) {
    const until = offerUntil(startsAt, now, terms)
    const isWanted = entry.from <= date && date <= entry.to
    if (!until || !isWanted || plans.some((plan) => wasGivenUp(plan, entry.serviceId, startsAt))) continue
    const staffId = rankSpecialists(agenda, startsAt, staffIds).find(
      (id) => !overlapsOwnVisit(plans, { start: startsAt, end: visitAt(agenda, id, startsAt).endsAt }),
    )
    if (staffId !== undefined) return { startsAt, staffId, until }
  }
  return null
}

function wasGivenUp(plan: Plan, serviceId: number, startsAt: Date): boolean {
  return (
    !isActive(plan.status) && plan.serviceId === serviceId && plan.startsAt.getTime() === startsAt.getTime()
  )
}

/**
 * The end of an offer: after its minutes, which begin when it is told, and before the minimum notice begins. Null: that
 * would be too soon.
 */
function offerUntil(startsAt: Date, now: Date, terms: OfferTerms): Date | null {
  const { offerMinutes, minimumNoticeMin, quietUntil } = terms
  const latest = startsAt.getTime() - minimumNoticeMin * minuteMs
  const told = quietUntil && mayWaitUntil(quietUntil, startsAt) ? quietUntil : now
  const until = Math.min(told.getTime() + offerMinutes * minuteMs, latest)
  return until - told.getTime() < leastOfferMinutes * minuteMs ? null : new Date(until)
}
