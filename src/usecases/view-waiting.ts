import type { UseCaseContext, VisitCard } from '../context.ts'
import { listOwnEntries } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { requireVisitCard } from './require-visit-card.ts'
import { toWaitingCard, type WaitingCard } from './waiting-card.ts'

export type WaitingView =
  | {
      readonly ok: true
      readonly card: WaitingCard
      /** The place that is held for them at the moment, and until when; null: none. */
      readonly offer: { readonly visit: VisitCard; readonly until: Date } | null
    }
  | { readonly ok: false; readonly reason: 'entry_gone' }

/** What the person waits for; anybody else's entry does not exist for them. */
export async function viewWaiting(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly entryId: number },
): Promise<WaitingView> {
  const own = await listOwnEntries(ctx.db, actor.userId, ctx.clock.now())
  const entry = own.find(({ id }) => id === input.entryId)
  if (!entry) return { ok: false, reason: 'entry_gone' }
  const { offerId, offerUntil: until } = entry
  const visit = offerId === null ? null : await requireVisitCard(ctx, ctx.db, offerId)
  return {
    ok: true,
    card: await toWaitingCard(ctx.db, entry),
    offer: visit && until ? { visit, until } : null,
  }
}
