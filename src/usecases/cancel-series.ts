import type { UseCaseContext, VisitCard } from '../context.ts'
import { visitsOf } from '../domain/visit.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { lockBookings } from '../storage/own-visits.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { findVisitCards } from './find-visit-card.ts'
import { loadSeriesCancellation, type LoadedSeriesCancellation } from './load-series-cancellation.ts'
import { loadSettings } from './load-settings.ts'
import { planSeriesNotices } from './plan-notices.ts'
import { toVisitCard } from './visit-card.ts'
import { withdrawBooking } from './withdraw-booking.ts'

export type CancelSeriesResult =
  | {
      readonly ok: true
      readonly cancelled: readonly VisitCard[]
      /** Too near to be cancelled by the client: they stay. */
      readonly tooLate: readonly VisitCard[]
    }
  /** `nothing_left`: none of them may be cancelled (any more); `changed_meanwhile`: they are not those that were shown. */
  | { readonly ok: false; readonly reason: 'booking_gone' | 'nothing_left' | 'changed_meanwhile' }

export interface CancelSeriesInput {
  readonly bookingId: number
  /** Of what the question showed. */
  readonly fingerprint: number
}

/**
 * Cancels one of the person's visits and all later ones of its series, each while its own deadline allows, in one
 * transaction. Staff are told once.
 */
export async function cancelSeries(
  ctx: UseCaseContext,
  actor: Actor,
  { bookingId, fingerprint }: CancelSeriesInput,
): Promise<CancelSeriesResult> {
  return await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, actor.userId)
    const since = redeliveryWindow(ctx.clock.now())
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'series.cancel', since)
    if (repeated) return await repeatAnswer(ctx, tx, repeated.after ?? {})
    const loaded = await loadSeriesCancellation(ctx, tx, actor, bookingId)
    if (!loaded.ok) return loaded
    if (loaded.due.length === 0) return { ok: false, reason: 'nothing_left' }
    if (loaded.fingerprint !== fingerprint) return { ok: false, reason: 'changed_meanwhile' }
    return await cancel(ctx, tx, actor, loaded)
  })
}

async function cancel(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { seriesId, due, tooLate }: Extract<LoadedSeriesCancellation, { ok: true }>,
): Promise<CancelSeriesResult> {
  const dueIds = due.map((row) => row.bookingId)
  const tooLateIds = tooLate.map((row) => row.bookingId)
  const partIds = due.flatMap(({ parts }) => parts.map(({ id }) => id))
  const locked = visitsOf(await lockBookings(tx, partIds))
  for (const visit of locked) await withdrawBooking(ctx, tx, actor, visit, { tellsStaff: false })
  const after = { cancelled: dueIds, too_late: tooLateIds }
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: ctx.clock.now(),
    action: 'series.cancel',
    entity: 'series',
    entityId: seriesId,
    before: null,
    after,
  })
  await planSeriesNotices(ctx, tx, { actor, visits: locked, entry, kind: 'series_cancelled' })
  return await repeatAnswer(ctx, tx, after)
}

/** As the entry tells it, with the visits as they are now. */
async function repeatAnswer(
  ctx: UseCaseContext,
  tx: Transaction,
  { cancelled, too_late: tooLate }: Record<string, unknown>,
): Promise<CancelSeriesResult> {
  const settings = await loadSettings(ctx, tx)
  const cards = async (ids: unknown) =>
    (await findVisitCards(tx, ids as number[])).map((row) => toVisitCard(row, settings))
  return { ok: true, cancelled: await cards(cancelled), tooLate: await cards(tooLate) }
}
