import type { UseCaseContext } from '../context.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { lockPerson } from '../storage/users.ts'
import { endEntries, listOwnEntries, lockWaitingList } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { releaseOfferOf } from './release-offer.ts'

/**
 * Whoever acts waits no longer; a place that is held for them goes to the next one. An entry that has ended, or is
 * somebody else's, is left by doing nothing.
 */
export async function leaveWaitingList(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly entryId: number },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    await lockWaitingList(tx)
    const own = await listOwnEntries(tx, actor.userId, now)
    const entry = own.find(({ id }) => id === input.entryId)
    if (!entry) return
    await endEntries(tx, [entry.id], now)
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'waitlist.leave',
      entity: 'waitlist',
      entityId: entry.id,
      before: { status: 'waiting' },
      after: { status: 'cancelled' },
    })
    const { offerId: bookingId } = entry
    if (bookingId === null) return
    await releaseOfferOf(ctx, tx, { bookingId, action: 'waitlist.refuse', by: auditActor(actor) })
  })
}
