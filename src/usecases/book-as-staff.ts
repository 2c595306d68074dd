import type { UseCaseContext } from '../context.ts'
import { agendaPeriodOfStart } from '../domain/availability.ts'
import type { UnusualReason } from '../domain/staff-start.ts'
import { noNotes, type VisitNotes } from '../domain/visit-notes.ts'
import { isChosenVisit, requireVisit, visitsOf, type Visit } from '../domain/visit.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import { lockCalendar } from '../storage/calendar-lock.ts'
import type { Transaction } from '../storage/database.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { redeliveryWindow } from './audit.ts'
import { noteVisit } from './book-visit.ts'
import { chooseStaffStart } from './choose-staff-start.ts'
import { findServedClient } from './find-served-client.ts'
import { decidesOn } from './lock-request.ts'
import { leaveMetEntries, lockOwnEntries } from './leave-met-entries.ts'
import { planClientNotice, planNotices } from './plan-notices.ts'
import { requireStaffBooking, type StaffBooking } from './require-staff-booking.ts'
import { takePlace } from './take-place.ts'
import { loadTarget, type TargetRefusal } from './visit-target.ts'

export interface BookAsStaffInput {
  readonly clientId: number
  /** In the order in which they are performed. */
  readonly serviceIds: readonly number[]
  /** Null: whoever is free. */
  readonly staffId: number | null
  readonly startsAt: Date
  /** What was said against the start before it was confirmed. */
  readonly accepted: readonly UnusualReason[]
  /** Of the lengths that `domain/visit-notes.ts` reads; absent: none, and for the client themselves. */
  readonly notes?: VisitNotes
}

export type BookAsStaffResult =
  | { readonly ok: true; readonly booking: StaffBooking }
  | { readonly ok: false; readonly reason: BookAsStaffRefusal }

/** `unusual`: something speaks against the start by now that whoever acts was not warned of. */
export type BookAsStaffRefusal = TargetRefusal | 'past' | 'not_offered' | 'slot_taken' | 'unusual'

/**
 * Staff book for a client: confirmed at once, at any time that nobody has, and without the limit for clients. The client
 * is locked first, as by everybody who books for them; a second tap gives the visit that the first one made.
 */
export async function bookAsStaff(
  ctx: UseCaseContext,
  actor: Actor,
  input: BookAsStaffInput,
): Promise<BookAsStaffResult> {
  return await ctx.db.transaction(async (tx): Promise<BookAsStaffResult> => {
    const { clientId } = input
    const client = await findServedClient(tx, actor, clientId)
    if (!client || !(await lockPerson(tx, clientId))) return { ok: false, reason: 'client_gone' }
    const made = (await findEarlier(ctx, tx, actor, input)) ?? (await book(ctx, tx, actor, input))
    return typeof made === 'number'
      ? { ok: true, booking: await requireStaffBooking(ctx, tx, actor, made) }
      : { ok: false, reason: made }
  })
}

/** The booking that this very update, or an equal tap a moment ago, has made already. */
async function findEarlier(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  input: BookAsStaffInput,
): Promise<number | undefined> {
  const now = ctx.clock.now()
  const entry = await findEntryOfOrigin(tx, actor.origin, 'booking.create', redeliveryWindow(now))
  if (entry) return entry.entityId
  const own = visitsOf(await listActiveBookings(tx, input.clientId, now))
  return own.find((visit) => {
    const isForSame = visit.guestName === (input.notes ?? noNotes).guestName
    return isForSame && decidesOn(actor, visit) && isChosenVisit(visit, input)
  })?.id
}

async function book(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { clientId, serviceIds, staffId, startsAt, accepted, notes = noNotes }: BookAsStaffInput,
): Promise<number | BookAsStaffRefusal> {
  await lockCalendar(tx, 'shared')
  const loaded = await loadTarget(
    ctx,
    actor,
    { serviceIds, staffId, movingBookingId: null, clientId },
    (policy, services) => agendaPeriodOfStart(policy, services, startsAt),
    tx,
  )
  if (!loaded.ok) return loaded.reason
  const { client, agenda } = loaded
  if (!client) return 'client_gone'
  const start = await chooseStaffStart(ctx, tx, { ...loaded, client }, startsAt)
  if (!start.ok) return start.reason
  if (!start.unusual.every((reason) => accepted.includes(reason))) return 'unusual'

  await lockOwnEntries(ctx, tx, clientId)
  const { comment, guestName } = notes
  const visit = { userId: clientId, source: 'admin' as const, comment, guestName, at: ctx.clock.now() }
  const parts = start.plan.parts.map((part) => ({ ...visit, ...part }))
  const booked = await takePlace(tx, agenda.service.capacity, parts)
  if (!booked) return 'slot_taken'
  return await note(ctx, tx, actor, requireVisit(booked))
}

async function note(ctx: UseCaseContext, tx: Transaction, actor: Actor, visit: Visit): Promise<number> {
  await leaveMetEntries(ctx, tx, visit)
  const entry = await noteVisit(ctx, tx, actor, visit)
  await planNotices(ctx, tx, { actor, booking: visit, entry, kind: 'visit_booked' })
  await planClientNotice(ctx, tx, { booking: visit, entry, kind: 'booked_by_us' })
  return visit.id
}
