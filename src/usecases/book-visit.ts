import type { UseCaseContext } from '../context.ts'
import type { Agenda } from '../domain/agenda.ts'
import { agendaPeriodOfStart, checkStart, type StartRefusal } from '../domain/availability.ts'
import { countUpcomingVisits, overlapsOwnVisit } from '../domain/booking-rules.ts'
import type { Booking } from '../domain/booking.ts'
import type { Settings } from '../domain/settings.ts'
import { requireVisit, type Visit } from '../domain/visit.ts'
import { noNotes, type VisitNotes } from '../domain/visit-notes.ts'
import { areTermsAsSeen, likelyPlans, plansAt } from '../domain/visit-plan.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
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
  /** In the order in which they are performed, back to back. */
  readonly serviceIds: readonly number[]
  /** Null: whoever is free, one for all of them if possible. */
  readonly staffId: number | null
  readonly startsAt: Date
  /** Of the lengths that `domain/visit-notes.ts` reads; absent: none, and for whoever acts. */
  readonly notes?: VisitNotes
  /** The fingerprint of the terms that were shown (`fingerprintOfTerms`); absent: it is booked for whatever holds now. */
  readonly seen?: number
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
      readonly visit: Visit
      readonly entry: number
      readonly settings: Settings
    }
  | { readonly ok: false; readonly reason: BookVisitRefusal }
  /** `upcoming`: how many visits they have ahead. */
  | { readonly ok: false; readonly reason: 'limit_reached'; readonly upcoming: number }
  /** The business wants a phone of everybody who books; `country`: of numbers without a country code. */
  | { readonly ok: false; readonly reason: 'phone_required'; readonly country: string }

/** `terms_changed`: price or duration is not what was shown. */
export type BookVisitRefusal = StartRefusal | 'own_overlap' | 'service_gone' | 'staff_gone' | 'terms_changed'

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
  await lockCalendar(tx, 'shared')
  const loaded = await loadAgenda(ctx, query, tx)
  if (!loaded.ok) return loaded
  const { agenda, settings } = loaded
  const offer = checkStart(agenda, wish.startsAt, now, { staffId: wish.staffId })
  if (!offer.ok) return offer
  const upcoming = countUpcomingVisits(booker.own, now)
  if (upcoming >= settings.maxBookingsPerUser) return { ok: false, reason: 'limit_reached', upcoming }
  if (settings.phoneRequired && !booker.person.hasPhone) {
    return { ok: false, reason: 'phone_required', country: settings.country }
  }
  const plans = likelyPlans(agenda, wish.startsAt, { staffId })
  if (!areTermsAsSeen(plans, settings.currency, wish.seen)) {
    return { ok: false, reason: 'terms_changed' }
  }
  await lockOwnEntries(ctx, tx, booker.person.id)
  const visit = await takeFirstFree(tx, actor, wish, { agenda, booker, now, settings })
  if (typeof visit === 'string') return { ok: false, reason: visit }
  await leaveMetEntries(ctx, tx, visit)
  const entry = await noteVisit(ctx, tx, actor, visit)
  if (wish.tellsStaff ?? true) {
    await planNotices(ctx, tx, { actor, booking: visit, entry, kind: 'visit_booked' })
  }
  return { ok: true, visit, entry, settings }
}

function periodOf(startsAt: Date): AgendaQuery['period'] {
  return (policy, services) => agendaPeriodOfStart(policy, services, startsAt)
}

interface Circumstances {
  readonly agenda: Agenda
  readonly booker: Booker
  readonly now: Date
  readonly settings: Settings
}

/** The first of the ways to perform it that is still free; the next one when somebody was faster. */
async function takeFirstFree(
  tx: Transaction,
  actor: Actor,
  wish: VisitWish,
  { agenda, booker, now, settings }: Circumstances,
): Promise<Visit | 'slot_taken' | 'own_overlap'> {
  const { comment, guestName } = wish.notes ?? noNotes
  let refusal: 'slot_taken' | 'own_overlap' = 'slot_taken'
  for (const plan of plansAt(agenda, wish.startsAt, { staffId: wish.staffId })) {
    if (overlapsOwnVisit(booker.own, { start: plan.startsAt, end: plan.endsAt }, { guestName })) {
      refusal = 'own_overlap'
      continue
    }
    const visit = {
      userId: booker.person.id,
      source: 'client' as const,
      guestName,
      comment,
      seriesId: wish.seriesId ?? null,
      pendingFor: needsApproval(settings, actor, plan.parts) ? ('approval' as const) : null,
      at: now,
    }
    const booked = await takePlace(
      tx,
      agenda.service.capacity,
      plan.parts.map((part) => ({ ...visit, ...part })),
    )
    if (booked) return requireVisit(booked)
  }
  return refusal
}

/** The audit entry, and whatever is to happen around the visit. */
export async function noteVisit(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  visit: Visit,
): Promise<number> {
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: ctx.clock.now(),
    action: 'booking.create',
    entity: 'booking',
    entityId: visit.id,
    before: null,
    after: {
      service_id: visit.serviceId,
      staff_id: visit.staffId,
      starts_at: visit.startsAt,
      status: visit.status,
      price_minor: visit.priceMinor,
      ...(visit.parts.length > 1 && { parts: visit.parts.map(partOf) }),
    },
    origin: actor.origin,
  })
  await planTasksOfVisit(ctx, tx, visit)
  return entry
}

function partOf({ id, serviceId, staffId, startsAt, priceMinor }: Booking): Record<string, unknown> {
  return { id, service_id: serviceId, staff_id: staffId, starts_at: startsAt, price_minor: priceMinor }
}
