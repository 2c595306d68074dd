import { rankSpecialists, visitAt } from './availability.ts'
import { countUpcomingVisits, overlapsOwnVisit, type OwnBooking } from './booking-rules.ts'
import { isActive } from './booking-status.ts'
import type { Booking } from './booking.ts'
import type { Outlook } from './freed-time.ts'
import { addDays, addMonths, monthOfDate, weekdayOf, type LocalDate } from './local-time.ts'
import { toldAt } from './quiet-hours.ts'

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

export interface ChosenOffer {
  readonly startsAt: Date
  readonly staffId: number
  /** Until when it is held. */
  readonly until: Date
}

/**
 * Which of the freed starts to offer to somebody who waits, and until when it is held; null: none suits them. They are not
 * offered what they gave up or refused before, nothing beside another visit of theirs, and nothing past their limit.
 * `plans` are all their active visits, offers included, and those that they gave up.
 */
export function chooseOffer(
  entry: WaitingEntry,
  { agenda, starts }: Pick<Outlook, 'agenda' | 'starts'>,
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
  const told = toldAt(now, startsAt, quietUntil)
  const until = Math.min(told.getTime() + offerMinutes * minuteMs, latest)
  return until - told.getTime() < leastOfferMinutes * minuteMs ? null : new Date(until)
}
