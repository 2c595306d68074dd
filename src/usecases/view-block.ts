import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { findBlockCard, type BlockCard } from './time-off-card.ts'

export type BlockView =
  { readonly ok: true; readonly card: BlockCard } | { readonly ok: false; readonly reason: 'block_gone' }

export async function viewBlock(
  ctx: UseCaseContext,
  actor: Actor,
  { blockId }: { readonly blockId: number },
): Promise<BlockView> {
  const card = await findBlockCard(ctx, ctx.db, actor, blockId)
  return card ? { ok: true, card } : { ok: false, reason: 'block_gone' }
}
