import type { UseCaseContext } from '../context.ts'
import { visitOf } from '../domain/visit.ts'
import { listVisitRows } from '../storage/bookings.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'
import { requireStaffBooking, type StaffBooking } from './require-staff-booking.ts'

export type StaffBookingView =
  | { readonly ok: true; readonly booking: StaffBooking }
  | { readonly ok: false; readonly reason: 'booking_gone' }

/** A visit with its client and its history: any for admins, for a specialist those in which they do something. */
export async function viewStaffBooking(
  ctx: UseCaseContext,
  actor: Actor,
  { bookingId }: { readonly bookingId: number },
): Promise<StaffBookingView> {
  const visit = visitOf(await listVisitRows(ctx.db, bookingId))
  if (!visit || !mayOpenCard(actor, visit)) return { ok: false, reason: 'booking_gone' }
  return { ok: true, booking: await requireStaffBooking(ctx, ctx.db, actor, bookingId) }
}

/** Whoever performs any part of it, and admins. */
export function mayOpenCard(
  actor: Pick<Actor, 'role' | 'staffId'>,
  { parts }: { readonly parts: readonly { readonly staffId: number }[] },
): boolean {
  return parts.some(({ staffId }) => isPermitted(actor, 'bookings', staffId))
}
