import type { UseCaseContext, VisitCard } from '../context.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import type { Actor } from './actor.ts'
import { requireVisitCard } from './require-visit-card.ts'

interface Choice {
  readonly serviceId: number
  /** Null: any specialist. */
  readonly staffId: number | null
  readonly startsAt: Date
}

/** The person's own coming visit that this choice has led to, for themselves or for somebody else; null: none. */
export async function findVisitAtStart(
  ctx: UseCaseContext,
  actor: Actor,
  { serviceId, staffId, startsAt }: Choice,
): Promise<VisitCard | null> {
  const own = await listActiveBookings(ctx.db, actor.userId, ctx.clock.now())
  const made = own.find(
    (booking) =>
      booking.serviceId === serviceId &&
      booking.startsAt.getTime() === startsAt.getTime() &&
      (staffId === null || booking.staffId === staffId),
  )
  return made ? await requireVisitCard(ctx, ctx.db, made.id) : null
}
