import type { UseCaseContext, VisitCard } from '../context.ts'
import type { AvailabilityOptions } from '../domain/availability.ts'
import { cancellationHoursOf, isChangeable } from '../domain/booking-rules.ts'
import { isActive } from '../domain/booking-status.ts'
import { findBooking } from '../storage/bookings.ts'
import { findVisitCard } from '../storage/visit-cards.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'

/** What calendar, times and summary are looked at for: a new visit, or one's own that moves. */
export interface VisitTarget {
  readonly serviceId: number
  /** Null: any specialist. */
  readonly staffId: number | null
  readonly movingBookingId: number | null
}

export type MovingRefusal = 'booking_gone' | 'too_late'

export type MovingVisit =
  | { readonly ok: true; readonly visit: VisitCard | null; readonly ignoreVisitId: number | undefined }
  | { readonly ok: false; readonly reason: MovingRefusal }

/** The visit that is being moved, if it is the actor's own and may still be; its own time then counts as free. */
export async function loadMovingVisit(
  ctx: UseCaseContext,
  actor: Actor,
  target: VisitTarget,
): Promise<MovingVisit> {
  if (target.movingBookingId === null) return { ok: true, visit: null, ignoreVisitId: undefined }
  const booking = await findBooking(ctx.db, target.movingBookingId)
  const row = await findVisitCard(ctx.db, target.movingBookingId)
  if (!booking || !row || booking.userId !== actor.userId || !isActive(booking.status)) {
    return { ok: false, reason: 'booking_gone' }
  }
  if (booking.serviceId !== target.serviceId) return { ok: false, reason: 'booking_gone' }
  const settings = await loadSettings(ctx)
  const hours = cancellationHoursOf(row, settings)
  if (!isChangeable(booking.startsAt, hours, ctx.clock.now())) return { ok: false, reason: 'too_late' }
  return { ok: true, visit: toVisitCard(row, settings), ignoreVisitId: booking.visitId }
}

/** How availability is asked for a target whose moving visit, if any, was found. */
export function availabilityOptions(
  target: VisitTarget,
  moving: Extract<MovingVisit, { ok: true }>,
): AvailabilityOptions {
  const ignored = moving.ignoreVisitId === undefined ? {} : { ignoreVisitId: moving.ignoreVisitId }
  return { staffId: target.staffId, ...ignored }
}
