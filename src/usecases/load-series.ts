import type { UseCaseContext } from '../context.ts'
import type { Agenda } from '../domain/agenda.ts'
import { countUpcomingVisits } from '../domain/booking-rules.ts'
import { isActive } from '../domain/booking-status.ts'
import type { Booking } from '../domain/booking.ts'
import {
  countRepeats,
  isChoiceOf,
  planSeries,
  seriesPeriod,
  type SeriesChoice,
  type SeriesDate,
} from '../domain/series.ts'
import type { Settings } from '../domain/settings.ts'
import { specialistOf } from '../domain/visit.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { findVisitCard, type VisitCardRow } from './find-visit-card.ts'
import { loadAgenda } from './load-agenda.ts'
import { loadSettings } from './load-settings.ts'

/** Weeks between the visits of a series. */
export const repeatSteps = [1, 2, 3, 4] as const

/** A visit of the person's own that can be repeated, and what limits how often. */
export interface RepeatableVisit {
  readonly row: VisitCardRow
  readonly settings: Settings
  /** The person's active visits. */
  readonly own: readonly Booking[]
  /** How many further visits the person may have; may be less than none. */
  readonly room: number
}

/**
 * `booking_gone`: not theirs, or none; `not_repeatable`: cancelled, over, or only offered; `repeats_already`: later visits
 * of its series are booked.
 */
export type RepeatableRefusal = 'booking_gone' | 'not_repeatable' | 'repeats_already'

export type LoadedRepeatable =
  ({ readonly ok: true } & RepeatableVisit) | { readonly ok: false; readonly reason: RepeatableRefusal }

export async function loadRepeatable(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  bookingId: number,
): Promise<LoadedRepeatable> {
  const now = ctx.clock.now()
  const row = await findVisitCard(db, bookingId)
  if (row?.userId !== actor.userId) return { ok: false, reason: 'booking_gone' }
  const isAhead = isActive(row.status) && row.pendingFor !== 'offer' && row.startsAt > now
  if (!isAhead) return { ok: false, reason: 'not_repeatable' }

  const own = await listActiveBookings(db, actor.userId, now)
  const isLater = ({ seriesId, visitId, startsAt }: Booking) =>
    seriesId === row.seriesId && visitId !== row.visitId && startsAt > row.startsAt
  if (row.seriesId !== null && own.some(isLater)) return { ok: false, reason: 'repeats_already' }
  const settings = await loadSettings(ctx, db)
  return { ok: true, row, settings, own, room: settings.maxBookingsPerUser - countUpcomingVisits(own, now) }
}

/** How often the visit can be repeated in these steps. */
export function mostRepeatsOf({ row, settings, room }: RepeatableVisit, weeks: number, now: Date): number {
  const { timeZone: zone, horizonDays } = settings
  return countRepeats({ zone, startsAt: row.startsAt, weeks, now, horizonDays, room })
}

/** Whether the visit can be repeated at all: neither the person's limit nor the horizon leaves no date. */
export function hasRepeats(visit: RepeatableVisit, now: Date): boolean {
  return repeatSteps.some((weeks) => mostRepeatsOf(visit, weeks, now) > 0)
}

export interface SeriesInput {
  /** The visit that is repeated. */
  readonly bookingId: number
  readonly weeks: number
  readonly count: number
  readonly choice: SeriesChoice
}

export type LoadedSeries =
  | ({ readonly ok: true; readonly agenda: Agenda; readonly plan: readonly SeriesDate[] } & RepeatableVisit)
  | { readonly ok: false; readonly reason: SeriesRefusal }

/** `not_possible`: not so often, not in such steps, or a choice that fits no such series. */
export type SeriesRefusal = RepeatableRefusal | 'not_possible' | 'service_gone' | 'staff_gone'

/** The dates of a series as they could be booked now, read in a fixed number of statements. */
export async function loadSeries(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  { bookingId, weeks, count, choice }: SeriesInput,
): Promise<LoadedSeries> {
  const now = ctx.clock.now()
  const loaded = await loadRepeatable(ctx, db, actor, bookingId)
  if (!loaded.ok) return loaded
  const { row, settings, own } = loaded
  const isStep = repeatSteps.some((step) => step === weeks)
  const isPossible = isStep && count > 0 && count <= mostRepeatsOf(loaded, weeks, now)
  if (!isPossible || !isChoiceOf(count, choice)) return { ok: false, reason: 'not_possible' }

  const { startsAt, guestName } = row
  const wish = { staffId: specialistOf(row), startsAt, guestName, weeks, count, own }
  const query = {
    serviceIds: serviceIdsOf(row),
    staffId: null,
    settings,
    period: (policy: Agenda['policy'], services: readonly Agenda['service'][]) =>
      seriesPeriod(policy, services, wish),
  }
  const found = await loadAgenda(ctx, query, db)
  if (!found.ok) return found
  const { agenda } = found
  if (agenda.specialists.length === 0) return { ok: false, reason: 'staff_gone' }
  return { ...loaded, agenda, plan: planSeries(agenda, wish, now) }
}

export function serviceIdsOf({ parts }: VisitCardRow): number[] {
  return parts.map(({ serviceId }) => serviceId)
}
