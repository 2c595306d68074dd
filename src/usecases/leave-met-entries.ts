import type { UseCaseContext } from '../context.ts'
import { localDateOf } from '../domain/local-time.ts'
import type { Visit } from '../domain/visit.ts'
import { isMetBy } from '../domain/waiting-list.ts'
import type { Transaction } from '../storage/database.ts'
import { endEntries, listOwnEntries, lockWaitingList } from '../storage/waiting-list.ts'
import { systemActor } from './audit.ts'
import { releaseOfferOf } from './release-offer.ts'

/**
 * Whoever has a visit now waits no longer for such a one, and a place that is held for them in this waiting goes to the
 * next. They are locked; before they book anything, `lockOwnEntries` must have been called.
 */
export async function leaveMetEntries(
  ctx: UseCaseContext,
  tx: Transaction,
  { userId, id, parts }: Visit,
  zone: string,
): Promise<void> {
  const now = ctx.clock.now()
  const met = (await listOwnEntries(tx, userId, now)).filter(
    (entry) =>
      entry.offerId === id ||
      parts.some((part) => isMetBy(entry, { ...part, date: localDateOf(zone, part.startsAt) })),
  )
  if (met.length === 0) return
  await endEntries(
    tx,
    met.map((entry) => entry.id),
    'done',
    now,
  )
  for (const { offerId: bookingId } of met) {
    if (bookingId === null || bookingId === id) continue
    await releaseOfferOf(ctx, tx, { bookingId, action: 'waitlist.withdraw', by: systemActor })
  }
}

/** Most people wait for nothing, and need not wait for the list either. */
export async function lockOwnEntries(ctx: UseCaseContext, tx: Transaction, userId: number): Promise<void> {
  const own = await listOwnEntries(tx, userId, ctx.clock.now())
  if (own.length > 0) await lockWaitingList(tx)
}
