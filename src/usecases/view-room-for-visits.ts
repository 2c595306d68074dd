import type { UseCaseContext } from '../context.ts'
import { countUpcomingVisits } from '../domain/booking-rules.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'

export interface RoomForVisits {
  /** How many visits they have ahead. */
  readonly upcoming: number
  /** How many more they may book now. */
  readonly left: number
  /** They may book none at all, and are told how to reach the business; its phone, if it has one. */
  readonly ban: { readonly phone: string | null } | null
}

/** Told before somebody chooses a time in vain; the booking itself counts again. */
export async function viewRoomForVisits(ctx: UseCaseContext, actor: Actor): Promise<RoomForVisits> {
  const { maxBookingsPerUser: limit, phone } = await loadSettings(ctx)
  const now = ctx.clock.now()
  const upcoming = countUpcomingVisits(await listActiveBookings(ctx.db, actor.userId, now), now)
  if (actor.banned) return { upcoming, left: 0, ban: { phone } }
  return { upcoming, left: Math.max(0, limit - upcoming), ban: null }
}
