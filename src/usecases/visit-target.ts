import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Agenda } from '../domain/agenda.ts'
import type { AvailabilityOptions } from '../domain/availability.ts'
import { cancellationHoursOf, isChangeable, withAgreedTerms } from '../domain/booking-rules.ts'
import { isActive } from '../domain/booking-status.ts'
import type { Settings } from '../domain/settings.ts'
import { findVisitCard } from './find-visit-card.ts'
import type { Actor } from './actor.ts'
import { loadAgenda, type AgendaQuery } from './load-agenda.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'

/** What calendar, times and summary are looked at for: a new visit, or one's own that moves. */
export interface VisitTarget {
  /** In the order in which they are performed; of a visit that moves none, since it keeps its own. */
  readonly serviceIds: readonly number[]
  /** Null: any specialist. */
  readonly staffId: number | null
  readonly movingBookingId: number | null
}

export type TargetRefusal = 'service_gone' | 'staff_gone' | 'booking_gone' | 'too_late'

export type LoadedTarget =
  | {
      readonly ok: true
      readonly agenda: Agenda
      readonly settings: Settings
      readonly options: AvailabilityOptions
      /** The visit that moves, as it is; null: a new one is booked. */
      readonly moving: VisitCard | null
    }
  | { readonly ok: false; readonly reason: TargetRefusal }

/**
 * Whatever decides the free starts of a target in a period. A visit that moves keeps what was agreed (its own durations
 * and prices with its specialists), and its own time counts as free.
 */
export async function loadTarget(
  ctx: UseCaseContext,
  actor: Actor,
  target: VisitTarget,
  period: AgendaQuery['period'],
): Promise<LoadedTarget> {
  const settings = await loadSettings(ctx)
  const moving = await loadMovingVisit(ctx, actor, target, settings)
  if (!moving.ok) return moving
  const { visit, visitId } = moving
  const serviceIds = visit ? visit.parts.map(({ serviceId }) => serviceId) : target.serviceIds
  const loaded = await loadAgenda(ctx, { serviceIds, staffId: target.staffId, settings, period })
  if (!loaded.ok) return loaded
  return {
    ok: true,
    agenda: visit ? withAgreedTerms(loaded.agenda, visit.parts) : loaded.agenda,
    settings,
    options: { staffId: target.staffId, ignoreVisitId: visitId },
    moving: visit,
  }
}

type MovingVisit =
  | { readonly ok: true; readonly visit: VisitCard | null; readonly visitId: number | undefined }
  | { readonly ok: false; readonly reason: 'booking_gone' | 'too_late' }

/** The visit that is being moved, if it is the actor's own and may still be moved. */
async function loadMovingVisit(
  ctx: UseCaseContext,
  actor: Actor,
  { movingBookingId }: VisitTarget,
  settings: Settings,
): Promise<MovingVisit> {
  if (movingBookingId === null) return { ok: true, visit: null, visitId: undefined }
  const row = await findVisitCard(ctx.db, movingBookingId)
  const isTheirs = row?.userId === actor.userId && row.pendingFor !== 'offer'
  if (!isTheirs || !isActive(row.status)) return { ok: false, reason: 'booking_gone' }

  const hours = cancellationHoursOf(row, row.parts, settings)
  if (!isChangeable(row.startsAt, hours, ctx.clock.now())) return { ok: false, reason: 'too_late' }
  return { ok: true, visit: toVisitCard(row, settings), visitId: row.visitId }
}
