import type { OfferedService, PricedService } from './agenda.ts'
import type { Booking } from './booking.ts'

/** What a visit is as a whole, and the row that stands for it; its start and end are those of the whole visit. */
export interface Visit extends Booking {
  /** Its services in their order, those given up before not among them, unless all are. */
  readonly parts: readonly [Booking, ...Booking[]]
}

/** The rows of one visit as one; undefined: there are none. */
export function visitOf(rows: readonly Booking[]): Visit | undefined {
  const standing = standingOf(rows)
  if (!standing) return undefined
  const { lead, parts } = standing
  const last = parts.at(-1) ?? lead
  return { ...lead, startsAt: parts[0].startsAt, endsAt: last.endsAt, parts }
}

/** The same of rows that are known to be there. */
export function requireVisit(rows: readonly Booking[]): Visit {
  const visit = visitOf(rows)
  if (!visit) throw new Error('a visit has no bookings')
  return visit
}

/** Rows of several visits, visit by visit. */
export function visitsOf(rows: readonly Booking[]): Visit[] {
  const visitIds = [...new Set(rows.map(({ visitId }) => visitId))]
  return visitIds.flatMap((visitId) => visitOf(rows.filter((row) => row.visitId === visitId)) ?? [])
}

type Row = Pick<Booking, 'id' | 'startsAt' | 'status'>

/**
 * Of the rows of a visit those that make it up, in the order of time, and the one that stands for it: the first that is
 * still active; else the first that took place.
 */
export function standingOf<R extends Row>(
  rows: readonly R[],
): { readonly lead: R; readonly parts: readonly [R, ...R[]] } | undefined {
  const inTime = [...rows].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.id - b.id)
  const kept = inTime.filter(({ status }) => status !== 'cancelled')
  const [first, ...others] = kept.length > 0 ? kept : inTime
  if (!first) return undefined
  const parts = [first, ...others] as const
  const [lead = first] = [...parts].sort((a, b) => ranks[a.status] - ranks[b.status])
  return { lead, parts }
}

const ranks: Readonly<Record<Booking['status'], number>> = {
  pending: 0,
  confirmed: 0,
  completed: 1,
  no_show: 2,
  cancelled: 3,
}

/** Whether a visit is what was chosen: the same services in the same order, at that start, with that specialist. */
export function isChosenVisit(visit: Visit, choice: VisitChoice): boolean {
  const { serviceIds, staffId, startsAt } = choice
  return (
    visit.startsAt.getTime() === startsAt.getTime() &&
    visit.parts.length === serviceIds.length &&
    visit.parts.every((part, index) => part.serviceId === serviceIds[index]) &&
    (staffId === null || visit.parts.every((part) => part.staffId === staffId))
  )
}

export interface VisitChoice {
  readonly serviceIds: readonly number[]
  /** Null: any specialist. */
  readonly staffId: number | null
  readonly startsAt: Date
}

/** Of several prices the least that is known, in minor units, and whether they differ; null: all are on request. */
export function leastPrice(prices: readonly (number | null)[]): {
  readonly priceMinor: number | null
  readonly priceVaries: boolean
} {
  const known = prices.filter((price) => price !== null)
  if (known.length === 0) return { priceMinor: null, priceVaries: false }
  return { priceMinor: Math.min(...known), priceVaries: new Set(prices).size > 1 }
}

/** Services as people see them before anybody is chosen: at the least price. */
export function atLeastPrice(services: readonly PricedService[]): OfferedService[] {
  return services.map(({ prices, ...service }) => ({
    ...service,
    ...leastPrice(prices.length === 0 ? [service.priceMinor] : prices),
  }))
}

/** Minor units of all parts together; null: on request, as long as one of them is. */
export function priceOfParts(parts: readonly { readonly priceMinor: number | null }[]): number | null {
  const prices = parts.flatMap(({ priceMinor }) => priceMinor ?? [])
  return prices.length < parts.length ? null : prices.reduce((sum, price) => sum + price, 0)
}

/** The id of the one specialist who performs all parts of a visit, planned or booked; null: there are several. */
export function specialistOf({ parts }: PerformedVisit): number | null {
  const [{ staffId }] = parts
  return parts.every((part) => part.staffId === staffId) ? staffId : null
}

interface PerformedVisit {
  readonly parts: readonly [{ readonly staffId: number }, ...(readonly { readonly staffId: number }[])]
}
