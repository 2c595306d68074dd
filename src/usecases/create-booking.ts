import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Agenda } from '../domain/agenda.ts'
import {
  agendaPeriodOfStart,
  checkStart,
  rankSpecialists,
  visitAt,
  type StartRefusal,
} from '../domain/availability.ts'
import { countUpcomingVisits, overlapsOwnVisit } from '../domain/booking-rules.ts'
import type { Booking } from '../domain/booking.ts'
import type { Settings } from '../domain/settings.ts'
import { noNotes, type VisitNotes } from '../domain/visit-notes.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import {
  hasFreeSeat,
  insertBooking,
  joinSession,
  listActiveBookings,
  type NewBooking,
} from '../storage/bookings.ts'
import type { Transaction } from '../storage/database.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { loadAgenda, type AgendaQuery } from './load-agenda.ts'
import { loadSettings } from './load-settings.ts'
import { needsApproval } from './needs-approval.ts'
import { planNotices } from './plan-notices.ts'
import { planTasksOfVisit } from './plan-tasks-of-visit.ts'
import { requireVisitCard } from './require-visit-card.ts'

export interface CreateBookingInput {
  readonly serviceId: number
  /** Null: any specialist who is free. */
  readonly staffId: number | null
  readonly startsAt: Date
  /** Of the lengths that `domain/visit-notes.ts` reads; absent: none, and for whoever acts. */
  readonly notes?: VisitNotes
}

export type CreateBookingResult =
  | { readonly ok: true; readonly visit: VisitCard; readonly repeated: boolean }
  | { readonly ok: false; readonly reason: CreateBookingRefusal; readonly limit?: number }
  /** `phone`: how to reach the business instead. */
  | { readonly ok: false; readonly reason: 'banned'; readonly phone: string | null }
  /** The business wants a phone of everybody who books; `country`: of numbers without a country code. */
  | { readonly ok: false; readonly reason: 'phone_required'; readonly country: string }

export type CreateBookingRefusal =
  StartRefusal | 'limit_reached' | 'own_overlap' | 'service_gone' | 'staff_gone'

/**
 * Books a visit for whoever acts. The person's row is locked first, so that what is counted (their limit, their own
 * overlaps) stays true until the commit; the time itself is decided by the database's constraint. A second tap on
 * *Confirm*, or an update delivered twice, gives the visit that the first one made.
 */
export async function createBooking(
  ctx: UseCaseContext,
  actor: Actor,
  input: CreateBookingInput,
): Promise<CreateBookingResult> {
  return await ctx.db.transaction(async (tx) => {
    const person = await lockPerson(tx, actor.userId)
    if (!person || person.bannedAt) {
      return { ok: false, reason: 'banned', phone: (await loadSettings(ctx, tx)).phone }
    }

    const now = ctx.clock.now()
    const own = await listActiveBookings(tx, actor.userId, now)
    const earlier = await findEarlier(tx, actor, input, own, now)
    if (earlier !== undefined) return await repeatAnswer(ctx, tx, earlier)

    const loaded = await loadAgenda(ctx, { ...input, period: periodOf(input.startsAt) }, tx)
    if (!loaded.ok) return loaded
    const { agenda, settings } = loaded
    const offer = checkStart(agenda, input.startsAt, now, { staffId: input.staffId })
    if (!offer.ok) return offer
    if (countUpcomingVisits(own, now) >= settings.maxBookingsPerUser) {
      return { ok: false, reason: 'limit_reached', limit: settings.maxBookingsPerUser }
    }
    if (settings.phoneRequired && !person.hasPhone) {
      return { ok: false, reason: 'phone_required', country: settings.country }
    }
    const candidates = { staffIds: offer.staffIds, own, now, settings }
    const booking = await takeFirstFree(tx, actor, input, agenda, candidates)
    if (typeof booking === 'string') return { ok: false, reason: booking }
    return await finish(ctx, tx, actor, booking, settings)
  })
}

