import type { UseCaseContext } from '../context.ts'
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
import { insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import type { LockedPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { leaveMetEntries, lockOwnEntries } from './leave-met-entries.ts'
import { loadAgenda, type AgendaQuery } from './load-agenda.ts'
import { needsApproval } from './needs-approval.ts'
import { planNotices } from './plan-notices.ts'
import { planTasksOfVisit } from './plan-tasks-of-visit.ts'
import { takePlace } from './take-place.ts'

export interface VisitWish {
  readonly serviceIds: readonly number[]
  /** Null: any specialist who is free. */
  readonly staffId: number | null
  readonly startsAt: Date
  /** Of the lengths that `domain/visit-notes.ts` reads; absent: none, and for whoever acts. */
  readonly notes?: VisitNotes
  /** The repeats that it belongs to; absent or null: none. */
  readonly seriesId?: number | null
  /** False: whoever books lets staff know by themselves, as once for a whole series. */
  readonly tellsStaff?: boolean
}

/** Whose visit it is: locked by this transaction, and allowed to book. */
export interface Booker {
  readonly person: LockedPerson
  /** Every active visit of theirs that is not over, those made a moment ago by this very transaction included. */
  readonly own: readonly Booking[]
}

export type BookVisitResult =
  /** `entry`: of the audit log. */
  | {
      readonly ok: true
      readonly bookings: readonly [Booking, ...Booking[]]
      readonly entry: number
      readonly settings: Settings
    }
  | { readonly ok: false; readonly reason: BookVisitRefusal }
  | { readonly ok: false; readonly reason: 'limit_reached'; readonly limit: number }
  /** The business wants a phone of everybody who books; `country`: of numbers without a country code. */
  | { readonly ok: false; readonly reason: 'phone_required'; readonly country: string }

export type BookVisitRefusal = StartRefusal | 'own_overlap' | 'service_gone' | 'staff_gone'

/**
 * Books one visit inside a transaction that has locked its person: the start is checked, the database's constraint
 * decides the time, and what is planned for the visit is written down. A refusal writes nothing and leaves the
 * transaction usable, so several visits can be booked one after the other, each with `own` as it is by then.
 */
export async function bookVisit(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  booker: Booker,
  wish: VisitWish,
): Promise<BookVisitResult> {
  const now = ctx.clock.now()
  const { serviceIds, staffId } = wish
  const query = { serviceIds, staffId, period: periodOf(wish.startsAt) }
  const loaded = await loadAgenda(ctx, query, tx)
  if (!loaded.ok) return loaded
  const { agenda, settings } = loaded
  const offer = checkStart(agenda, wish.startsAt, now, { staffId: wish.staffId })
  if (!offer.ok) return offer
  if (countUpcomingVisits(booker.own, now) >= settings.maxBookingsPerUser) {
    return { ok: false, reason: 'limit_reached', limit: settings.maxBookingsPerUser }
  }
  if (settings.phoneRequired && !booker.person.hasPhone) {
    return { ok: false, reason: 'phone_required', country: settings.country }
  }
  await lockOwnEntries(ctx, tx, booker.person.id)
  const candidates = { staffIds: offer.staffIds, booker, now, settings }
  const booking = await takeFirstFree(tx, actor, wish, agenda, candidates)
  if (typeof booking === 'string') return { ok: false, reason: booking }
  await leaveMetEntries(ctx, tx, booking, settings.timeZone)
  const entry = await noteVisit(ctx, tx, actor, booking, settings)
  if (wish.tellsStaff ?? true) await planNotices(ctx, tx, { actor, booking, entry, kind: 'visit_booked' })
  return { ok: true, bookings: [booking], entry, settings }
}

function periodOf(startsAt: Date): AgendaQuery['period'] {
  return (policy, services) => agendaPeriodOfStart(policy, services, startsAt)
}

interface Candidates {
  readonly staffIds: readonly number[]
  readonly booker: Booker
  readonly now: Date
  readonly settings: Settings
}

/** The least busy free specialist; the next one when somebody was faster. */
async function takeFirstFree(
  tx: Transaction,
  actor: Actor,
  wish: VisitWish,
  agenda: Agenda,
  { staffIds, booker, now, settings }: Candidates,
): Promise<Booking | 'slot_taken' | 'own_overlap'> {
  const { comment, guestName } = wish.notes ?? noNotes
  let refusal: 'slot_taken' | 'own_overlap' = 'slot_taken'
  for (const staffId of rankSpecialists(agenda, wish.startsAt, staffIds)) {
    const specialist = agenda.specialists.find(({ id }) => id === staffId)
    if (!specialist) continue
    const times = visitAt(agenda, staffId, wish.startsAt)
    if (overlapsOwnVisit(booker.own, { start: times.startsAt, end: times.endsAt }, { guestName })) {
      refusal = 'own_overlap'
      continue
    }
    const booking = await takePlace(tx, agenda.service.capacity, {
      userId: booker.person.id,
      serviceId: agenda.service.id,
      staffId,
      startsAt: times.startsAt,
      endsAt: times.endsAt,
      busy: times.busy,
      priceMinor: specialist.priceMinor,
      durationMin: specialist.durationMin,
      source: 'client',
      guestName,
      comment,
      seriesId: wish.seriesId ?? null,
      pendingFor: needsApproval(settings, actor, staffId) ? 'approval' : null,
      at: now,
    })
    if (booking) return booking
  }
  return refusal
}

/** The audit entry, and whatever is to happen around the visit. */
async function noteVisit(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  booking: Booking,
  settings: Settings,
): Promise<number> {
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: ctx.clock.now(),
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
  return entry
}
