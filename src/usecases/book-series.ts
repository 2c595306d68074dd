import type { UseCaseContext, VisitCard } from '../context.ts'
import { chosenOffers, fingerprintOf, type SeriesOffer } from '../domain/series.ts'
import type { Visit } from '../domain/visit.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { joinSeries } from '../storage/own-visits.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { bookVisit, type Booker, type VisitWish } from './book-visit.ts'
import { findSeriesCards, findVisitCard, type VisitCardRow } from './find-visit-card.ts'
import { loadSeries, serviceIdsOf, type SeriesInput, type SeriesRefusal } from './load-series.ts'
import { loadSettings } from './load-settings.ts'
import { planSeriesNotices } from './plan-notices.ts'
import { toVisitCard } from './visit-card.ts'

export interface BookSeriesInput extends SeriesInput {
  /** Of the offers that the person saw and agreed to. */
  readonly fingerprint: number
}

export type BookSeriesResult =
  /** The visits of the series that are ahead, the one that was repeated first. */
  | { readonly ok: true; readonly visits: readonly VisitCard[] }
  | { readonly ok: false; readonly reason: BookSeriesRefusal }
  /** `phone`: how to reach the business instead. */
  | { readonly ok: false; readonly reason: 'banned'; readonly phone: string | null }
  /** The business wants a phone of everybody who books; `country`: of numbers without a country code. */
  | { readonly ok: false; readonly reason: 'phone_required'; readonly country: string }

/** `changed`: the dates are no longer as the person saw them, and nothing was booked. */
export type BookSeriesRefusal = Exclude<SeriesRefusal, 'repeats_already'> | 'changed'

/** One of the visits can't be booked, so that none is: the transaction is given up. */
class SeriesGivenUp extends Error {
  readonly result: BookSeriesResult

  constructor(result: BookSeriesResult) {
    super('the series was not booked')
    this.result = result
  }
}

/**
 * Books the chosen dates of a series in one transaction, all of them or none, each as a visit of its own; the visit that
 * is repeated joins the series. Only what the person saw is booked. A second tap on *Confirm*, or an update delivered
 * twice, gives the series that the first one made. Staff are told once.
 */
export async function bookSeries(
  ctx: UseCaseContext,
  actor: Actor,
  input: BookSeriesInput,
): Promise<BookSeriesResult> {
  try {
    return await ctx.db.transaction((tx) => book(ctx, tx, actor, input))
  } catch (error) {
    if (error instanceof SeriesGivenUp) return error.result
    throw error
  }
}

async function book(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  input: BookSeriesInput,
): Promise<BookSeriesResult> {
  const person = await lockPerson(tx, actor.userId)
  if (!person || person.bannedAt) {
    return { ok: false, reason: 'banned', phone: (await loadSettings(ctx, tx)).phone }
  }
  const since = redeliveryWindow(ctx.clock.now())
  if (await findEntryOfOrigin(tx, actor.origin, 'series.create', since))
    return await answer(ctx, tx, actor, input)
  const loaded = await loadSeries(ctx, tx, actor, input)
  if (!loaded.ok) {
    const { reason } = loaded
    return reason === 'repeats_already' ? await answer(ctx, tx, actor, input) : { ok: false, reason }
  }
  const offers = chosenOffers(loaded.plan, input.choice)
  if (offers.length === 0 || fingerprintOf(offers) !== input.fingerprint)
    return { ok: false, reason: 'changed' }

  const { row, own } = loaded
  const seriesId = row.seriesId ?? row.visitId
  await joinSeries(tx, actor.userId, row.visitId, seriesId, ctx.clock.now())
  const made = await bookAll(ctx, tx, actor, { person, own }, offersAsWishes(row, seriesId, offers))
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: ctx.clock.now(),
    action: 'series.create',
    entity: 'series',
    entityId: seriesId,
    before: null,
    after: { repeats: row.visitId, weeks: input.weeks, bookings: made.map(({ id }) => id) },
  })
  await planSeriesNotices(ctx, tx, { actor, visits: made, entry, kind: 'series_booked' })
  return await answer(ctx, tx, actor, input)
}

/** In the order in which every transaction takes time. Somebody else's name and the words for the business stay. */
function offersAsWishes(
  row: VisitCardRow,
  seriesId: number,
  offers: readonly SeriesOffer[],
): readonly OfferAsWish[] {
  const { comment, guestName } = row
  const firstOf = ({ parts: [part] }: SeriesOffer) => part.staffId
  return offers
    .toSorted((a, b) => firstOf(a) - firstOf(b) || a.startsAt.getTime() - b.startsAt.getTime())
    .map((offer) => ({
      offer,
      wish: {
        serviceIds: serviceIdsOf(row),
        staffId: offer.staffId,
        startsAt: offer.startsAt,
        notes: { comment, guestName },
        seriesId,
        tellsStaff: false,
      },
    }))
}

interface OfferAsWish {
  readonly offer: SeriesOffer
  readonly wish: VisitWish
}

async function bookAll(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { person, own }: Booker,
  wishes: readonly OfferAsWish[],
): Promise<Visit[]> {
  const made: Visit[] = []
  for (const { offer, wish } of wishes) {
    const booked = await bookVisit(
      ctx,
      tx,
      actor,
      { person, own: [...own, ...made.flatMap(({ parts }) => parts)] },
      wish,
    )
    if (!booked.ok) {
      throw new SeriesGivenUp(booked.reason === 'phone_required' ? booked : { ok: false, reason: 'changed' })
    }
    if (!isWithThose(booked.visit, offer)) throw new SeriesGivenUp({ ok: false, reason: 'changed' })
    made.push(booked.visit)
  }
  return made.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/** Whoever was faster may have left the time to another specialist than the person agreed to. */
function isWithThose({ parts }: Visit, offer: SeriesOffer): boolean {
  return parts.every(({ staffId }, index) => staffId === offer.parts[index]?.staffId)
}

/** The series as it is now. */
async function answer(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { bookingId }: BookSeriesInput,
): Promise<BookSeriesResult> {
  const row = await findVisitCard(tx, bookingId)
  if (row?.userId !== actor.userId || row.seriesId === null) return { ok: false, reason: 'booking_gone' }
  const rows = await findSeriesCards(tx, actor.userId, row.seriesId, row.startsAt)
  const settings = await loadSettings(ctx, tx)
  return { ok: true, visits: rows.map((one) => toVisitCard(one, settings)) }
}
