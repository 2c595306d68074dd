import type { UseCaseContext } from '../context.ts'
import type { Role } from '../domain/roles.ts'
import { lockAdminRowOf, lockRoles } from '../storage/admins.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import { lockAllServices } from '../storage/performers.ts'
import { clearLink } from '../storage/staff-links.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { checkAdminLink, type AdminLink, type AdminLinkRefusal } from './admin-link.ts'
import { redeliveryWindow } from './audit.ts'
import { employ, noteRole, refuseRole, roleAction } from './set-role.ts'
import { tellOwners } from './tell-owners.ts'

export type JoinByLinkResult =
  | { readonly outcome: 'joined'; readonly role: Role }
  /** So many admins an hour, whoever added them. */
  | { readonly outcome: 'too_many'; readonly most: number }
  | AdminLinkRefusal

/** Whoever holds a good link gets its role; once, and the owners are told who it is. */
export async function joinByLink(
  ctx: UseCaseContext,
  actor: Actor,
  link: AdminLink,
): Promise<JoinByLinkResult> {
  return await ctx.db.transaction(async (tx): Promise<JoinByLinkResult> => {
    const at = ctx.clock.now()
    const { role } = link
    const { telegramId, firstName: name } = actor
    await lockPerson(tx, actor.userId)
    await lockRoles(tx)
    await lockAllServices(tx)
    const known = await lockAdminRowOf(tx, telegramId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, roleAction, redeliveryWindow(at))
    if (repeated) return { outcome: 'joined', role }
    const present = known === undefined || known.role === 'none' ? null : known.role
    const checked = await checkAdminLink(tx, { role: present }, link, at)
    if (checked.outcome !== 'good') return checked
    const refusal = await refuseRole(ctx, tx, { staffId: 0, from: 'none', to: role })
    if (refusal) return { outcome: 'too_many', most: ctx.maxAdminAdditionsPerHour }

    const { issuer } = checked
    await clearLink(tx, issuer.staffId)
    const staffId = await employ(ctx, tx, { telegramId, name, role, addedBy: issuer.staffId }, known)
    const entry = await noteRole(ctx, tx, actor, { staffId, telegramId, from: 'none', to: role })
    await tellOwners(ctx, tx, entry, { notice: 'admin_joined', admin: staffId })
    return { outcome: 'joined', role }
  })
}
