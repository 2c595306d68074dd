import type { UseCaseContext, VisitCard } from '../context.ts'
import { partsOf, type Agenda } from '../domain/agenda.ts'
import {
  agendaPeriodOfStart,
  checkStart,
  type AvailabilityOptions,
  type StartRefusal,
} from '../domain/availability.ts'
import {
  changeDeadline,
  overlapsOwnVisit,
  refuseMove,
  withAgreedTerms,
  withPresentStaff,
  type MoveRefusal,
} from '../domain/booking-rules.ts'
import type { Visit } from '../domain/visit.ts'
import { areTermsAsSeen, likelyPlans, plansAt, type VisitPlan } from '../domain/visit-plan.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import type { Transaction } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { redeliveryWindow } from './audit.ts'
import { loadAgenda } from './load-agenda.ts'
import { lockOwnBooking } from './lock-own-booking.ts'
import { needsApproval } from './needs-approval.ts'
import { requireVisitCard } from './require-visit-card.ts'
import { takeTime } from './take-time.ts'
import { writeMove } from './write-move.ts'

export interface RescheduleBookingInput {
  readonly bookingId: number
  /** Of the booking as the screen showed it. */
  readonly version: number
  /** Null: whoever is free, the present specialists first. */
  readonly staffId: number | null
  readonly startsAt: Date
  /** The fingerprint of the terms that were shown (`fingerprintOfTerms`); absent: it moves for whatever holds now. */
  readonly seen?: number
}

export type RescheduleBookingResult =
  | { readonly ok: true; readonly visit: VisitCard; readonly movedFrom: Date }
  | { readonly ok: false; readonly reason: RescheduleRefusal }

/** `terms_changed`: price or duration is not what was shown. */
export type RescheduleRefusal =
  StartRefusal | MoveRefusal | 'own_overlap' | 'service_gone' | 'staff_gone' | 'banned' | 'terms_changed'

/**
 * Moves the person's own visit while its deadline allows. Services and agreed terms stay; its reminders are planned
 * anew. Who is banned takes no new time, and may only cancel. Where the business confirms each booking, it confirms the new time, too. A move that loses a race loses its whole transaction, so the visit is either where it was or where it should be.
 */
export async function rescheduleBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: RescheduleBookingInput,
): Promise<RescheduleBookingResult> {
  const result = await takeTime(ctx.db, (tx) => reschedule(ctx, tx, actor, input))
  return result === 'slot_taken' ? { ok: false, reason: result } : result
}

async function reschedule(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  input: RescheduleBookingInput,
): Promise<RescheduleBookingResult> {
  const now = ctx.clock.now()
  const visit = await lockOwnBooking(tx, actor, input.bookingId)
  if (!visit) return { ok: false, reason: 'booking_gone' }
  const repeated = await findEntryOfOrigin(tx, actor.origin, 'booking.move', redeliveryWindow(now))
  if (repeated) return await repeatAnswer(ctx, tx, repeated.entityId, repeated.before)

  if (actor.banned) return { ok: false, reason: 'banned' }
  await lockCalendar(tx, 'shared')
  const serviceIds = visit.parts.map(({ serviceId }) => serviceId)
  const loaded = await loadAgenda(
    ctx,
    {
      serviceIds,
      agreedIds: serviceIds,
      staffId: input.staffId,
      period: (policy, services) => agendaPeriodOfStart(policy, services, input.startsAt),
    },
    tx,
  )
  if (!loaded.ok) return loaded
  const { settings } = loaded
  const services = partsOf(loaded.agenda).map(({ service }) => service)
  const refusal = refuseMove(visit, input, changeDeadline(visit, services, settings), now)
  if (refusal) return { ok: false, reason: refusal }

  const agenda = withAgreedTerms(loaded.agenda, visit.parts)
  const options = { staffId: input.staffId, ignoreVisitId: visit.visitId }
  const offer = checkStart(agenda, input.startsAt, now, options)
  if (!offer.ok) return offer
  const plans = likelyPlans(agenda, input.startsAt, options)
  if (!areTermsAsSeen(plans, settings.currency, input.seen)) {
    return { ok: false, reason: 'terms_changed' }
  }
  const plan = await choosePlan(ctx, tx, agenda, visit, input.startsAt, options)
  if (!plan) return { ok: false, reason: 'own_overlap' }
  const { moved } = await writeMove(ctx, tx, actor, {
    visit,
    plan,
    capacity: agenda.service.capacity,
    action: 'booking.move',
    pendingFor: needsApproval(settings, actor, plan.parts) ? 'approval' : visit.pendingFor,
  })
  return { ok: true, visit: await requireVisitCard(ctx, tx, moved.id), movedFrom: visit.startsAt }
}

async function repeatAnswer(
  ctx: UseCaseContext,
  tx: Transaction,
  bookingId: number,
  before: Record<string, unknown> | null,
): Promise<RescheduleBookingResult> {
  const visit = await requireVisitCard(ctx, tx, bookingId)
  return { ok: true, visit, movedFrom: new Date(String(before?.['starts_at'])) }
}

/** As the visit is, if that is free, else the first way that is; undefined: the person is elsewhere then. */
async function choosePlan(
  ctx: UseCaseContext,
  tx: Transaction,
  agenda: Agenda,
  visit: Visit,
  startsAt: Date,
  options: AvailabilityOptions,
): Promise<VisitPlan | undefined> {
  const own = await listActiveBookings(tx, visit.userId, ctx.clock.now())
  const { guestName, visitId: ignoreVisitId } = visit
  const isPossible = ({ startsAt: start, endsAt: end }: VisitPlan) =>
    !overlapsOwnVisit(own, { start, end }, { guestName, ignoreVisitId })
  const [asItIs] = plansAt(withPresentStaff(agenda, visit.parts), startsAt, options)
  if (asItIs) return isPossible(asItIs) ? asItIs : undefined
  for (const plan of plansAt(agenda, startsAt, options)) if (isPossible(plan)) return plan
  return undefined
}
