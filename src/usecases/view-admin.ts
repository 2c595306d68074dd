import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { findAdminCard, type AdminCard } from './admin-card.ts'
import { isPermitted } from './permission.ts'

export type AdminView =
  | { readonly ok: true; readonly admin: AdminCard }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }

export async function viewAdmin(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId }: { readonly staffId: number },
): Promise<AdminView> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }
  const admin = await findAdminCard(ctx, ctx.db, actor, staffId)
  return admin ? { ok: true, admin } : { ok: false, reason: 'staff_gone' }
}
