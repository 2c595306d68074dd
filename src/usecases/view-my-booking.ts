import type { UseCaseContext, VisitCard } from '../context.ts'
import { changeDeadline, isChangeable } from '../domain/booking-rules.ts'
import { isActive } from '../domain/booking-status.ts'
import { findSeriesCards, findVisitCard, type VisitCardRow } from './find-visit-card.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'

export type MyBookingView =
  | {
      readonly ok: true
      readonly visit: VisitCard
      /** The client may still move or cancel it. */
      readonly changeable: boolean
      /** How many visits of its series are booked after it; absent: it belongs to none. */
      readonly laterInSeries?: number
    }
  | { readonly ok: false; readonly reason: 'booking_gone' }

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
  const changeable = isActive(row.status) && isChangeable(row.startsAt, deadline, ctx.clock.now())
  const view = { ok: true, visit: toVisitCard(row, settings), changeable } as const
  return row.seriesId === null ? view : { ...view, laterInSeries: await countLater(ctx, row, row.seriesId) }
}

async function countLater(
  ctx: UseCaseContext,
  { userId, visitId, startsAt }: VisitCardRow,
  seriesId: number,
): Promise<number> {
  const rows = await findSeriesCards(ctx.db, userId, seriesId, startsAt)
  return rows.filter((row) => row.visitId !== visitId).length
}
