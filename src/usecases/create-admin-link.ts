import type { UseCaseContext } from '../context.ts'
import type { Role } from '../domain/roles.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { writeAdminLink } from '../storage/staff-links.ts'
import type { Actor } from './actor.ts'
import { hashOfAdminLink } from './admin-link.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { mayStillSetRoles, refuseRole } from './set-role.ts'
import { newLinkToken } from './staff-link.ts'

export type CreateAdminLinkResult =
  | { readonly ok: true; readonly role: Role; readonly token: string }
  /** `made_already`: by this update, and nobody can read the token a second time. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'made_already' }
  | { readonly ok: false; readonly reason: 'too_many'; readonly most: number }

const action = 'staff.admin_link'

/**
 * Makes a link by which whoever opens it first gets a role. Each owner has one at a time, kept with their own row: a newer
 * one takes the place of the one before, and none is good any more once they may give no roles.
 */
export async function createAdminLink(
  ctx: UseCaseContext,
  actor: Actor,
  { role }: { readonly role: Role },
): Promise<CreateAdminLinkResult> {
  const { staffId } = actor
  if (staffId === null || !isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }
  return await ctx.db.transaction(async (tx): Promise<CreateAdminLinkResult> => {
    if (!(await mayStillSetRoles(tx, actor))) return { ok: false, reason: 'forbidden' }
    const now = ctx.clock.now()
    const repeated = await findEntryOfOrigin(tx, actor.origin, action, redeliveryWindow(now))
    if (repeated) return { ok: false, reason: 'made_already' }
    const refusal = await refuseRole(ctx, tx, { staffId: 0, from: 'none', to: role })
    if (refusal) return { ok: false, reason: 'too_many', most: ctx.maxAdminAdditionsPerHour }
    const token = newLinkToken(now)
    await writeAdminLink(tx, staffId, hashOfAdminLink({ role, token }))
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action,
      entity: 'staff',
      entityId: staffId,
      before: null,
      after: { link_role: role },
    })
    return { ok: true, role, token }
  })
}
