import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Actor } from './actor.ts'
import { loadRepeatable, mostRepeatsOf, repeatSteps, type RepeatableRefusal } from './load-series.ts'
import { toVisitCard } from './visit-card.ts'

export type RepeatsView =
  | {
      readonly ok: true
      readonly visit: VisitCard
      /** Those steps in which the visit can be repeated at all; empty: in none. */
      readonly steps: readonly RepeatStep[]
      /** How many further visits the person may have; none or less: their limit is reached. */
      readonly room: number
      /** How many visits a person may have ahead. */
      readonly limit: number
      /** How many they have. */
      readonly upcoming: number
    }
  | { readonly ok: false; readonly reason: RepeatableRefusal }

export interface RepeatStep {
  /** Weeks from visit to visit. */
  readonly weeks: number
  /** The most further visits, at least one. */
  readonly most: number
  /** There would be more dates, if the person might have more visits at a time. */
  readonly isLimited: boolean
}

/** How a visit of the person's own can be repeated. */
export async function viewRepeats(
  ctx: UseCaseContext,
  actor: Actor,
  { bookingId }: { readonly bookingId: number },
): Promise<RepeatsView> {
  const loaded = await loadRepeatable(ctx, ctx.db, actor, bookingId)
  if (!loaded.ok) return loaded
  const { row, settings, room } = loaded
  const now = ctx.clock.now()
  const steps = repeatSteps.map((weeks) => {
    const most = mostRepeatsOf(loaded, weeks, now)
    return { weeks, most, isLimited: most < mostRepeatsOf({ ...loaded, room: Infinity }, weeks, now) }
  })
  return {
    ok: true,
    visit: toVisitCard(row, settings),
    steps: steps.filter(({ most }) => most > 0),
    room,
    limit: settings.maxBookingsPerUser,
    upcoming: settings.maxBookingsPerUser - room,
  }
}
