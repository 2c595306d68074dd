import type { UseCaseContext } from '../context.ts'
import { partsOf } from '../domain/agenda.ts'
import { agendaPeriodOfStart } from '../domain/availability.ts'
import { overlapsOwnVisit, withAgreedTerms, withPresentStaff } from '../domain/booking-rules.ts'
import type { Booking } from '../domain/booking.ts'
import { checkStaffStart, type UnusualReason } from '../domain/staff-start.ts'
import type { Visit } from '../domain/visit.ts'
import type { VisitPlan } from '../domain/visit-plan.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { loadAgenda } from './load-agenda.ts'
import { columnFor } from './visit-target.ts'

/** What one service of a visit becomes. */
export interface PartChange {
  /** Which of them, in the order of time, from 0. */
  readonly part: number
  readonly serviceId: number
  readonly staffId: number
}

export type PartChangePlan =
  | {
      readonly ok: true
      readonly plan: VisitPlan
      readonly services: readonly { readonly name: string; readonly emoji: string | null }[]
      readonly capacity: number
      readonly unusual: readonly UnusualReason[]
    }
  | { readonly ok: false; readonly reason: 'slot_taken'; readonly inTheWay: readonly number[] }
  | { readonly ok: false; readonly reason: PartChangeRefusal }

/** `service_gone`: it can't be booked, or not in this visit; `staff_gone`: they do not perform it, or it is not their visit to give. */
export type PartChangeRefusal = 'not_changed' | 'service_gone' | 'staff_gone'

/**
 * How a visit would be with another service or specialist in one place. It begins when it began; what follows moves up or
 * back. Of what stays the terms stay as agreed, and what is new has those of today.
 */
export async function planPartChange(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  visit: Visit,
  change: PartChange,
): Promise<PartChangePlan> {
  const { startsAt, visitId } = visit
  const present = visit.parts[change.part]
  if (!present) return { ok: false, reason: 'service_gone' }
  const isSameService = present.serviceId === change.serviceId
  if (isSameService && present.staffId === change.staffId) return { ok: false, reason: 'not_changed' }
  if (!columnFor(actor, change.staffId).ok) return { ok: false, reason: 'staff_gone' }

  const wanted = visit.parts.map((part, index) => (index === change.part ? change : part))
  const loaded = await loadAgenda(
    ctx,
    {
      serviceIds: wanted.map(({ serviceId }) => serviceId),
      agreedIds: visit.parts.map(({ serviceId }) => serviceId),
      staffId: null,
      period: (policy, services) => agendaPeriodOfStart(policy, services, startsAt),
    },
    db,
  )
  if (!loaded.ok) return loaded
  const agreed = visit.parts.map((part) => (part === present && !isSameService ? undefined : part))
  const agenda = withPresentStaff(withAgreedTerms(loaded.agenda, agreed), wanted)
  const start = checkStaffStart(agenda, startsAt, justBefore(startsAt, ctx.clock.now()), {
    staffId: null,
    ignoreVisitId: visitId,
  })
  if (!start.ok) return start.reason === 'slot_taken' ? start : { ok: false, reason: 'staff_gone' }
  const own = await listActiveBookings(db, visit.userId, ctx.clock.now())
  return {
    ok: true,
    plan: start.plan,
    services: partsOf(agenda).map(({ service }) => service),
    capacity: agenda.service.capacity,
    unusual: [...start.unusual.filter(isAboutHours), ...busyElsewhere(own, visit, start.plan)],
  }
}

/** A visit that has begun may change, too: its start is not what is decided on. */
function justBefore(startsAt: Date, now: Date): Date {
  return startsAt <= now ? new Date(startsAt.getTime() - 1) : now
}

function isAboutHours(reason: UnusualReason): boolean {
  return reason === 'outside_hours' || reason === 'blocked'
}

function busyElsewhere(own: readonly Booking[], visit: Visit, plan: VisitPlan): UnusualReason[] {
  const { guestName, visitId: ignoreVisitId } = visit
  const overlapsAt = (end: Date) =>
    overlapsOwnVisit(own, { start: visit.startsAt, end }, { guestName, ignoreVisitId })
  return overlapsAt(plan.endsAt) && !overlapsAt(visit.endsAt) ? ['client_busy'] : []
}
