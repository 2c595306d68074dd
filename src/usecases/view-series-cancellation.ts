import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Actor } from './actor.ts'
import { loadSeriesCancellation } from './load-series-cancellation.ts'
import { toVisitCard } from './visit-card.ts'

export type SeriesCancellationView =
  | {
      readonly ok: true
      /** What would be cancelled, the nearest first. */
      readonly due: readonly VisitCard[]
      /** What stays, because its deadline has passed. */
      readonly tooLate: readonly VisitCard[]
      /** Of what would be cancelled. */
      readonly fingerprint: number
    }
  | { readonly ok: false; readonly reason: 'booking_gone' }

/** Before a visit and all later ones of its series are cancelled: which would go, and which stay. */
export async function viewSeriesCancellation(
  ctx: UseCaseContext,
  actor: Actor,
  { bookingId }: { readonly bookingId: number },
): Promise<SeriesCancellationView> {
  const loaded = await loadSeriesCancellation(ctx, ctx.db, actor, bookingId)
  if (!loaded.ok) return loaded
  const { due, tooLate, settings, fingerprint } = loaded
  return {
    ok: true,
    due: due.map((row) => toVisitCard(row, settings)),
    tooLate: tooLate.map((row) => toVisitCard(row, settings)),
    fingerprint,
  }
}
