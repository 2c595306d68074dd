import type { UseCaseContext, VisitCard } from '../context.ts'
import { visitOf, type Visit } from '../domain/visit.ts'
import { listVisitRows } from '../storage/bookings.ts'
import type { Connection, Transaction } from '../storage/database.ts'
import { findVisitCard } from './find-visit-card.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { lockAnybodysBooking } from './lock-anybodys-booking.ts'
import { isPermitted } from './permission.ts'
import { toVisitCard } from './visit-card.ts'

/** A client's booking as whoever decides on it sees it. */
export interface BookingRequest {
  readonly visit: VisitCard
  readonly clientName: string
  readonly clientPhone: string | null
}

/** Which request was decided on, as the button showed it. */
export interface RequestInput {
  readonly bookingId: number
  readonly version: number
}

export type DecisionRefusal =
  | { readonly ok: false; readonly reason: 'booking_gone' }
  /**
   * `decided`: somebody else, or the end of the hold, was faster. `changed_meanwhile`: the client has moved it since.
   * `begun`: its start has passed.
   */
  | {
      readonly ok: false
      readonly reason: 'decided' | 'changed_meanwhile' | 'begun'
      readonly request: BookingRequest
    }

/** Whether this person decides on the visit: admins on all, a specialist on what is wholly their own. */
export function decidesOn(
  actor: Pick<Actor, 'role' | 'staffId'>,
  { parts }: { readonly parts: readonly { readonly staffId: number }[] },
): boolean {
  return parts.every(({ staffId }) => isPermitted(actor, 'bookings', staffId))
}

/** Locks the client and then the visit. Undefined: there is none, or it is not this person's to decide on. */
export async function lockRequest(
  tx: Transaction,
  actor: Actor,
  bookingId: number,
): Promise<Visit | undefined> {
  const found = visitOf(await listVisitRows(tx, bookingId))
  if (!found || !decidesOn(actor, found)) return undefined
  const booking = await lockAnybodysBooking(tx, bookingId)
  return booking && decidesOn(actor, booking) ? booking : undefined
}

/** Null: it still waits, at the time that the button showed. */
export function refuseDecision(
  booking: Visit,
  { version }: RequestInput,
  now: Date,
): 'decided' | 'changed_meanwhile' | 'begun' | null {
  if (booking.status !== 'pending' || booking.pendingFor !== 'approval') return 'decided'
  if (booking.version !== version) return 'changed_meanwhile'
  return booking.startsAt <= now ? 'begun' : null
}

/** The request of a booking that is known to exist. */
export async function requireRequest(
  ctx: UseCaseContext,
  db: Connection,
  bookingId: number,
): Promise<BookingRequest> {
  const row = await findVisitCard(db, bookingId)
  if (!row) throw new Error(`booking ${bookingId} has no card`)
  const visit = toVisitCard(row, await loadSettings(ctx, db))
  return { visit, clientName: row.clientName ?? '', clientPhone: row.clientPhone }
}
