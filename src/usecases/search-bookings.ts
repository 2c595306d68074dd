import type { UseCaseContext, VisitCard } from '../context.ts'
import type { BookingStatus } from '../domain/booking.ts'
import type { Interval } from '../domain/interval.ts'
import { dayBounds, localDateOf, type LocalDate } from '../domain/local-time.ts'
import {
  listServiceNames,
  listSpecialistNames,
  mostFound,
  searchBookings as findBookings,
  type FoundBooking,
} from '../storage/booking-search.ts'
import type { Actor } from './actor.ts'
import { loadClientCard } from './client-card.ts'
import { findVisitCards } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { reachOf } from './permission.ts'
import { toVisitCard } from './visit-card.ts'

/** What is looked for; null: whatever it is. */
export interface BookingQuery {
  readonly clientId: number | null
  readonly serviceId: number | null
  readonly staffId: number | null
  readonly status: BookingStatus | null
  /** Local dates of the business, both included, and both or none given. */
  readonly from: LocalDate | null
  readonly to: LocalDate | null
}

export interface BookingMatch {
  readonly visit: VisitCard
  /** Empty: the client had their data removed. */
  readonly clientName: string
}

export type BookingSearch =
  | {
      readonly ok: true
      /** Null: nothing was asked for yet. */
      readonly found: {
        readonly matches: readonly BookingMatch[]
        readonly page: number
        readonly pages: number
        readonly total: number
        /** There are more than `total`. */
        readonly more: boolean
      } | null
      /** What is looked for, in words; of the client null while it is anybody, empty when their data was removed. */
      readonly client: string | null
      readonly service: string | null
      readonly staff: string | null
      /** The actor finds what is their own only. */
      readonly ownOnly: boolean
      readonly today: LocalDate
    }
  /** `choice_gone`: no such client, service or specialist is there for the actor. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'choice_gone' }

const pageSize = 8

/**
 * Visits that fit all of the query: of a period that is not over the nearest first, else the latest first. A specialist
 * finds those in which they do something.
 */
export async function searchBookings(
  ctx: UseCaseContext,
  actor: Actor,
  { page, ...query }: BookingQuery & { readonly page: number },
): Promise<BookingSearch> {
  const reach = reachOf(actor, 'bookings')
  if (!reach) return { ok: false, reason: 'forbidden' }
  const names = await findNames(ctx, actor, query)
  const ownOnly = reach !== 'everybody'
  const isOthers = ownOnly && query.staffId !== null && query.staffId !== reach.staffId
  if (!names || isOthers) return { ok: false, reason: 'choice_gone' }
  const { timeZone } = await loadSettings(ctx)
  const today = localDateOf(timeZone, ctx.clock.now())
  const isAsked = Object.values(query).some((value) => value !== null)
  const staffId = ownOnly ? reach.staffId : query.staffId
  const found = isAsked ? await findPage(ctx, { ...query, staffId }, page, timeZone) : null
  return { ok: true, found, ...names, ownOnly, today }
}

async function findPage(ctx: UseCaseContext, query: BookingQuery, page: number, zone: string) {
  const period = periodOf(query, zone)
  const first = period && period.end > ctx.clock.now() ? 'nearest' : 'latest'
  const span = { first, limit: pageSize, offset: page * pageSize } as const
  const rows = await findBookings(ctx.db, { ...query, period }, span)
  const total = rows[0]?.total ?? 0
  const pages = Math.max(1, Math.ceil(total / pageSize))
  return {
    matches: await matchesOf(ctx, rows),
    page: Math.min(page, pages - 1),
    pages,
    total,
    more: total >= mostFound,
  }
}

function periodOf({ from, to }: BookingQuery, zone: string): Interval | null {
  if (from === null || to === null) return null
  return { start: dayBounds(zone, from).start, end: dayBounds(zone, to).end }
}

async function matchesOf(ctx: UseCaseContext, rows: readonly FoundBooking[]): Promise<BookingMatch[]> {
  const settings = await loadSettings(ctx)
  const cards = await findVisitCards(
    ctx.db,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ visitId }) => {
    const card = cards.find((one) => one.visitId === visitId)
    return card ? [{ visit: toVisitCard(card, settings), clientName: card.clientName ?? '' }] : []
  })
}

/** Undefined: one of them is not there. */
async function findNames(ctx: UseCaseContext, actor: Actor, { clientId, serviceId, staffId }: BookingQuery) {
  const client = clientId === null ? null : await loadClientCard(ctx, ctx.db, actor, clientId)
  const service = serviceId === null ? null : nameIn(await listServiceNames(ctx.db), serviceId)
  const staff = staffId === null ? null : nameIn(await listSpecialistNames(ctx.db), staffId)
  if (client === undefined || service === undefined || staff === undefined) return undefined
  return { client: client && client.name, service, staff }
}

function nameIn(choices: readonly { readonly id: number; readonly name: string }[], wanted: number) {
  return choices.find(({ id }) => id === wanted)?.name
}
