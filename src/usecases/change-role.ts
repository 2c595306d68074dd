import type { UseCaseContext } from '../context.ts'
import type { Role } from '../domain/roles.ts'
import { isAdmin } from '../domain/staff-state.ts'
import { updateRole } from '../storage/admins.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import { joinServicesOfAll, lockAllServices } from '../storage/performers.ts'
import { lockTeamMember } from '../storage/team.ts'
import type { Actor } from './actor.ts'
import { findAdminCard, type AdminCard } from './admin-card.ts'
import { redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { mayStillSetRoles, noteRole, refuseRole, roleAction } from './set-role.ts'

export interface ChangeRoleInput {
  readonly staffId: number
  /** Of the card that was shown. */
  readonly version: number
  /** `none`: they are removed; whoever can be booked stays so. */
  readonly role: Role | 'none'
}

export type ChangeRoleResult =
  /** The card is null when they work here no more. */
  | { readonly ok: true; readonly admin: AdminCard | null }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }
  | { readonly ok: false; readonly reason: 'too_many'; readonly most: number; readonly admin: AdminCard }
  /**
   * `oneself`, `by_operator`: nobody changes their own role, nor those in `ADMIN_IDS`. `last_super_admin`: somebody has to
   * be able to give roles. `changed_meanwhile`: somebody else was faster, the card shows what they did.
   */
  | {
      readonly ok: false
      readonly reason: 'oneself' | 'by_operator' | 'last_super_admin' | 'changed_meanwhile'
      readonly admin: AdminCard
    }

/** Gives somebody who works here another role, or takes it from them. It counts from their next tap on. */
export async function changeRole(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, version, role }: ChangeRoleInput,
): Promise<ChangeRoleResult> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }
  return await ctx.db.transaction(async (tx): Promise<ChangeRoleResult> => {
    if (!(await mayStillSetRoles(tx, actor))) return { ok: false, reason: 'forbidden' }
    const at = ctx.clock.now()
    const present = async () => (await findAdminCard(ctx, tx, actor, staffId)) ?? null
    if (await findEntryOfOrigin(tx, actor.origin, roleAction, redeliveryWindow(at))) {
      return { ok: true, admin: await present() }
    }
    await lockAllServices(tx)
    await lockTeamMember(tx, staffId)
    const admin = await present()
    if (!admin) return { ok: false, reason: 'staff_gone' }
    if (admin.fixed) return { ok: false, reason: admin.fixed, admin }
    if (admin.version !== version) return { ok: false, reason: 'changed_meanwhile', admin }
    if (admin.role === role) return { ok: true, admin }
    const change = { staffId, telegramId: admin.telegramId, from: admin.role, to: role }
    const refusal = await refuseRole(ctx, tx, change)
    if (refusal === 'too_many')
      return { ok: false, reason: refusal, most: ctx.maxAdminAdditionsPerHour, admin }
    if (refusal) return { ok: false, reason: refusal, admin }

    await updateRole(tx, staffId, role, at)
    if (joinsTeam(admin, role)) await joinServicesOfAll(tx, staffId)
    await noteRole(ctx, tx, actor, change)
    return { ok: true, admin: await present() }
  })
}

/** An admin who could not be booked was not of the team; as a specialist they are, hidden until somebody shows them. */
function joinsTeam(before: AdminCard, role: Role | 'none'): boolean {
  return role === 'specialist' && isAdmin(before) && !before.bookable
}
