import type { Agenda } from './agenda.ts'
import type { AvailabilityOptions } from './availability.ts'
import { openCalendarAround, windowsOf, type Calendar, type Column } from './calendar.ts'
import { buffersOf, openSearches, type Chain, type ChainSearch, type Stretch } from './chain.ts'
import { fingerprintOfText } from './fingerprint.ts'
import { freshInstants } from './free-starts.ts'
import { intersect, lengthOf, merge, type Interval } from './interval.ts'
import { dayBounds, localDateOf } from './local-time.ts'
import { holds, joinableSessions, type Session } from './slots.ts'
import { leastPrice, priceOfParts } from './visit.ts'

const minuteMs = 60_000

/** One way to perform a visit: who does which of its services, and when. */
export interface VisitPlan {
  readonly startsAt: Date
  readonly endsAt: Date
  /** In the order of time, back to back. */
  readonly parts: readonly [PlannedPart, ...PlannedPart[]]
  /** The group session that it joins; null: a visit of its own. */
  readonly sessionId: number | null
}

export interface PlannedPart {
  readonly serviceId: number
  readonly staffId: number
  readonly staffName: string
  readonly startsAt: Date
  readonly endsAt: Date
  /** With the buffers at the edges of what this specialist does in a row; there are none in between. */
  readonly busy: Interval
  readonly durationMin: number
  /** Minor units; null: on request. */
  readonly priceMinor: number | null
}

/** Of the ways that begin with one specialist and change as often; more would only say no more slowly. */
const mostWays = 10

/**
 * Ways to perform the visit at a start that is free, in the order in which "any specialist" tries them: as few changes
 * of the specialist as can be; then who has a session with places left at this very start (it is filled before another
 * is opened); then whoever is least busy on that date, together; then the agenda's order. Busy time counts with
 * buffers, over the whole of a date's working time, also past midnight. There is at least one if any specialist can
 * begin, but of visits of several services not every way there is: their number is a power of the specialists'.
 */
export function* plansAt(
  agenda: Agenda,
  startsAt: Date,
  options: AvailabilityOptions,
): Generator<VisitPlan, void, undefined> {
  const calendar = openCalendarAround(agenda, startsAt, startsAt, options)
  const search = openSearches(calendar).free
  const columns = calendar.columns.filter((column) => begins(calendar, search, column, startsAt))
  const busyMs = rememberBusy(calendar, startsAt)
  for (let stretches = 1; stretches <= calendar.shape.parts.length; stretches++) {
    const ranked = [
      ...(stretches === 1 ? joining(calendar, startsAt) : []),
      ...columns
        .flatMap((column) => chainsOf(search, column, startsAt, stretches))
        .map((chain) => planOf(calendar, chain)),
    ].map((plan) => ({ plan, busyMs: busyMs(plan) }))
    const isFresh = ({ plan }: { plan: VisitPlan }) => Number(plan.sessionId === null)
    yield* ranked.sort((a, b) => isFresh(a) - isFresh(b) || a.busyMs - b.busyMs).map(({ plan }) => plan)
  }
}

/** Whether one of this specialist's starts is just then: the hours of others have others. */
function begins(calendar: Calendar, search: ChainSearch, column: Column, startsAt: Date): boolean {
  return calendar.dates
    .flatMap((date) => freshInstants(calendar, search, column, windowsOf(column, date)))
    .includes(startsAt.getTime())
}

/** More ways than these are not looked through for their prices. */
const mostPlans = 40

/** The first of `plansAt`: what is said of a visit before it is booked is said of them. */
export function likelyPlans(agenda: Agenda, startsAt: Date, options: AvailabilityOptions): VisitPlan[] {
  const plans: VisitPlan[] = []
  for (const plan of plansAt(agenda, startsAt, options)) {
    plans.push(plan)
    if (plans.length === mostPlans) break
  }
  return plans
}

/** What somebody agrees to by booking, besides the time. */
export interface VisitTerms {
  readonly durationMin: number
  /** Minor units; null: on request. Of several ways the least. */
  readonly priceMinor: number | null
  /** Whoever could perform it differ in price. */
  readonly priceVaries: boolean
}

/** Of the ways in which a visit can be performed at a start; at least one. */
export function termsOf(plans: readonly VisitPlan[]): VisitTerms {
  const durationMin = plans[0]?.parts.reduce((sum, part) => sum + part.durationMin, 0) ?? 0
  return { durationMin, ...leastPrice(plans.map(({ parts }) => priceOfParts(parts))) }
}

