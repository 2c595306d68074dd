import type { UseCaseContext } from '../context.ts'
import { visitsOf, type Visit } from '../domain/visit.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { lockComingBookings } from '../storage/own-visits.ts'
import {
  cancelTasksOfPerson,
  erasePerson,
  forgetUpdatesOf,
  insertErasedBan,
} from '../storage/personal-data.ts'
import { lockPerson, type LockedPerson } from '../storage/users.ts'
import { lockWaitingList } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow, systemActor } from './audit.ts'
import { releaseOffer } from './release-offer.ts'
import { withdrawBooking } from './withdraw-booking.ts'

/**
 * Removes everything personal of whoever asks. Visits ahead are cancelled and staff told; past ones stay without a
 * person; a ban stays, without the visits. What they waited for, or was held for them, is given up first. The update that
 * asked, delivered again, comes from somebody unknown by then: they are removed as well, so that asking twice leaves as
 * little as asking once.
 */
export async function eraseMe(ctx: UseCaseContext, actor: Actor): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const person = await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'user.erase', redeliveryWindow(now))
    // First, so that no place is offered to them after their bookings were looked at.
    await lockWaitingList(tx)
    const coming = visitsOf(await lockComingBookings(tx, actor.userId, now))
    await cancelTasksOfPerson(tx, actor.userId, now)
    for (const visit of coming) await giveUp(ctx, tx, actor, visit)
    await forgetUpdatesOf(tx, actor.telegramId, actor.origin, now)
    await erasePerson(tx, actor.userId, now)
    if (person) await keepBan(tx, person, now)
    if (repeated) return
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'user.erase',
      entity: 'user',
      entityId: actor.userId,
      before: null,
      after: { cancelled_visits: coming.filter(isVisit).map(({ id }) => id) },
    })
  })
}

/** A place that is only offered to them was never theirs: nobody has to hear of it but the next in the line. */
async function giveUp(ctx: UseCaseContext, tx: Transaction, actor: Actor, visit: Visit): Promise<void> {
  if (isVisit(visit)) await withdrawBooking(ctx, tx, actor, visit)
  else await releaseOffer(ctx, tx, { booking: visit, action: 'waitlist.withdraw', by: systemActor })
}

function isVisit({ pendingFor }: Visit): boolean {
  return pendingFor !== 'offer'
}

async function keepBan(tx: Transaction, { telegramId, bannedAt }: LockedPerson, at: Date): Promise<void> {
  if (telegramId !== null && bannedAt !== null) await insertErasedBan(tx, { telegramId, bannedAt }, at)
}
