import type { UseCaseContext, VisitCard } from '../context.ts'
import { changeDeadline, refuseCancellation, type CancelRefusal } from '../domain/booking-rules.ts'
import { ownWordsLimits, readOwnWords } from '../domain/own-words.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import { listServices } from '../storage/services.ts'
import type { Actor } from './actor.ts'
import { redeliveryWindow } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import { lockOwnBooking } from './lock-own-booking.ts'
import { requireVisitCard } from './require-visit-card.ts'
import { withdrawBooking } from './withdraw-booking.ts'

export interface CancelBookingInput {
  readonly bookingId: number
  /** Of the booking as the question showed it. */
  readonly version: number
  /** In the client's own words, or the label of the button that they chose; absent or null: none given. */
  readonly reason?: string | null
}

export type CancelBookingResult =
  { readonly ok: true; readonly visit: VisitCard } | { readonly ok: false; readonly reason: CancelRefusal }

/** Cancels the person's own visit while its deadline allows: its time is free and its reminders are off at once. */
export async function cancelBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: CancelBookingInput,
): Promise<CancelBookingResult> {
  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const booking = await lockOwnBooking(tx, actor, input.bookingId)
    if (!booking) return { ok: false, reason: 'booking_gone' }
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'booking.cancel', redeliveryWindow(now))
    if (repeated) return { ok: true, visit: await requireVisitCard(ctx, tx, repeated.entityId) }

    const settings = await loadSettings(ctx, tx)
    const services = await listServices(
      tx,
      booking.parts.map(({ serviceId }) => serviceId),
    )
    const refusal = refuseCancellation(booking, input, changeDeadline(booking, services, settings), now)
    if (refusal) return { ok: false, reason: refusal }
    await withdrawBooking(ctx, tx, actor, booking, { reason: reasonOf(input.reason) })
    return { ok: true, visit: await requireVisitCard(ctx, tx, booking.id) }
  })
}

/** A cancellation never fails for its reason: words that are none count as none. */
function reasonOf(given: string | null | undefined): string | null {
  const read = readOwnWords(given ?? '', ownWordsLimits.cancelReason)
  return read.ok ? read.words : null
}