/**
 * A number that tells terms from others, for the data of a button beside much else: three digits in base 36. Who confirms
 * a visit carries that of what they saw, so that it is not booked for another price.
 */
export function fingerprintOfTerms(terms: VisitTerms, currency: string): number {
  const { durationMin, priceMinor, priceVaries } = terms
  return fingerprintOfText(JSON.stringify([durationMin, priceMinor, priceVaries, currency])) % 36 ** 3
}

/** Whether the terms are still those of the fingerprint that was seen; undefined: none was. */
export function areTermsAsSeen(
  plans: readonly VisitPlan[],
  currency: string,
  seen: number | undefined,
): boolean {
  return seen === undefined || seen === fingerprintOfTerms(termsOf(plans), currency)
}

/** The first of those with just so many stretches. */
function chainsOf(search: ChainSearch, column: Column, startsAt: Date, stretches: number): Chain[] {
  const chains: Chain[] = []
  const collect = (chain: Chain): boolean => {
    if (chain.length === stretches) chains.push(chain)
    return chains.length === mostWays
  }
  search.find(column, startsAt.getTime(), collect, stretches)
  return chains
}

function planOf(calendar: Calendar, chain: Chain): VisitPlan {
  const [first, ...others] = chain.flatMap((stretch) => partsOfStretch(calendar, stretch))
  if (!first) throw new Error('a visit without services was planned')
  const last = others.at(-1) ?? first
  return { startsAt: first.startsAt, endsAt: last.endsAt, parts: [first, ...others], sessionId: null }
}

function partsOfStretch({ shape }: Calendar, { column, first, last, start }: Stretch): PlannedPart[] {
  const { beforeMin, afterMin } = buffersOf(shape, first, last)
  const parts: PlannedPart[] = []
  let from = start
  for (let index = first; index <= last; index++) {
    const [part, specialist] = [shape.parts[index], column.performs[index]]
    if (!part || !specialist) throw new Error('a specialist was planned for what they do not perform')
    const until = from + specialist.durationMin * minuteMs
    parts.push({
      serviceId: part.id,
      staffId: column.staffId,
      staffName: specialist.name,
      startsAt: new Date(from),
      endsAt: new Date(until),
      busy: {
        start: new Date(from - (index === first ? beforeMin * minuteMs : 0)),
        end: new Date(until + (index === last ? afterMin * minuteMs : 0)),
      },
      durationMin: specialist.durationMin,
      priceMinor: specialist.priceMinor,
    })
    from = until
  }
  return parts
}

/** Who joins a session takes its times over, also where the service's duration has changed since. */
function joining(calendar: Calendar, startsAt: Date): VisitPlan[] {
  return calendar.columns.flatMap((column) =>
    calendar.dates
      .flatMap((date) => joinableSessions(column.diary, windowsOf(column, date)))
      .filter(({ start }) => start.getTime() === startsAt.getTime())
      .map((session) => joiningPlan(calendar, column, session)),
  )
}

function joiningPlan({ shape }: Calendar, column: Column, session: Session): VisitPlan {
  const [specialist] = column.performs
  if (!specialist) throw new Error('a group is led by somebody who does not perform it')
  const { start: startsAt, end: endsAt, busy, id: sessionId } = session
  const { name: staffName, durationMin, priceMinor } = specialist
  const { staffId } = column
  const part = {
    serviceId: shape.parts[0].id,
    staffId,
    staffName,
    startsAt,
    endsAt,
    busy,
    durationMin,
    priceMinor,
  }
  return { startsAt, endsAt, parts: [part], sessionId }
}

/** How busy everybody of a plan is together. */
function rememberBusy(calendar: Calendar, startsAt: Date): (plan: VisitPlan) => number {
  const known = new Map(
    calendar.columns.map((column) => [column.staffId, busyMsOn(calendar, column, startsAt)] as const),
  )
  return ({ parts }) => {
    const staffIds = new Set(parts.map(({ staffId }) => staffId))
    return [...staffIds].reduce((sum, staffId) => sum + (known.get(staffId) ?? 0), 0)
  }
}

function busyMsOn(calendar: Calendar, column: Column, startsAt: Date): number {
  const date = calendar.dates.find((one) => holds(windowsOf(column, one), startsAt))
  const bounds = dayBounds(calendar.zone, date ?? localDateOf(calendar.zone, startsAt))
  const windows = date === undefined ? [] : windowsOf(column, date)
  return lengthOf(intersect(merge(column.busy), merge([bounds, ...windows])))
}
