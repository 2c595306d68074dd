import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Stars } from '../domain/review.ts'
import { findBookingDetails, listBookingHistory, type BookingDetails } from '../storage/booking-history.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { findVisitCard } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { decidesOn, type BookingRequest } from './lock-request.ts'
import { toVisitCard } from './visit-card.ts'

/** A visit as staff see it. */
export interface StaffBooking extends BookingRequest {
  readonly visit: VisitCard
  readonly clientId: number
  readonly username: string | null
  /** False: a client entered by hand, whom no message reaches. */
  readonly inBot: boolean
  readonly arrived: boolean
  readonly cancelReason: string | null
  readonly cancelledBy: 'client' | 'admin' | 'system' | null
  readonly review: BookingDetails['review']
  /** The latest first. */
  readonly history: readonly HistoryEntry[]
  /** The actor may change it; else they only perform a part of it. */
  readonly changeable: boolean
  readonly now: Date
}

export interface HistoryEntry {
  readonly at: Date
  readonly by: 'client' | 'staff' | 'system' | 'operator'
  readonly staffName: string | null
  readonly action: string
  /** Of a change of what is done or by whom. */
  readonly changed: 'service' | 'staff' | null
  /** Of a move: the start before and after. */
  readonly from: Date | null
  readonly to: Date | null
  /** Of a review. */
  readonly stars: Stars | null
}

const mostEntries = 10

/** The visit of a booking that is known to exist. */
export async function requireStaffBooking(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  bookingId: number,
): Promise<StaffBooking> {
  const row = await findVisitCard(db, bookingId)
  const details = row && (await findBookingDetails(db, row.bookingId))
  if (!details) throw new Error(`booking ${bookingId} has no card`)
  const ids = row.parts.map(({ id }) => id)
  const history = await listBookingHistory(db, ids, mostEntries)
  return {
    ...details,
    visit: toVisitCard(row, await loadSettings(ctx, db)),
    clientId: row.userId,
    clientName: row.clientName ?? '',
    clientPhone: row.clientPhone,
    cancelReason: row.cancelReason,
    history: history.map(({ at, actorKind, staffName, action, before, after }) => ({
      at,
      by: actorKind,
      staffName,
      action,
      changed: changedIn(after),
      from: startIn(before),
      to: startIn(after),
      stars: action === 'review.create' ? ((after?.['rating'] ?? null) as Stars | null) : null,
    })),
    changeable: decidesOn(actor, row),
    now: ctx.clock.now(),
  }
}

function changedIn(values: Readonly<Record<string, unknown>> | null): HistoryEntry['changed'] {
  const changed: unknown = values?.['changed']
  if (!Array.isArray(changed)) return null
  return changed.includes('service') ? 'service' : changed.includes('staff') ? 'staff' : null
}

function startIn(values: Readonly<Record<string, unknown>> | null): Date | null {
  const start = values?.['starts_at']
  return typeof start === 'string' ? new Date(start) : null
}
