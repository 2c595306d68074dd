import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Actor } from './actor.ts'
import { findVisitCards } from './find-visit-card.ts'
import { findVisitsOutside } from './find-visits-outside.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'
import { toVisitCard } from './visit-card.ts'

export type VisitsOutside =
  | {
      readonly ok: true
      readonly visits: readonly { readonly visit: VisitCard; readonly clientName: string }[]
      readonly total: number
      /** Counted from 0; the last one when the page asked for does not exist any more. */
      readonly page: number
      readonly pages: number
    }
  | { readonly ok: false; readonly reason: 'forbidden' }

const pageSize = 10

/** Visits ahead of a specialist (null: of everybody) that are agreed outside the hours as they are now. */
export async function listVisitsOutside(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, page: asked }: { readonly staffId: number | null; readonly page: number },
): Promise<VisitsOutside> {
  if (!isPermitted(actor, 'schedule')) return { ok: false, reason: 'forbidden' }
  const times = await findVisitsOutside(ctx, ctx.db, staffId)
  const pages = Math.max(1, Math.ceil(times.length / pageSize))
  const page = Math.min(asked, pages - 1)
  const shown = times.slice(page * pageSize, (page + 1) * pageSize)
  const settings = await loadSettings(ctx)
  const rows = await findVisitCards(
    ctx.db,
    shown.map(({ bookingId }) => bookingId),
  )
  const visits = rows.map((row) => ({ visit: toVisitCard(row, settings), clientName: row.clientName ?? '' }))
  return { ok: true, visits, total: times.length, page, pages }
}
