import type { UseCaseContext } from '../context.ts'
import { visitOf } from '../domain/visit.ts'
import { listVisitRows } from '../storage/bookings.ts'
import type { Actor } from './actor.ts'
import { decidesOn, requireRequest, type BookingRequest } from './lock-request.ts'

export type RequestView =
  | { readonly ok: true; readonly request: BookingRequest }
  | { readonly ok: false; readonly reason: 'booking_gone' }

/** A booking that this person may decide on, decided or not. */
export async function viewRequest(
  ctx: UseCaseContext,
  actor: Actor,
  { bookingId }: { readonly bookingId: number },
): Promise<RequestView> {
  const booking = visitOf(await listVisitRows(ctx.db, bookingId))
  if (!booking || !decidesOn(actor, booking)) return { ok: false, reason: 'booking_gone' }
  return { ok: true, request: await requireRequest(ctx, ctx.db, bookingId) }
}
