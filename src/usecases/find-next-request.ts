import type { UseCaseContext } from '../context.ts'
import { listRequestIds } from '../storage/requests.ts'
import type { Actor } from './actor.ts'
import { reachOf } from './permission.ts'

export type NextRequest =
  | {
      readonly ok: true
      /** How many wait besides this booking. */
      readonly others: number
      /** Null: none does. */
      readonly bookingId: number | null
    }
  | { readonly ok: false; readonly reason: 'forbidden' }

/**
 * The request that follows on this booking among all that the actor decides on, whether or not it waits any more; after the
 * last comes the first.
 */
export async function findNextRequest(
  ctx: UseCaseContext,
  actor: Actor,
  { bookingId }: { readonly bookingId: number },
): Promise<NextRequest> {
  const reach = reachOf(actor, 'bookings')
  if (!reach) return { ok: false, reason: 'forbidden' }
  const staffId = reach === 'everybody' ? null : reach.staffId
  const ids = await listRequestIds(ctx.db, { staffId, after: bookingId, now: ctx.clock.now() })
  const others = ids.filter((id) => id !== bookingId)
  return { ok: true, others: others.length, bookingId: others[0] ?? null }
}
