import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Agenda } from '../domain/agenda.ts'
import {
  agendaPeriodOfStart,
  checkStart,
  rankSpecialists,
  visitAt,
  type StartRefusal,
} from '../domain/availability.ts'
import {
  cancellationHoursOf,
  overlapsOwnVisit,
  refuseMove,
  withAgreedTerms,
  type MoveRefusal,
} from '../domain/booking-rules.ts'
import type { Booking } from '../domain/booking.ts'
import type { Settings } from '../domain/settings.ts'
import { freedBy } from '../domain/waiting-list.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { listActiveBookings, moveBooking, moveIntoSession, type NewTime } from '../storage/bookings.ts'
import { errorConstraint, type Transaction } from '../storage/database.ts'
import { lockWaitingList } from '../storage/waiting-list.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { loadAgenda } from './load-agenda.ts'
import { lockOwnBooking } from './lock-own-booking.ts'
import { needsApproval } from './needs-approval.ts'
import { offerFreedTime } from './offer-freed-time.ts'
import { planNotices } from './plan-notices.ts'
import { cancelTasksOfVisit, planTasksOfVisit } from './plan-tasks-of-visit.ts'
import { requireVisitCard } from './require-visit-card.ts'

export interface RescheduleBookingInput {
  readonly bookingId: number
  /** Of the booking as the screen showed it. */
  readonly version: number
  /** Null: whoever is free, the present specialist first. */
  readonly staffId: number | null
  readonly startsAt: Date
}

export type RescheduleBookingResult =
  | { readonly ok: true; readonly visit: VisitCard; readonly movedFrom: Date }
  | {
      readonly ok: false
      readonly reason: RescheduleRefusal
      /** With `too_late`: hours before the start until which a client may move, and how to reach the business. */
      readonly hours?: number
      readonly phone?: string | null
    }

export type RescheduleRefusal = StartRefusal | MoveRefusal | 'own_overlap' | 'service_gone' | 'staff_gone'

/** Somebody else holds the time, or the seat. */
const takenConstraints = new Set(['bookings_no_overlap', 'bookings_session_seat_index'])

/**
 * Moves the person's own visit while its deadline allows. Service and agreed terms stay; its reminders are planned
 * anew. Where the business confirms each booking, it confirms the new time, too. A move that loses a race loses its whole transaction, so the visit is either where it was or where it should be.
 */
export async function rescheduleBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: RescheduleBookingInput,
): Promise<RescheduleBookingResult> {
  try {
    return await ctx.db.transaction((tx) => reschedule(ctx, tx, actor, input))
  } catch (error) {
    if (takenConstraints.has(errorConstraint(error) ?? '')) return { ok: false, reason: 'slot_taken' }
    throw error
  }
}

async function reschedule(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  input: RescheduleBookingInput,
): Promise<RescheduleBookingResult> {
  const now = ctx.clock.now()
  const booking = await lockOwnBooking(tx, actor, input.bookingId)
  if (!booking) return { ok: false, reason: 'booking_gone' }
  const repeated = await findEntryOfOrigin(tx, actor.origin, 'booking.move', redeliveryWindow(now))
  if (repeated) return await repeatAnswer(ctx, tx, repeated.entityId, repeated.before)

  const loaded = await loadAgenda(
    ctx,
    {
      serviceIds: [booking.serviceId],
      staffId: input.staffId,
      period: (policy, services) => agendaPeriodOfStart(policy, services, input.startsAt),
    },
    tx,
  )
  if (!loaded.ok) return loaded
  const { settings } = loaded
  const hours = cancellationHoursOf(booking, [loaded.agenda.service], settings)
  const refusal = refuseMove(booking, input, hours, now)
  if (refusal === 'too_late') return { ok: false, reason: refusal, hours, phone: settings.phone }
  if (refusal) return { ok: false, reason: refusal }

  const agenda = withAgreedTerms(loaded.agenda, [booking])
  const options = { staffId: input.staffId, ignoreVisitId: booking.visitId }
  const offer = checkStart(agenda, input.startsAt, now, options)
  if (!offer.ok) return offer
  const time = await chooseTime(ctx, tx, agenda, booking, input.startsAt, offer.staffIds)
  if (!time) return { ok: false, reason: 'own_overlap' }
  const pendingFor = needsApproval(settings, actor, time.staffId) ? 'approval' : booking.pendingFor
  return await finish(ctx, tx, actor, { booking, agenda, time: { ...time, pendingFor }, settings })
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

/** With the present specialist if they are free, else the least busy one; undefined: the person is elsewhere then. */
async function chooseTime(
  ctx: UseCaseContext,
  tx: Transaction,
  agenda: Agenda,
  booking: Booking,
  startsAt: Date,
  free: readonly number[],
): Promise<Omit<NewTime, 'pendingFor'> | undefined> {
  const now = ctx.clock.now()
  const own = await listActiveBookings(tx, booking.userId, now)
  const ranked = free.includes(booking.staffId) ? [booking.staffId] : rankSpecialists(agenda, startsAt, free)
  for (const staffId of ranked) {
    const specialist = agenda.specialists.find(({ id }) => id === staffId)
    const times = visitAt(agenda, staffId, startsAt, booking.visitId)
    const during = { start: times.startsAt, end: times.endsAt }
    const ignore = { guestName: booking.guestName, ignoreVisitId: booking.visitId }
    if (!specialist || overlapsOwnVisit(own, during, ignore)) continue
    const { durationMin, priceMinor } = specialist
    return { ...times, staffId, durationMin, priceMinor, at: now }
  }
  return undefined
}

interface Move {
  readonly booking: Booking
  readonly agenda: Agenda
  readonly time: NewTime
  readonly settings: Settings
}

async function finish(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { booking, agenda, time, settings }: Move,
): Promise<RescheduleBookingResult> {
  // Before the move, so that nobody who hands out a place waits for this one while it waits for them.
  await lockWaitingList(tx)
  await cancelTasksOfVisit(ctx, tx, booking)
  const { capacity } = agenda.service
  const joined = capacity > 1 ? await moveIntoSession(tx, booking.id, time, capacity) : undefined
  const moved = joined ?? (await moveBooking(tx, booking.id, time))
  await planTasksOfVisit(ctx, tx, moved, settings)
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: time.at,
    action: 'booking.move',
    entity: 'booking',
    entityId: booking.id,
    before: { starts_at: booking.startsAt, staff_id: booking.staffId, version: booking.version },
    after: { starts_at: moved.startsAt, staff_id: moved.staffId, version: moved.version },
  })
  await planNotices(ctx, tx, {
    actor,
    booking: moved,
    entry,
    kind: 'visit_moved',
    movedFrom: booking.startsAt,
    movedFromStaffId: booking.staffId,
  })
  await offerFreedTime(ctx, tx, freedBy(booking))
  const visit = await requireVisitCard(ctx, tx, moved.id)
  return { ok: true, visit, movedFrom: booking.startsAt }
}
