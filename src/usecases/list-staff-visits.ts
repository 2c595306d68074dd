import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { findVisitCards } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'
import { toVisitCard } from './visit-card.ts'

/** A visit among others, to staff. */
export interface StaffVisit {
  readonly visit: VisitCard
  /** Empty: they had their data removed, or they are not for whoever looks. */
  readonly clientName: string
}

/** More would be no answer to the question whose time it is. */
const mostShown = 3

/** The visits of these bookings, the nearest first, with their clients as far as whoever acts may see them. */
export async function listStaffVisits(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  bookingIds: readonly number[],
): Promise<StaffVisit[]> {
  const rows = (await findVisitCards(db, bookingIds)).slice(0, mostShown)
  const settings = await loadSettings(ctx, db)
  return rows.map((row) => {
    const isTheirs = row.parts.some(({ staffId }) => isPermitted(actor, 'bookings', staffId))
    return { visit: toVisitCard(row, settings), clientName: isTheirs ? (row.clientName ?? '') : '' }
  })
}
