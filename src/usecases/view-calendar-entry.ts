import type { UseCaseContext, VisitCard } from '../context.ts'
import { findVisitCard } from './find-visit-card.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'

export type CalendarEntryView =
  | {
      readonly ok: true
      readonly visit: VisitCard
      /** The same for the visit at all its times, in this business. */
      readonly visitId: number
      readonly now: Date
    }
  | { readonly ok: false; readonly reason: 'booking_gone' }

/** One of the person's own visits, for their calendar; a cancelled one too, so that it can be taken out of there. */
export async function viewCalendarEntry(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly bookingId: number },
): Promise<CalendarEntryView> {
  const row = await findVisitCard(ctx.db, input.bookingId)
  if (row?.userId !== actor.userId || row.pendingFor === 'offer') return { ok: false, reason: 'booking_gone' }
  const visit = toVisitCard(row, await loadSettings(ctx))
  return { ok: true, visit, visitId: row.visitId, now: ctx.clock.now() }
}
