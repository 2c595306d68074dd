import type { UseCaseContext, VisitCard } from '../context.ts'
import {
  chosenOffers,
  fingerprintOf,
  isChosen,
  switched,
  type SeriesChoice,
  type SeriesDate,
  type SeriesOffer,
} from '../domain/series.ts'
import { leastPrice, priceOfParts, specialistOf } from '../domain/visit.ts'
import type { Actor } from './actor.ts'
import { loadSeries, type LoadedSeries, type SeriesInput, type SeriesRefusal } from './load-series.ts'
import { needsApproval } from './needs-approval.ts'
import { toVisitCard } from './visit-card.ts'

export type SeriesView =
  | {
      readonly ok: true
      /** The visit that is repeated, with duration and price as its repeats would have them. */
      readonly visit: VisitCard
      /** True when the chosen dates differ in price: then the visit carries the least. */
      readonly priceVaries: boolean
      readonly dates: readonly SeriesDateView[]
      /** How many dates are chosen. */
      readonly chosen: number
      /** Of what is chosen; whoever confirms it agrees to that. */
      readonly fingerprint: number
      /** The business confirms each of them first. */
      readonly needsApproval: boolean
    }
  | { readonly ok: false; readonly reason: SeriesRefusal }

export interface SeriesDateView extends SeriesDate {
  readonly isChosen: boolean
  /** The choice with this date switched. */
  readonly switched: SeriesChoice
  /** Whose time is offered, if it is not the specialist of the visit. */
  readonly otherSpecialist: string | null
}

/** Each date of a series: whether it is free, what is offered instead, and whether it would be booked. */
export async function viewSeries(ctx: UseCaseContext, actor: Actor, input: SeriesInput): Promise<SeriesView> {
  const loaded = await loadSeries(ctx, ctx.db, actor, input)
  if (!loaded.ok) return loaded
  const { plan, row, settings } = loaded
  const offers = chosenOffers(plan, input.choice)
  return {
    ok: true,
    ...termsOf(loaded, offers),
    dates: plan.map((date, index) => ({
      ...date,
      isChosen: isChosen(date, index, input.choice),
      switched: switched(date, index, input.choice),
      otherSpecialist: otherSpecialist(loaded, date),
    })),
    chosen: offers.length,
    fingerprint: fingerprintOf(offers),
    needsApproval: needsApproval(settings, actor, row.parts),
  }
}

type Loaded = Extract<LoadedSeries, { ok: true }>

/** Nobody is named where anybody may perform it, or nobody else does. */
function otherSpecialist({ row }: Loaded, { offer }: SeriesDate): string | null {
  const usual = specialistOf(row)
  if (!offer || usual === null || offer.staffId === usual) return null
  return [...new Set(offer.parts.map(({ staffName }) => staffName))].join(', ')
}

/** What was agreed for the visit itself may be different by now. */
function termsOf({ row, settings }: Loaded, offers: readonly SeriesOffer[]) {
  const [first] = offers
  const visit = toVisitCard(row, settings)
  if (!first) return { visit, priceVaries: false }
  const { priceMinor, priceVaries } = leastPrice(offers.map(({ parts }) => priceOfParts(parts)))
  const durationMin = first.parts.reduce((sum, part) => sum + part.durationMin, 0)
  return { visit: { ...visit, durationMin, priceMinor }, priceVaries }
}
