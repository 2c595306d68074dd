import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { findBreakCard, type BreakCard } from './time-off-card.ts'

export type BreakView =
  { readonly ok: true; readonly card: BreakCard } | { readonly ok: false; readonly reason: 'break_gone' }

export async function viewBreak(
  ctx: UseCaseContext,
  actor: Actor,
  { ruleId }: { readonly ruleId: number },
): Promise<BreakView> {
  const card = await findBreakCard(ctx, ctx.db, actor, ruleId)
  return card ? { ok: true, card } : { ok: false, reason: 'break_gone' }
}
