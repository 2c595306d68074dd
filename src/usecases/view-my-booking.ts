import type { UseCaseContext, VisitCard } from '../context.ts'
import { changeDeadline, countUpcomingVisits, isChangeable } from '../domain/booking-rules.ts'
import { isActive } from '../domain/booking-status.ts'
import type { Settings } from '../domain/settings.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import { findSeriesCards, findVisitCard, type VisitCardRow } from './find-visit-card.ts'
import type { Actor } from './actor.ts'
import { hasRepeats } from './load-series.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'

export interface MyBooking {
  readonly ok: true
  readonly visit: VisitCard
  /** The client may still move or cancel it. */
  readonly changeable: boolean
  /** Further visits like it can be booked: it is ahead, and the client's limit and the horizon leave room for one. */
  readonly repeatable: boolean
  /** How many visits of its series are booked after it; absent: it belongs to none. */
  readonly laterInSeries?: number
}

export type MyBookingView = MyBooking | { readonly ok: false; readonly reason: 'booking_gone' }

/** One of the person's own visits; anybody else's does not exist for them, nor does one that is only offered. */
export async function viewMyBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly bookingId: number },
): Promise<MyBookingView> {
  const row = await findVisitCard(ctx.db, input.bookingId)
  if (row?.userId !== actor.userId || row.pendingFor === 'offer') return { ok: false, reason: 'booking_gone' }
  const settings = await loadSettings(ctx)
  const deadline = changeDeadline(row, row.parts, settings)
  const now = ctx.clock.now()
  const changeable = isActive(row.status) && isChangeable(row.startsAt, deadline, now)
  const repeatable = await canRepeat(ctx, actor, row, settings, now)
  const view = { ok: true, visit: toVisitCard(row, settings), changeable, repeatable } as const
  return row.seriesId === null ? view : { ...view, laterInSeries: await countLater(ctx, row, row.seriesId) }
}

async function canRepeat(
  ctx: UseCaseContext,
  actor: Actor,
  row: VisitCardRow,
  settings: Settings,
  now: Date,
): Promise<boolean> {
  if (actor.banned || !isActive(row.status) || row.startsAt <= now) return false
  const own = await listActiveBookings(ctx.db, actor.userId, now)
  const room = settings.maxBookingsPerUser - countUpcomingVisits(own, now)
  return hasRepeats({ row, settings, own, room }, now)
}

async function countLater(
  ctx: UseCaseContext,
  { userId, visitId, startsAt }: VisitCardRow,
  seriesId: number,
): Promise<number> {
  const rows = await findSeriesCards(ctx.db, userId, seriesId, startsAt)
  return rows.filter((row) => row.visitId !== visitId).length
}
