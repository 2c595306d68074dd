import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'
import { loadStaffCard, type StaffCard } from './staff-card.ts'

export type StaffCardView =
  | { readonly ok: true; readonly card: StaffCard }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }

/** A specialist's card: for admins everybody's, for specialists their own. */
export async function viewStaffCard(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId }: { readonly staffId: number },
): Promise<StaffCardView> {
  if (!isPermitted(actor, 'staff_read', staffId)) return { ok: false, reason: 'forbidden' }
  const card = await loadStaffCard(ctx, ctx.db, actor, staffId)
  return card ? { ok: true, card } : { ok: false, reason: 'staff_gone' }
}
