import type { UseCaseContext } from '../context.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import type { Transaction } from '../storage/database.ts'
import { lockPhone } from '../storage/served-clients.ts'
import { findWalkIns, lockPersons, mergeWalkIn, updatePhone, type LockedContact } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'

export interface RecordPhoneInput {
  /** International form, as `domain/phone.ts` reads it. */
  readonly phone: string
  /** The person's own contact, vouched for by Telegram. What somebody types is only a claim and merges nobody. */
  readonly shared: boolean
}

/**
 * Keeps the person's phone. With their own contact, a walk-in client with that phone turns out to be the same person:
 * their visits become this person's.
 */
export async function recordPhone(
  ctx: UseCaseContext,
  actor: Actor,
  { phone, shared }: RecordPhoneInput,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    if (shared) await lockPhone(tx, phone)
    const walkIns = shared ? await findWalkIns(tx, phone) : []
    const locked = await lockPersons(tx, [actor.userId, ...walkIns])
    const isErased = !locked.some(({ id, telegramId }) => id === actor.userId && telegramId !== null)
    if (isErased) return
    if (await findEntryOfOrigin(tx, actor.origin, 'person.phone', redeliveryWindow(now))) return

    await updatePhone(tx, actor.userId, phone)
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'person.phone',
      entity: 'user',
      entityId: actor.userId,
      before: null,
      after: { changed: ['phone'], shared },
    })
    const isStillWalkIn = (person: LockedContact) => person.telegramId === null && person.phone === phone
    const same = locked.filter(isStillWalkIn)
    // Who plans all reminders anew must not miss whose visits they are now.
    if (same.length > 0) await lockCalendar(tx, 'shared')
    for (const { id } of same) await merge(ctx, tx, actor, id)
  })
}

async function merge(ctx: UseCaseContext, tx: Transaction, actor: Actor, walkInId: number): Promise<void> {
  const now = ctx.clock.now()
  const visits = await mergeWalkIn(tx, walkInId, actor.userId, now)
  await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: now,
    action: 'person.merge',
    entity: 'user',
    entityId: actor.userId,
    before: { walk_in_id: walkInId },
    after: { bookings: visits },
  })
}
