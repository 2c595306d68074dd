import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Booking } from '../domain/booking.ts'
import { localDateOf } from '../domain/local-time.ts'
import { isMetBy } from '../domain/waiting-list.ts'
import type { Transaction } from '../storage/database.ts'
import { listOwnEntries, wasRefused } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { loadSettings } from './load-settings.ts'
import { lockOwnOffer } from './lock-own-offer.ts'
import { releaseOffer } from './release-offer.ts'
import { requireVisitCard } from './require-visit-card.ts'
import { toWaitingCard, type WaitingCard } from './waiting-card.ts'

export type RefuseOfferResult =
  /** `card`: what they wait for on; null: nothing like it. */
  | { readonly ok: true; readonly card: WaitingCard | null }
  /** `taken`: it is a visit of theirs by now. */
  | { readonly ok: false; readonly reason: 'offer_over' | 'taken'; readonly visit: VisitCard }
  | { readonly ok: false; readonly reason: 'offer_gone' }

/** Gives back a place that is held for whoever acts: the next one is offered it at once, they wait on for other times. */
export async function refuseOffer(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly bookingId: number },
): Promise<RefuseOfferResult> {
  return await ctx.db.transaction(async (tx) => {
    const offer = await lockOwnOffer(tx, actor, input.bookingId)
    if (!offer) return { ok: false, reason: 'offer_gone' }
    const { booking, state } = offer
    const visit = await requireVisitCard(ctx, tx, booking.id)
    if (state === 'taken') return { ok: false, reason: 'taken', visit }
    if (state === 'over' && !(await wasRefused(tx, booking.id)))
      return { ok: false, reason: 'offer_over', visit }
    if (state === 'open')
      await releaseOffer(ctx, tx, { booking, action: 'waitlist.refuse', by: auditActor(actor) })
    return { ok: true, card: await findCard(ctx, tx, booking) }
  })
}

async function findCard(ctx: UseCaseContext, tx: Transaction, booking: Booking): Promise<WaitingCard | null> {
  const { timeZone } = await loadSettings(ctx, tx)
  const date = localDateOf(timeZone, booking.startsAt)
  const own = await listOwnEntries(tx, booking.userId, ctx.clock.now())
  const entry = own.find((one) => isMetBy(one, { ...booking, date }))
  return entry ? await toWaitingCard(tx, entry) : null
}
