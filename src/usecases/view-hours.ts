import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'
import { loadWeek, type HoursWeek } from './week-of.ts'

export type HoursView =
  | {
      readonly ok: true
      readonly week: HoursWeek
      /** Whoever only reads is shown no way to change it. */
      readonly changeable: boolean
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }

/** When the business (no `staffId`) or a specialist usually works. Specialists see their own. */
export async function viewHours(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId }: { readonly staffId: number | null },
): Promise<HoursView> {
  if (!isPermitted(actor, 'schedule_read', staffId)) return { ok: false, reason: 'forbidden' }
  const week = await loadWeek(ctx, ctx.db, staffId)
  if (!week) return { ok: false, reason: 'staff_gone' }
  return { ok: true, week, changeable: isPermitted(actor, 'schedule', staffId) }
}
