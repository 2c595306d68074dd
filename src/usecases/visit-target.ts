import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Agenda } from '../domain/agenda.ts'
import type { AvailabilityOptions } from '../domain/availability.ts'
import { changeDeadline, isChangeable, withAgreedTerms } from '../domain/booking-rules.ts'
import { isActive } from '../domain/booking-status.ts'
import { withoutNotice } from '../domain/staff-start.ts'
import type { Settings } from '../domain/settings.ts'
import type { Connection } from '../storage/database.ts'
import { findServedClient, type ServedClient } from './find-served-client.ts'
import { findVisitCard } from './find-visit-card.ts'
import type { Actor } from './actor.ts'
import { loadAgenda, type AgendaQuery } from './load-agenda.ts'
import { loadSettings } from './load-settings.ts'
import { decidesOn } from './lock-request.ts'
import { reachOf } from './permission.ts'
import { toVisitCard } from './visit-card.ts'

/** What calendar, times and summary are looked at for: a new visit, or one that moves. */
export interface VisitTarget {
  /** In the order in which they are performed; of a visit that moves none, since it keeps its own. */
  readonly serviceIds: readonly number[]
  /** Null: any specialist. */
  readonly staffId: number | null
  readonly movingBookingId: number | null
  /** Whose visit it is when staff act for a client, by the rules of staff; null: whoever acts does it for themselves. */
  readonly clientId: number | null
}

/** `client_gone`: there is no such client, or whoever acts may not book for them. */
export type TargetRefusal = 'service_gone' | 'staff_gone' | 'booking_gone' | 'client_gone' | 'too_late'

export type LoadedTarget =
  | {
      readonly ok: true
      /** As whoever acts is offered it. */
      readonly agenda: Agenda
      /** As clients are. */
      readonly forClients: Agenda
      readonly settings: Settings
      /** The specialist who was chosen among several, by name; null: nobody, or there was no choice. */
      readonly chosen: string | null
      readonly options: AvailabilityOptions
      /** The visit that moves, as it is; null: a new one is booked. */
      readonly moving: VisitCard | null
      /** For whom staff act; null: for themselves, as clients do. */
      readonly client: ServedClient | null
    }
  | { readonly ok: false; readonly reason: TargetRefusal }

/**
 * Whatever decides the free starts of a target in a period. A visit that moves keeps what was agreed (its own durations
 * and prices with its specialists), and its own time counts as free. For a client staff are offered what is too soon for
 * them as well, a specialist only their own time.
 */
export async function loadTarget(
  ctx: UseCaseContext,
  actor: Actor,
  target: VisitTarget,
  period: AgendaQuery['period'],
  db: Connection = ctx.db,
): Promise<LoadedTarget> {
  const settings = await loadSettings(ctx, db)
  const subject = await loadSubject(ctx, db, actor, target, settings)
  if (!subject.ok) return subject
  const { visit, visitId, client } = subject
  const column = client ? columnFor(actor, target.staffId) : { ok: true as const, staffId: target.staffId }
  if (!column.ok) return column
  const { staffId } = column
  const agreedIds = visit?.parts.map(({ serviceId }) => serviceId) ?? []
  const serviceIds = visit ? agreedIds : target.serviceIds
  const loaded = await loadAgenda(ctx, { serviceIds, agreedIds, staffId, settings, period }, db)
  if (!loaded.ok) return loaded
  const agenda = visit ? withAgreedTerms(loaded.agenda, visit.parts) : loaded.agenda
  return {
    ok: true,
    agenda: client ? withoutNotice(agenda) : agenda,
    forClients: agenda,
    settings,
    chosen: loaded.chosen,
    options: { staffId, ignoreVisitId: visitId },
    moving: visit,
    client,
  }
}

/** Whose time staff may give away: anybody's, or a specialist their own. */
export function columnFor(
  actor: Actor,
  staffId: number | null,
):
  | { readonly ok: true; readonly staffId: number | null }
  | { readonly ok: false; readonly reason: 'staff_gone' } {
  const reach = reachOf(actor, 'bookings')
  if (reach === null) return { ok: false, reason: 'staff_gone' }
  if (reach === 'everybody') return { ok: true, staffId }
  return staffId === null || staffId === reach.staffId
    ? { ok: true, ...reach }
    : { ok: false, reason: 'staff_gone' }
}

type Subject =
  | {
      readonly ok: true
      readonly visit: VisitCard | null
      readonly visitId: number | undefined
      readonly client: ServedClient | null
    }
  | { readonly ok: false; readonly reason: 'booking_gone' | 'client_gone' | 'too_late' }

async function loadSubject(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  { movingBookingId, clientId }: VisitTarget,
  settings: Settings,
): Promise<Subject> {
  if (movingBookingId !== null)
    return await loadMovingVisit(ctx, db, actor, movingBookingId, clientId, settings)
  if (clientId === null) return { ok: true, visit: null, visitId: undefined, client: null }
  const client = await findServedClient(db, actor, clientId)
  return client ? { ok: true, visit: null, visitId: undefined, client } : { ok: false, reason: 'client_gone' }
}

/** The visit that is being moved: one's own while its deadline allows, a client's as long as it holds its time. */
async function loadMovingVisit(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  bookingId: number,
  clientId: number | null,
  settings: Settings,
): Promise<Subject> {
  const row = await findVisitCard(db, bookingId)
  const isTheirs = row?.userId === (clientId ?? actor.userId) && row.pendingFor !== 'offer'
  if (!isTheirs || !isActive(row.status)) return { ok: false, reason: 'booking_gone' }
  const visit = { ok: true, visit: toVisitCard(row, settings), visitId: row.visitId } as const
  if (clientId !== null) {
    const client = { id: clientId, name: row.clientName ?? '' }
    return decidesOn(actor, row) ? { ...visit, client } : { ok: false, reason: 'booking_gone' }
  }
  const isInTime = isChangeable(row.startsAt, changeDeadline(row, row.parts, settings), ctx.clock.now())
  return isInTime ? { ...visit, client: null } : { ok: false, reason: 'too_late' }
}
