import type { UseCaseContext } from '../context.ts'
import { roles } from '../domain/roles.ts'
import { listAdminRows, type AdminRow } from '../storage/admins.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'

export type AdminList =
  | { readonly ok: true; readonly admins: readonly AdminRow[] }
  | { readonly ok: false; readonly reason: 'forbidden' }

/** Everybody with a role, who may do most first. */
export async function listAdmins(ctx: UseCaseContext, actor: Actor): Promise<AdminList> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }
  return { ok: true, admins: await listAdminRows(ctx.db, roles) }
}
