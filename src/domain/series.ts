import { partsOf, type Agenda, type BusyVisit } from './agenda.ts'
import { agendaPeriod, checkStart, freeStartsBetween, type StartRefusal } from './availability.ts'
import { fingerprintOfText } from './fingerprint.ts'
import { overlapsOwnVisit, type OwnBooking } from './booking-rules.ts'
import type { Booking } from './booking.ts'
import { overlaps, type Interval } from './interval.ts'
import { addDays, instantOf, localDateOf, localTimeOf, type LocalDate, type LocalTime } from './local-time.ts'
import { specialistOf } from './visit.ts'
import { plansAt, type VisitPlan } from './visit-plan.ts'

/** No longer series than fits on one screen with a button a date. */
const mostRepeats = 12

/** Days before and after a date that is not free among which another is looked for: dates a week apart never share one. */
const reachDays = 3

/** How often a visit can be repeated: as far as the horizon reaches, and `room` further visits at most. */
export function countRepeats({ zone, startsAt, weeks, now, horizonDays, room }: RepeatLimits): number {
  const last = addDays(localDateOf(zone, now), horizonDays)
  const within = wantedDays(zone, startsAt, weeks, mostRepeats).filter(({ date }) => date <= last)
  return Math.max(0, Math.min(within.length, room))
}

/**
 * Each date of a series as it could be booked now: every `weeks` weeks, always at the same local time. A time that a jump
 * of the clocks leaves out is the instant of the jump, and of one shown twice it is the first. A date is free when its own start is, with the same specialist.
 * Otherwise the nearest start of the same specialist is offered: on the same day, else on the days around it; and
 * anybody's when that specialist has none. No two offers of a plan, and no offer and a visit of the person, overlap.
 * The agenda is of any specialist and covers `seriesPeriod`.
 */
export function planSeries(agenda: Agenda, wish: SeriesWish, now: Date): SeriesDate[] {
  const { zone } = agenda.policy
  const days = wantedDays(zone, wish.startsAt, wish.weeks, wish.count)
  const asked = days.map((day) => ({ day, verdict: judge(agenda, wish, wantedStart(zone, day), now) }))
  const kept = asked.flatMap(({ verdict }) => (typeof verdict === 'string' ? [] : [verdict]))
  return asked.map(({ day, verdict }): SeriesDate => {
    const wanted = wantedStart(zone, day)
    if (typeof verdict !== 'string') return { wanted, refusal: null, offer: verdict }
    const offer = findNearest(agenda, wish, day, kept, now)
    if (offer) kept.push(offer)
    return { wanted, refusal: verdict, offer }
  })
}

/** The instants that decide about the dates of a series and about whatever is offered instead of them. */
export function seriesPeriod(
  policy: Agenda['policy'],
  services: readonly Agenda['service'][],
  { startsAt, weeks, count }: Pick<SeriesWish, 'startsAt' | 'weeks' | 'count'>,
): Interval {
  const dates = wantedDays(policy.zone, startsAt, weeks, count).map(({ date }) => date)
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) throw new Error('a series has at least one date')
  return agendaPeriod(policy, services, addDays(first, -reachDays), addDays(last, reachDays))
}

/**
 * What of a plan is to be booked: dates that are free unless they were left out, others where the offer was taken. A
 * date whose time was lost since is therefore never booked at another one that nobody agreed to.
 */
export function chosenOffers(plan: readonly SeriesDate[], choice: SeriesChoice): SeriesOffer[] {
  return plan.flatMap((date, index) => (isChosen(date, index, choice) && date.offer ? [date.offer] : []))
}

/**
 * Whether the date at this place of the plan would be booked: a free one unless it was left out, any other only when its offer
 * was taken.
 */
export function isChosen({ refusal, offer }: SeriesDate, index: number, choice: SeriesChoice): boolean {
  if (!offer) return false
  return refusal === null ? !hasBit(choice.leftOut, index) : hasBit(choice.taken, index)
}

/** The choice with one date switched, from booked to left out or back. */
export function switched(date: SeriesDate, index: number, choice: SeriesChoice): SeriesChoice {
  const bit = 1 << index
  return date.refusal === null
    ? { ...choice, leftOut: choice.leftOut ^ bit }
    : { ...choice, taken: choice.taken ^ bit }
}

/** Whether a choice speaks of the dates of a series of `count` only. */
export function isChoiceOf(count: number, { leftOut, taken }: SeriesChoice): boolean {
  return leftOut < 1 << count && taken < 1 << count
}

/**
 * A number that tells one set of offers from another: who confirms a plan carries that of what they saw, so that nothing
 * else is booked. Positive, below 2^31.
 */
export function fingerprintOf(offers: readonly SeriesOffer[]): number {
  return fingerprintOfText(
    offers
      .flatMap(({ parts }) => parts)
      .map(
        ({ staffId, startsAt, endsAt, priceMinor }) =>
          `${staffId} ${startsAt.getTime()} ${endsAt.getTime()} ${priceMinor};`,
      )
      .join(''),
  )
}

function hasBit(mask: number, index: number): boolean {
  return ((mask >> index) & 1) === 1
}

interface WantedDay {
  readonly date: LocalDate
  readonly time: LocalTime
}

function wantedDays(zone: string, startsAt: Date, weeks: number, count: number): WantedDay[] {
  const first = localDateOf(zone, startsAt)
  const time = localTimeOf(zone, startsAt)
  return Array.from({ length: count }, (_, index) => ({
    date: addDays(first, 7 * weeks * (index + 1)),
    time,
  }))
}

function wantedStart(zone: string, { date, time }: WantedDay): Date {
  return instantOf(zone, date, time, 'opening')
}

