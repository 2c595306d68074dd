import type { UseCaseContext } from '../context.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { lockBlock, markLifted } from '../storage/time-off.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { isPermitted } from './permission.ts'
import { findBlockCard, type BlockCard } from './time-off-card.ts'

export interface LiftBlockInput {
  readonly blockId: number
  /** Of the block as it was shown. */
  readonly version: number
}

export type LiftBlockResult =
  | { readonly ok: true; readonly card: BlockCard }
  | { readonly ok: false; readonly reason: 'block_gone' }
  /** Somebody else was faster, or its time is over: the card shows how it is. */
  | { readonly ok: false; readonly reason: 'changed_meanwhile'; readonly card: BlockCard }

/** Gives blocked time back: it can be booked at once, and is offered to those who wait for it. */
export async function liftBlock(
  ctx: UseCaseContext,
  actor: Actor,
  { blockId, version }: LiftBlockInput,
): Promise<LiftBlockResult> {
  return await ctx.db.transaction(async (tx): Promise<LiftBlockResult> => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const block = await lockBlock(tx, blockId)
    if (!block || !isPermitted(actor, 'blocks', block.staffId)) return { ok: false, reason: 'block_gone' }
    const present = async () => await requireCard(ctx, tx, actor, blockId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'block.lift', redeliveryWindow(now))
    if (repeated) return { ok: true, card: await present() }
    const { liftedAt, staffId, during } = block
    if (block.version !== version || liftedAt || during.end <= now) {
      return { ok: false, reason: 'changed_meanwhile', card: await present() }
    }

    await markLifted(tx, blockId, now)
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'block.lift',
      entity: 'block',
      entityId: blockId,
      before: { staff_id: staffId, from: during.start, until: during.end },
      after: { lifted_at: now },
    })
    await offerFreedTime(ctx, tx, [{ block: { staffId, during } }])
    return { ok: true, card: await present() }
  })
}

async function requireCard(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  blockId: number,
): Promise<BlockCard> {
  const card = await findBlockCard(ctx, tx, actor, blockId)
  if (!card) throw new Error(`block ${blockId} has no card`)
  return card
}
