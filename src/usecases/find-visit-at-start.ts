import type { UseCaseContext, VisitCard } from '../context.ts'
import { isChosenVisit, visitsOf, type VisitChoice } from '../domain/visit.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import type { Actor } from './actor.ts'
import { requireVisitCard } from './require-visit-card.ts'

/** The person's own coming visit that this choice has led to, for themselves or for somebody else; null: none. */
export async function findVisitAtStart(
  ctx: UseCaseContext,
  actor: Actor,
  choice: VisitChoice,
): Promise<VisitCard | null> {
  const own = await listActiveBookings(ctx.db, actor.userId, ctx.clock.now())
  const made = visitsOf(own).find((visit) => isChosenVisit(visit, choice))
  return made ? await requireVisitCard(ctx, ctx.db, made.id) : null
}
