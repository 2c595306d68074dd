import type { UseCaseContext } from '../context.ts'
import { changeDeadline, isChangeable } from '../domain/booking-rules.ts'
import { isActive } from '../domain/booking-status.ts'
import { fingerprintOfText } from '../domain/fingerprint.ts'
import type { Settings } from '../domain/settings.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { findSeriesCards, findVisitCard, type VisitCardRow } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'

export type LoadedSeriesCancellation =
  | {
      readonly ok: true
      readonly seriesId: number
      readonly settings: Settings
      /** This visit and all later ones of its series that may still be cancelled. */
      readonly due: readonly VisitCardRow[]
      /** Those of them whose deadline has passed. */
      readonly tooLate: readonly VisitCardRow[]
      /** Of what is due, as it is now; whoever confirms it agrees to that. */
      readonly fingerprint: number
    }
  | { readonly ok: false; readonly reason: 'booking_gone' }

/** What a visit of the person's own and all later ones of its series come to when they are to be cancelled. */
export async function loadSeriesCancellation(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  bookingId: number,
): Promise<LoadedSeriesCancellation> {
  const row = await findVisitCard(db, bookingId)
  if (row?.userId !== actor.userId || row.seriesId === null) return { ok: false, reason: 'booking_gone' }
  const settings = await loadSettings(ctx, db)
  const now = ctx.clock.now()
  const rows = await findSeriesCards(db, actor.userId, row.seriesId, row.startsAt)
  const mayGo = (one: VisitCardRow) =>
    isActive(one.status) && isChangeable(one.startsAt, changeDeadline(one, one.parts, settings), now)
  const due = rows.filter(mayGo)
  return {
    ok: true,
    seriesId: row.seriesId,
    settings,
    due,
    tooLate: rows.filter((one) => !mayGo(one)),
    fingerprint: fingerprintOfText(due.map((one) => `${one.bookingId} ${one.version};`).join('')),
  }
}
