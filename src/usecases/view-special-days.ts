import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'
import { loadSpecialDays, type SpecialDaysList } from './special-days-of.ts'

export type SpecialDaysView =
  | {
      readonly ok: true
      readonly list: SpecialDaysList
      /** Whoever only reads is shown no way to change it. */
      readonly changeable: boolean
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }

/** On which dates the business (no `staffId`) or a specialist does not work as usual. Specialists see their own. */
export async function viewSpecialDays(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId }: { readonly staffId: number | null },
): Promise<SpecialDaysView> {
  if (!isPermitted(actor, 'schedule_read', staffId)) return { ok: false, reason: 'forbidden' }
  const list = await loadSpecialDays(ctx, ctx.db, staffId)
  if (!list) return { ok: false, reason: 'staff_gone' }
  return { ok: true, list, changeable: isPermitted(actor, 'schedule', staffId) }
}
