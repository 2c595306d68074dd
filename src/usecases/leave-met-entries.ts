import type { UseCaseContext } from '../context.ts'
import { localDateOf } from '../domain/local-time.ts'
import type { Visit } from '../domain/visit.ts'
import { isMetBy } from '../domain/waiting-list.ts'
import type { Transaction } from '../storage/database.ts'
import { listOwnEntries, lockWaitingList, meetEntries, resumeEntries } from '../storage/waiting-list.ts'
import { systemActor } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import { releaseOfferOf } from './release-offer.ts'

/**
 * Whoever has a visit of their own now, booked or moved, waits no longer for such a one, and a place that is held for them in
 * this waiting goes to the next. They are locked; before they book anything, `lockOwnEntries` must have been called.
 */
export async function leaveMetEntries(
  ctx: UseCaseContext,
  tx: Transaction,
  { userId, id, visitId, guestName, status, parts }: Visit,
): Promise<void> {
  if (guestName !== null) return
  const now = ctx.clock.now()
  const own = await listOwnEntries(tx, userId, now)
  if (own.length === 0) return
  const { timeZone } = await loadSettings(ctx, tx)
  const met = own.filter(
    (entry) =>
      entry.offerId === id ||
      parts.some((part) => isMetBy(entry, { ...part, date: localDateOf(timeZone, part.startsAt) })),
  )
  if (met.length === 0) return
  await meetEntries(
    tx,
    met.map((entry) => entry.id),
    status === 'pending' ? visitId : null,
    now,
  )
  for (const { offerId: bookingId } of met) {
    if (bookingId === null || bookingId === id) continue
    await releaseOfferOf(ctx, tx, { bookingId, action: 'waitlist.withdraw', by: systemActor })
  }
}

/** The business has not confirmed the visit: its client waits again for what it would have met. They are locked. */
export async function resumeMetEntries(
  ctx: UseCaseContext,
  tx: Transaction,
  visit: Pick<Visit, 'userId' | 'visitId'>,
): Promise<void> {
  await lockWaitingList(tx)
  await resumeEntries(tx, visit, ctx.clock.now())
}

/** Most people wait for nothing, and need not wait for the list either. */
export async function lockOwnEntries(ctx: UseCaseContext, tx: Transaction, userId: number): Promise<void> {
  const own = await listOwnEntries(tx, userId, ctx.clock.now())
  if (own.length > 0) await lockWaitingList(tx)
}
