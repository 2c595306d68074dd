import type { UseCaseContext } from '../context.ts'
import { countUpcomingVisits } from '../domain/booking-rules.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import type { Actor } from './actor.ts'

export interface PrivacyView {
  /** Visits ahead, which end with the person's data. */
  readonly upcoming: number
  readonly banned: boolean
  readonly worksHere: boolean
}

/** What a person should know before they take or remove their data. */
export async function viewPrivacy(ctx: UseCaseContext, actor: Actor): Promise<PrivacyView> {
  const now = ctx.clock.now()
  const upcoming = countUpcomingVisits(await listActiveBookings(ctx.db, actor.userId, now), now)
  return { upcoming, banned: actor.banned, worksHere: actor.staffId !== null }
}
