import type { UseCaseContext } from '../context.ts'
import type { Booking } from '../domain/booking.ts'
import { requireVisit, type Visit } from '../domain/visit.ts'
import type { VisitPlan } from '../domain/visit-plan.ts'
import { freedBy } from '../domain/freed-time.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { moveIntoSession, moveVisit, type PartMove } from '../storage/visit-moves.ts'
import { lockWaitingList } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { leaveMetEntries } from './leave-met-entries.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { planNotices } from './plan-notices.ts'
import { cancelTasksOfVisit, planTasksOfVisit } from './plan-tasks-of-visit.ts'

export interface Move {
  readonly visit: Visit
  readonly plan: VisitPlan
  /** Of the service: a group's has several places. */
  readonly capacity: number
  /** What the visit waits for then. */
  readonly pendingFor: Booking['pendingFor']
  /** Of the audit log; a visit that keeps its time has changed. */
  readonly action: 'booking.move' | 'booking.change'
  /** With the client, by staff who move it. */
  readonly agreed?: boolean
}

/**
 * Moves a locked visit as planned: its tasks are planned anew, staff are told, the time that it leaves is offered, and its client
 * waits no longer for what it has become.
 * Throws what `isTimeTaken` knows when somebody was faster; the transaction is lost then.
 */
export async function writeMove(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { visit, plan, capacity, pendingFor, action, agreed = false }: Move,
): Promise<{ readonly moved: Visit; readonly entry: number }> {
  // Before the move, so that nobody who hands out a place waits for this one while it waits for them.
  await lockWaitingList(tx)
  const at = ctx.clock.now()
  await cancelTasksOfVisit(ctx, tx, visit)
  const moved = await take(tx, capacity, visit, plan, { pendingFor, at })
  await planTasksOfVisit(ctx, tx, moved)
  await leaveMetEntries(ctx, tx, moved)
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at,
    action,
    entity: 'booking',
    entityId: visit.id,
    before: valuesOf(visit),
    after: {
      ...valuesOf(moved),
      ...(action === 'booking.change' && { changed: whatChanged(visit, moved) }),
      ...(agreed && { agreed }),
    },
  })
  await planNotices(ctx, tx, {
    actor,
    booking: moved,
    entry,
    ...(action === 'booking.move' ? { kind: 'visit_moved', movedFrom: visit } : { kind: 'visit_changed' }),
    staffIdsBefore: visit.parts.map(({ staffId }) => staffId),
  })
  await offerFreedTime(ctx, tx, freedBy(visit))
  return { moved, entry }
}

function valuesOf({ startsAt, staffId, version, parts }: Visit): Record<string, unknown> {
  return {
    starts_at: startsAt,
    staff_id: staffId,
    version,
    parts: parts.map((part) => ({
      id: part.id,
      service_id: part.serviceId,
      staff_id: part.staffId,
      duration_min: part.durationMin,
      price_minor: part.priceMinor,
    })),
  }
}

function whatChanged(before: Visit, after: Visit): string[] {
  const isService = after.parts.some(({ serviceId }, index) => serviceId !== before.parts[index]?.serviceId)
  return [isService ? 'service' : 'staff']
}

/** Into the session that starts then, if it is a group's; else to a time of its own. */
async function take(
  tx: Transaction,
  capacity: number,
  visit: Visit,
  plan: VisitPlan,
  common: Pick<PartMove, 'pendingFor' | 'at'>,
): Promise<Visit> {
  const moves = visit.parts.flatMap(({ id: bookingId }, index): PartMove[] => {
    const part = plan.parts[index]
    return part ? [{ ...common, ...part, bookingId }] : []
  })
  const [seat] = moves
  const joined = capacity > 1 && seat ? await moveIntoSession(tx, seat, capacity) : undefined
  return requireVisit(joined ?? (await moveVisit(tx, moves)))
}
