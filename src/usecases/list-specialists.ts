import type { UseCaseContext } from '../context.ts'
import type { AgendaPart, Service, Specialist } from '../domain/agenda.ts'
import { canCombine, isChoice } from '../domain/combination.ts'
import { listServicesWithSpecialists } from '../storage/agenda.ts'
import { listStaffWithCards } from '../storage/staff.ts'
import { findVisitCard } from './find-visit-card.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { decidesOn } from './lock-request.ts'
import { columnFor } from './visit-target.ts'

export type SpecialistList =
  | {
      readonly ok: true
      readonly services: readonly Service[]
      /** Who performs all of it, with the minutes and the price of the whole. */
      readonly specialists: readonly Specialist[]
      /** Whoever is free is a choice of its own: there are several, be it only together. */
      readonly byAnybody: boolean
      /** Ids of those with a bio or a photo. */
      readonly withCards: readonly number[]
      readonly currency: string
    }
  | { readonly ok: false; readonly reason: 'service_gone' | 'booking_gone' | 'client_gone' }

interface SpecialistsQuery {
  readonly serviceIds: readonly number[]
  /** The visit that moves, whose services count then; null: a new one. */
  readonly movingBookingId: number | null
  /** For whom staff act; null: for themselves. */
  readonly clientId: number | null
}

/** Who may perform a visit; with a single choice there is nothing to choose. */
export async function listSpecialists(
  ctx: UseCaseContext,
  actor: Actor,
  query: SpecialistsQuery,
): Promise<SpecialistList> {
  const column = query.clientId === null ? everybody : columnFor(actor, null)
  if (!column.ok) return { ok: false, reason: 'client_gone' }
  const serviceIds = await servicesOf(ctx, actor, query)
  if (!serviceIds) return { ok: false, reason: 'booking_gone' }
  const agreedIds = query.movingBookingId === null ? [] : serviceIds
  const found = isChoice(serviceIds) ? await listServicesWithSpecialists(ctx.db, serviceIds, agreedIds) : []
  const parts = found.map((part) => ofColumn(part, column.staffId))
  const services = parts.map(({ service }) => service)
  if (parts.length === 0 || parts.length < serviceIds.length || !canCombine(services)) {
    return { ok: false, reason: 'service_gone' }
  }
  const specialists = performersOfAll(parts)
  const withCards = await listStaffWithCards(
    ctx.db,
    specialists.map(({ id }) => id),
  )
  const { currency } = await loadSettings(ctx)
  return { ok: true, services, specialists, byAnybody: canBeShared(parts), withCards, currency }
}

const everybody = { ok: true, staffId: null } as const

function ofColumn({ service, specialists }: AgendaPart, staffId: number | null): AgendaPart {
  return { service, specialists: specialists.filter(({ id }) => staffId === null || id === staffId) }
}

async function servicesOf(
  ctx: UseCaseContext,
  actor: Actor,
  { serviceIds, movingBookingId, clientId }: SpecialistsQuery,
): Promise<readonly number[] | null> {
  if (movingBookingId === null) return serviceIds
  const row = await findVisitCard(ctx.db, movingBookingId)
  const isTheirs = row?.userId === (clientId ?? actor.userId) && (clientId === null || decidesOn(actor, row))
  return isTheirs ? row.parts.map(({ serviceId }) => serviceId) : null
}

function performersOfAll([first, ...others]: readonly AgendaPart[]): Specialist[] {
  return (first?.specialists ?? []).flatMap((specialist) => {
    const terms = others.flatMap(
      ({ specialists }) => specialists.find(({ id }) => id === specialist.id) ?? [],
    )
    return terms.length < others.length ? [] : [terms.reduce(together, specialist)]
  })
}

function together(sum: Specialist, more: Specialist): Specialist {
  const isOnRequest = sum.priceMinor === null || more.priceMinor === null
  return {
    ...sum,
    durationMin: sum.durationMin + more.durationMin,
    priceMinor: isOnRequest ? null : sum.priceMinor + more.priceMinor,
  }
}

function canBeShared(parts: readonly AgendaPart[]): boolean {
  const staffIds = new Set(parts.flatMap(({ specialists }) => specialists.map(({ id }) => id)))
  return staffIds.size > 1 && parts.every(({ specialists }) => specialists.length > 0)
}
