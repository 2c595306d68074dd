import type { UseCaseContext } from '../context.ts'
import { cancelReasonOf } from '../domain/block-reason.ts'
import { ownWordsLimits, readOwnWords } from '../domain/own-words.ts'
import { mostCancelled, type TimeOff } from '../domain/time-off.ts'
import { visitOf, type Visit } from '../domain/visit.ts'
import { freedBy } from '../domain/freed-time.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockVisitRows } from '../storage/bookings.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import type { Transaction } from '../storage/database.ts'
import { insertBlock, insertBreak, type VisitWithin } from '../storage/time-off.ts'
import { lockPersons } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow, systemActor } from './audit.ts'
import { cancelVisit } from './cancel-as-staff.ts'
import { loadTimeOffPlan, type LoadedTimeOffPlan, type TimeOffPlan } from './load-time-off-plan.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { planClientNotice } from './plan-notices.ts'
import { releaseOffer } from './release-offer.ts'

export interface TakeTimeOffInput {
  readonly off: TimeOff
  /** What becomes of the visits within. */
  readonly visits: 'keep' | 'cancel'
  /** Of the plan as it was shown. */
  readonly fingerprint: number
}

export type TakeTimeOffResult =
  /** `id`: of the block, or of a row of the break. */
  | { readonly ok: true; readonly id: number; readonly cancelled: number }
  /**
   * `changed_meanwhile`: the visits within are not those that were shown any more; `too_many`: more than can be
   * cancelled at once.
   */
  | { readonly ok: false; readonly reason: 'changed_meanwhile' | 'too_many' }
  | Extract<LoadedTimeOffPlan, { ok: false }>

/**
 * Takes time out of working hours, for good or each week. The visits within are kept, or cancelled with word to their
 * clients, all in one transaction; exactly those that were shown, since nobody can book while it looks. Places that were
 * only offered within are taken back. What is freed outside of it goes to whoever waits.
 */
export async function takeTimeOff(
  ctx: UseCaseContext,
  actor: Actor,
  input: TakeTimeOffInput,
): Promise<TakeTimeOffResult> {
  const off = { ...input.off, reason: reasonIn(input.off) }
  return await ctx.db.transaction(async (tx): Promise<TakeTimeOffResult> => {
    const seen = await loadTimeOffPlan(ctx, tx, actor, off)
    if (seen.ok && doomedIn(seen.plan, input).length > mostCancelled) return { ok: false, reason: 'too_many' }
    const people = seen.ok ? peopleOf(seen.plan, input.visits) : []
    await lockPersons(tx, [actor.userId, ...people])
    const since = redeliveryWindow(ctx.clock.now())
    const repeated = await findEntryOfOrigin(tx, actor.origin, `${off.kind}.create`, since)
    if (repeated) return answerFrom(repeated.entityId, repeated.after ?? {})
    if (!seen.ok) return seen

    await lockCalendar(tx, 'exclusive')
    const loaded = await loadTimeOffPlan(ctx, tx, actor, off)
    if (!loaded.ok) return loaded
    const { plan } = loaded
    // Offers have come or gone since their people were locked.
    const isAsSeen = idsOf(seen.plan.offers).join() === idsOf(plan.offers).join()
    if (!isAsSeen || plan.fingerprint !== input.fingerprint) return { ok: false, reason: 'changed_meanwhile' }
    const doomed = doomedIn(plan, input)
    if (doomed.length > mostCancelled) return { ok: false, reason: 'too_many' }
    return await take(ctx, tx, actor, plan, doomed)
  })
}

function reasonIn({ reason }: TimeOff): string | null {
  const read = readOwnWords(reason ?? '', ownWordsLimits.blockReason)
  return read.ok ? read.words : null
}

function doomedIn({ cancellable }: TimeOffPlan, { visits }: TakeTimeOffInput): readonly VisitWithin[] {
  return visits === 'cancel' ? cancellable : []
}

function peopleOf({ cancellable, offers }: TimeOffPlan, visits: TakeTimeOffInput['visits']): number[] {
  return [...(visits === 'cancel' ? cancellable : []), ...offers].map(({ userId }) => userId)
}

function idsOf(visits: readonly VisitWithin[]): number[] {
  return visits.map(({ bookingId }) => bookingId)
}

async function take(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { off, offers }: TimeOffPlan,
  doomed: readonly VisitWithin[],
): Promise<TakeTimeOffResult> {
  // First of all, so that whoever waits is not offered what is being taken out.
  const { id, entry } = await write(ctx, tx, actor, off)
  const after = { ...entry, cancelled: idsOf(doomed) }
  await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: ctx.clock.now(),
    action: `${off.kind}.create`,
    entity: off.kind,
    entityId: id,
    before: null,
    after,
  })
  const cancelled: Visit[] = []
  for (const { bookingId } of doomed) {
    const visit = visitOf(await lockVisitRows(tx, bookingId))
    if (!visit) continue
    await cancelVisit(ctx, tx, actor, visit, cancelReasonOf(off.reason))
    cancelled.push(visit)
  }
  for (const { bookingId } of offers) await takeOfferBack(ctx, tx, bookingId)
  await offerFreedTime(ctx, tx, cancelled.flatMap(freedBy))
  return answerFrom(id, after)
}

async function write(ctx: UseCaseContext, tx: Transaction, { staffId: by }: Actor, off: TimeOff) {
  const changed = off.reason === null ? {} : { changed: ['reason'] }
  if (off.kind === 'block') {
    const { staffId, during } = off
    const id = await insertBlock(tx, off, { by, at: ctx.clock.now() })
    return { id, entry: { staff_id: staffId, from: during.start, until: during.end, ...changed } }
  }
  const ids = await insertBreak(tx, off)
  const { staffId, weekdays, opens, closes, from, until } = off
  const entry = { staff_id: staffId, weekdays, opens, closes, valid_from: from, valid_to: until, ...changed }
  return { id: ids[0] ?? 0, entry: { ...entry, rules: ids } }
}

async function takeOfferBack(ctx: UseCaseContext, tx: Transaction, bookingId: number): Promise<void> {
  const booking = visitOf(await lockVisitRows(tx, bookingId))
  if (booking?.status !== 'pending' || booking.pendingFor !== 'offer') return
  const entry = await releaseOffer(ctx, tx, { booking, action: 'waitlist.withdraw', by: systemActor })
  await planClientNotice(ctx, tx, { booking, entry, kind: 'offer_expired' })
}

function answerFrom(id: number, { cancelled }: Record<string, unknown>): TakeTimeOffResult {
  return { ok: true, id, cancelled: Array.isArray(cancelled) ? cancelled.length : 0 }
}
