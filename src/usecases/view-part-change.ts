import type { UseCaseContext, VisitCard } from '../context.ts'
import type { UnusualReason } from '../domain/staff-start.ts'
import { priceOfParts, visitOf } from '../domain/visit.ts'
import type { VisitPlan } from '../domain/visit-plan.ts'
import { listVisitRows } from '../storage/bookings.ts'
import type { Actor } from './actor.ts'
import { listStaffVisits, type StaffVisit } from './list-staff-visits.ts'
import { decidesOn } from './lock-request.ts'
import { holdsItsTime } from './move-as-staff.ts'
import { planPartChange, type PartChange, type PartChangeRefusal } from './plan-part-change.ts'
import { requireStaffBooking, type StaffBooking } from './require-staff-booking.ts'

export type PartChangeView =
  | {
      readonly ok: true
      readonly booking: StaffBooking
      /** The visit as it would be, with its price and duration as agreed anew. */
      readonly changed: VisitCard
      readonly unusual: readonly UnusualReason[]
    }
  /** `booking_gone`: there is none to change, or it is not this person's to change. */
  | { readonly ok: false; readonly reason: PartChangeRefusal | 'booking_gone' }
  | { readonly ok: false; readonly reason: 'slot_taken'; readonly inTheWay: readonly StaffVisit[] }

interface PartChangeQuery extends PartChange {
  readonly bookingId: number
}

/** What a visit becomes with another service or specialist, before it is confirmed. */
export async function viewPartChange(
  ctx: UseCaseContext,
  actor: Actor,
  { bookingId, ...change }: PartChangeQuery,
): Promise<PartChangeView> {
  const visit = visitOf(await listVisitRows(ctx.db, bookingId))
  if (!visit || !decidesOn(actor, visit) || !holdsItsTime(visit)) return { ok: false, reason: 'booking_gone' }
  const planned = await planPartChange(ctx, ctx.db, actor, visit, change)
  if (!planned.ok) {
    if (planned.reason !== 'slot_taken') return planned
    return {
      ok: false,
      reason: 'slot_taken',
      inTheWay: await listStaffVisits(ctx, ctx.db, actor, planned.inTheWay),
    }
  }
  const booking = await requireStaffBooking(ctx, ctx.db, actor, bookingId)
  const changed = changedVisit(booking.visit, planned.plan, planned.services)
  return { ok: true, booking, changed, unusual: planned.unusual }
}

/** Specialists are named where they were before, or where they differ now. */
function changedVisit(
  visit: VisitCard,
  { parts: [first, ...others], endsAt }: VisitPlan,
  services: readonly { readonly name: string; readonly emoji: string | null }[],
): VisitCard {
  const isNamed = visit.parts.some(({ staffName }) => staffName !== null)
  const shown = (part: typeof first, index: number) => ({
    ...part,
    staffName: isNamed ? part.staffName : null,
    serviceName: services[index]?.name ?? '',
    serviceEmoji: services[index]?.emoji ?? null,
  })
  const parts = [first, ...others]
  const areBySeveral = parts.some(({ staffId }) => staffId !== first.staffId)
  return {
    ...visit,
    parts: [shown(first, 0), ...others.map((part, index) => shown(part, index + 1))],
    staffId: first.staffId,
    staffName: isNamed && !areBySeveral ? first.staffName : null,
    endsAt,
    durationMin: parts.reduce((sum, { durationMin }) => sum + durationMin, 0),
    priceMinor: priceOfParts(parts),
  }
}
