import type { UseCaseContext, VisitCard } from '../context.ts'
import { listPastCards, listUpcomingCards } from '../storage/visit-cards.ts'
import { listOwnEntries } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { pageOfCards } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'
import { toWaitingCard, type WaitingCard } from './waiting-card.ts'

export interface MyBookings {
  readonly visits: readonly VisitCard[]
  /** What they wait for; of coming visits only. */
  readonly waiting: readonly WaitingCard[]
  /** Counted from 0; 0 when the page asked for does not exist any more. */
  readonly page: number
  readonly pages: number
}

const pageSize = 5

/** The person's own visits: coming ones nearest first, past and cancelled ones latest first. */
export async function listMyBookings(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly scope: 'upcoming' | 'past'; readonly page: number },
): Promise<MyBookings> {
  const settings = await loadSettings(ctx)
  const list = input.scope === 'upcoming' ? listUpcomingCards : listPastCards
  const now = ctx.clock.now()
  const { rows, total } = pageOfCards(await list(ctx.db, actor.userId, now, pageSize, input.page * pageSize))
  if (rows.length === 0 && input.page > 0) {
    return await listMyBookings(ctx, actor, { ...input, page: 0 })
  }
  const entries = input.scope === 'upcoming' ? await listOwnEntries(ctx.db, actor.userId, now) : []
  return {
    waiting: await Promise.all(entries.map((entry) => toWaitingCard(ctx.db, entry))),
    visits: rows.map((row) => toVisitCard(row, settings)),
    page: input.page,
    pages: Math.max(1, Math.ceil(total / pageSize)),
  }
}
