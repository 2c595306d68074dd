import type { UseCaseContext, VisitCard } from '../context.ts'
import { cancellationHoursOf, refuseCancellation, type CancelRefusal } from '../domain/booking-rules.ts'
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
  /** In the client's own words, or the label of the button that they chose; absent or null: none given. */
  readonly reason?: string | null
}

export type CancelBookingResult =
  | { readonly ok: true; readonly visit: VisitCard }
  | { readonly ok: false; readonly reason: 'booking_gone' | 'already_cancelled' }
  | {
      readonly ok: false
      readonly reason: 'too_late'
      /** Hours before the start until which a client may cancel. */
      readonly hours: number
      /** How to reach the business instead. */
      readonly phone: string | null
    }

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
    const hours = cancellationHoursOf(booking, services, settings)
    const refusal = refuseCancellation(booking, hours, now)
    if (refusal) return refused(refusal, hours, settings.phone)
    await withdrawBooking(ctx, tx, actor, booking, { reason: reasonOf(input.reason) })
    return { ok: true, visit: await requireVisitCard(ctx, tx, booking.id) }
  })
}

function refused(reason: CancelRefusal, hours: number, phone: string | null): CancelBookingResult {
  return reason === 'too_late' ? { ok: false, reason, hours, phone } : { ok: false, reason }
}

/** A cancellation never fails for its reason: words that are none count as none. */
function reasonOf(given: string | null | undefined): string | null {
  const read = readOwnWords(given ?? '', ownWordsLimits.cancelReason)
  return read.ok ? read.words : null
}