function judge(
  agenda: Agenda,
  wish: SeriesWish,
  startsAt: Date,
  now: Date,
): SeriesOffer | (SeriesDate['refusal'] & string) {
  const check = checkStart(agenda, startsAt, now, { staffId: wish.staffId })
  if (!check.ok) return check.reason
  for (const plan of plansAt(agenda, startsAt, { staffId: wish.staffId })) {
    const offer = offerOf(wish, plan)
    if (!isElsewhere(wish, offer, [])) return offer
  }
  return 'own_overlap'
}

/** What anybody may perform stays so; else whoever performs all of it is agreed to. */
function offerOf(wish: SeriesWish, plan: VisitPlan): SeriesOffer {
  return { ...plan, staffId: wish.staffId === null ? null : specialistOf(plan) }
}

/** The person can't be in two places at once. */
function isElsewhere(wish: SeriesWish, offer: SeriesOffer, kept: readonly SeriesOffer[]): boolean {
  const during = { start: offer.startsAt, end: offer.endsAt }
  return (
    overlapsOwnVisit(wish.own, during, { guestName: wish.guestName }) ||
    kept.some(({ startsAt, endsAt }) => overlaps({ start: startsAt, end: endsAt }, during))
  )
}

function findNearest(
  agenda: Agenda,
  wish: SeriesWish,
  day: WantedDay,
  kept: readonly SeriesOffer[],
  now: Date,
): SeriesOffer | null {
  const [first, last] = [addDays(day.date, -reachDays), addDays(day.date, reachDays)]
  const around = withKept(
    narrowed(agenda, agendaPeriod(agenda.policy, servicesOf(agenda), first, last)),
    kept,
  )
  const { zone } = agenda.policy
  const starts = freeStartsBetween(around, first, last, now, { staffId: null })
    .map(({ startsAt, staffIds }) => ({ startsAt, staffIds, far: distanceOf(zone, startsAt, day) }))
    .sort((a, b) => a.far - b.far || a.startsAt.getTime() - b.startsAt.getTime())
  const theirs = starts.filter(({ staffIds }) => wish.staffId !== null && staffIds.includes(wish.staffId))
  const tried = [
    ...theirs.map(({ startsAt }) => ({ startsAt, staffId: wish.staffId })),
    ...starts.map(({ startsAt }) => ({ startsAt, staffId: null })),
  ]
  for (const { startsAt, staffId } of tried) {
    for (const plan of plansAt(around, startsAt, { staffId })) {
      const offer = offerOf(wish, plan)
      if (!isElsewhere(wish, offer, kept)) return offer
    }
  }
  return null
}

/** What other dates of the plan hold counts as booked. */
function withKept(agenda: Agenda, kept: readonly SeriesOffer[]): Agenda {
  const visits = kept.flatMap(({ parts, sessionId }, index) =>
    parts.map(({ serviceId, staffId, startsAt, endsAt, busy }, part): BusyVisit => {
      const unique = -1 - index * 100 - part
      const ids = { bookingId: unique, visitId: unique, sessionId: sessionId ?? unique }
      return { ...ids, serviceId, staffId, startsAt, endsAt, busy }
    }),
  )
  return { ...agenda, visits: [...agenda.visits, ...visits] }
}

function servicesOf(agenda: Agenda): Agenda['service'][] {
  return partsOf(agenda).map(({ service }) => service)
}

/** The visits and blocks of a year are too many to look through again for each date. */
function narrowed(agenda: Agenda, period: Interval): Agenda {
  return {
    ...agenda,
    visits: agenda.visits.filter(({ busy }) => overlaps(busy, period)),
    blocks: agenda.blocks.filter(({ during }) => overlaps(during, period)),
  }
}

const dayMinutes = 24 * 60

/** Any other day is further away than any other time of the same day; then the time of day counts, as clocks show it. */
function distanceOf(zone: string, startsAt: Date, { date, time }: WantedDay): number {
  const days = Math.abs(dayNumber(localDateOf(zone, startsAt)) - dayNumber(date))
  return days * dayMinutes + Math.abs(minuteOf(localTimeOf(zone, startsAt)) - minuteOf(time))
}

function dayNumber(date: LocalDate): number {
  return Date.parse(`${date}T00:00Z`) / (dayMinutes * 60_000)
}

function minuteOf(time: LocalTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

interface RepeatLimits {
  readonly zone: string
  readonly startsAt: Date
  readonly weeks: number
  readonly now: Date
  readonly horizonDays: number
  /** How many further visits the person may have. */
  readonly room: number
}

export interface SeriesWish extends Pick<Booking, 'startsAt' | 'guestName'> {
  /** Who performs the visit that is repeated; null: several do, and then anybody may. */
  readonly staffId: number | null
  readonly weeks: number
  /** Visits after the one at `startsAt`, 1–`mostRepeats`. */
  readonly count: number
  /** The person's active visits. */
  readonly own: readonly OwnBooking[]
}

/** One date of a series. */
export interface SeriesDate {
  /** The same local time as that of the visit that is repeated. */
  readonly wanted: Date
  /** Why it can't be at that time with that specialist; null: it can, and that is the offer. */
  readonly refusal: StartRefusal | 'own_overlap' | null
  /** Null: nothing is free on the days around it either. */
  readonly offer: SeriesOffer | null
}

export interface SeriesOffer extends VisitPlan {
  /** Who performs all of it; null: anybody, or several. */
  readonly staffId: number | null
}

/** A bit a date, the first date's the lowest. */
export interface SeriesChoice {
  /** Free dates that the person does not want. */
  readonly leftOut: number
  /** Dates that are not free, and whose offer they want. */
  readonly taken: number
}
