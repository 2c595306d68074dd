import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Booking } from '../domain/booking.ts'
import { isChosenVisit, visitsOf } from '../domain/visit.ts'
import { noNotes, type VisitNotes } from '../domain/visit-notes.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import { listActiveBookings } from '../storage/bookings.ts'
import type { Transaction } from '../storage/database.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { redeliveryWindow } from './audit.ts'
import { bookVisit, type BookVisitResult } from './book-visit.ts'
import { loadSettings } from './load-settings.ts'
import { requireVisitCard } from './require-visit-card.ts'

export interface CreateBookingInput {
  /** In the order in which they are performed. */
  readonly serviceIds: readonly number[]
  /** Null: any specialist who is free. */
  readonly staffId: number | null
  readonly startsAt: Date
  /** Of the lengths that `domain/visit-notes.ts` reads; absent: none, and for whoever acts. */
  readonly notes?: VisitNotes
  /** The fingerprint of the summary that was confirmed; absent: it is booked for whatever holds now. */
  readonly seen?: number
}

export type CreateBookingResult =
  | { readonly ok: true; readonly visit: VisitCard; readonly repeated: boolean }
  | Extract<BookVisitResult, { ok: false }>
  /** `phone`: how to reach the business instead. */
  | { readonly ok: false; readonly reason: 'banned'; readonly phone: string | null }

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
    if (earlier !== undefined) return await answer(ctx, tx, earlier, true)
    const booked = await bookVisit(ctx, tx, actor, { person, own }, input)
    return booked.ok ? await answer(ctx, tx, booked.visit.id, false) : booked
  })
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
  const { guestName } = input.notes ?? noNotes
  return visitsOf(own).find((visit) => visit.guestName === guestName && isChosenVisit(visit, input))?.id
}

async function answer(
  ctx: UseCaseContext,
  tx: Transaction,
  bookingId: number,
  repeated: boolean,
): Promise<CreateBookingResult> {
  return { ok: true, visit: await requireVisitCard(ctx, tx, bookingId), repeated }
}
