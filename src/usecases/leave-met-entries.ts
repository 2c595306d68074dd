import type { UseCaseContext } from '../context.ts'
import type { Booking } from '../domain/booking.ts'
import { localDateOf } from '../domain/local-time.ts'
import { isMetBy } from '../domain/waiting-list.ts'
import type { Transaction } from '../storage/database.ts'
import { endEntries, listOwnEntries, lockWaitingList } from '../storage/waiting-list.ts'

/**
 * Whoever has a visit now waits no longer for such a one. They are locked; before they book anything, `lockOwnEntries` must
 * have been called.
 */
export async function leaveMetEntries(
  ctx: UseCaseContext,
  tx: Transaction,
  { userId, ...visit }: Pick<Booking, 'id' | 'userId' | 'serviceId' | 'staffId' | 'startsAt'>,
  zone: string,
): Promise<void> {
  const now = ctx.clock.now()
  const date = localDateOf(zone, visit.startsAt)
  const met = (await listOwnEntries(tx, userId, now)).filter(
    (entry) => entry.offerId === visit.id || isMetBy(entry, { ...visit, date }),
  )
  if (met.length === 0) return
  const entryIds = met.map(({ id }) => id)
  await endEntries(tx, entryIds, 'done', now)
}

/** Most people wait for nothing, and need not wait for the list either. */
export async function lockOwnEntries(ctx: UseCaseContext, tx: Transaction, userId: number): Promise<void> {
  const own = await listOwnEntries(tx, userId, ctx.clock.now())
  if (own.length > 0) await lockWaitingList(tx)
}