function periodOf(startsAt: Date): AgendaQuery['period'] {
  return (policy, service) => agendaPeriodOfStart(policy, service, startsAt)
}

/** The booking that this very update, or an equal tap a moment ago, has made already. */
async function findEarlier(
  tx: Transaction,
  actor: Actor,
  input: CreateBookingInput,
  own: readonly Booking[],
  now: Date,
): Promise<number | undefined> {
  const entry = await findEntryOfOrigin(tx, actor.origin, 'booking.create', redeliveryWindow(now))
  if (entry) return entry.entityId
  return own.find(
    (booking) =>
      booking.serviceId === input.serviceId &&
      booking.guestName === (input.notes ?? noNotes).guestName &&
      booking.startsAt.getTime() === input.startsAt.getTime() &&
      (input.staffId === null || booking.staffId === input.staffId),
  )?.id
}

async function repeatAnswer(
  ctx: UseCaseContext,
  tx: Transaction,
  bookingId: number,
): Promise<CreateBookingResult> {
  return { ok: true, visit: await requireVisitCard(ctx, tx, bookingId), repeated: true }
}

interface Candidates {
  readonly staffIds: readonly number[]
  readonly own: readonly Booking[]
  readonly now: Date
  readonly settings: Settings
}

/** The least busy free specialist; the next one when somebody was faster. */
async function takeFirstFree(
  tx: Transaction,
  actor: Actor,
  input: CreateBookingInput,
  agenda: Agenda,
  { staffIds, own, now, settings }: Candidates,
): Promise<Booking | 'slot_taken' | 'own_overlap'> {
  const { comment, guestName } = input.notes ?? noNotes
  let refusal: 'slot_taken' | 'own_overlap' = 'slot_taken'
  for (const staffId of rankSpecialists(agenda, input.startsAt, staffIds)) {
    const specialist = agenda.specialists.find(({ id }) => id === staffId)
    if (!specialist) continue
    const times = visitAt(agenda, staffId, input.startsAt)
    if (overlapsOwnVisit(own, { start: times.startsAt, end: times.endsAt }, { guestName })) {
      refusal = 'own_overlap'
      continue
    }
    const booking = await take(tx, agenda, {
      userId: actor.userId,
      serviceId: input.serviceId,
      staffId,
      startsAt: times.startsAt,
      endsAt: times.endsAt,
      busy: times.busy,
      priceMinor: specialist.priceMinor,
      durationMin: specialist.durationMin,
      source: 'client',
      guestName,
      comment,
      pendingFor: needsApproval(settings, actor, staffId) ? 'approval' : null,
      at: now,
    })
    if (booking) return booking
  }
  return refusal
}

/**
 * A group visit joins the session that starts then, or opens it. Who loses a race for either looks again while there is
 * a seat to win; each look means that somebody else got one.
 */
async function take(tx: Transaction, agenda: Agenda, booking: NewBooking): Promise<Booking | undefined> {
  const { capacity } = agenda.service
  if (capacity === 1) return await insertBooking(tx, booking)
  for (let attempt = 0; attempt <= capacity; attempt++) {
    const seat = (await joinSession(tx, booking, capacity)) ?? (await insertBooking(tx, booking))
    if (seat) return seat
    if (!(await hasFreeSeat(tx, booking, capacity))) return undefined
  }
  return undefined
}

async function finish(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  booking: Booking,
  settings: Settings,
): Promise<CreateBookingResult> {
  const now = ctx.clock.now()
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: now,
    action: 'booking.create',
    entity: 'booking',
    entityId: booking.id,
    before: null,
    after: {
      service_id: booking.serviceId,
      staff_id: booking.staffId,
      starts_at: booking.startsAt,
      status: booking.status,
      price_minor: booking.priceMinor,
    },
    origin: actor.origin,
  })
  await planTasksOfVisit(ctx, tx, booking, settings)
  await planNotices(ctx, tx, { actor, booking, entry, kind: 'visit_booked' })
  return { ok: true, visit: await requireVisitCard(ctx, tx, booking.id), repeated: false }
}
