import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Connection } from '../storage/database.ts'
import { findVisitCard } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'

/** The card of a booking that is known to exist. */
export async function requireVisitCard(
  ctx: UseCaseContext,
  db: Connection,
  bookingId: number,
): Promise<VisitCard> {
  const row = await findVisitCard(db, bookingId)
  if (!row) throw new Error(`booking ${bookingId} has no card`)
  return toVisitCard(row, await loadSettings(ctx, db))
}
