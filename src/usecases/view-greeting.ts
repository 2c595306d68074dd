import type { UseCaseContext, VisitCard } from '../context.ts'
import { hasActiveService } from '../storage/services.ts'
import { listUpcomingCards } from '../storage/visit-cards.ts'
import type { Actor } from './actor.ts'
import { pageOfCards } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'

export interface Greeting {
  readonly businessName: string
  readonly next: VisitCard | null
  /** There is something to book. */
  readonly bookable: boolean
  /** Visits are followed by reminders. */
  readonly reminds: boolean
}

export async function viewGreeting(ctx: UseCaseContext, actor: Actor): Promise<Greeting> {
  const settings = await loadSettings(ctx)
  const { rows } = pageOfCards(await listUpcomingCards(ctx.db, actor.userId, ctx.clock.now(), 1, 0))
  const [next] = rows
  return {
    businessName: settings.businessName,
    next: next ? toVisitCard(next, settings) : null,
    bookable: await hasActiveService(ctx.db),
    reminds: settings.reminderHours.length > 0,
  }
}
