import type { UseCaseContext } from '../context.ts'
import { hasAccess, isAdmin } from '../domain/staff-state.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { disconnectAccount } from '../storage/staff-links.ts'
import { lockTeamMember } from '../storage/team.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import type { SpecialistChangeResult } from './edit-specialist.ts'
import { isPermitted } from './permission.ts'
import { requireStaffCard } from './staff-card.ts'
import { tellOfRole } from './tell-of-role.ts'

/** Takes a specialist's access away; they stay bookable, and another account can be connected. */
export async function disconnectSpecialist(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, version }: { readonly staffId: number; readonly version: number },
): Promise<SpecialistChangeResult> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const present = async () => await requireStaffCard(ctx, tx, actor, staffId)
    if (await findEntryOfOrigin(tx, actor.origin, 'staff.disconnect', redeliveryWindow(now))) {
      return { ok: true, card: await present() }
    }
    const member = await lockTeamMember(tx, staffId)
    if (!member) return { ok: false, reason: 'staff_gone' }
    if (member.version !== version || !hasAccess(member) || isAdmin(member)) {
      return { ok: false, reason: 'changed_meanwhile', card: await present() }
    }
    await disconnectAccount(tx, staffId)
    const entry = await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'staff.disconnect',
      entity: 'staff',
      entityId: staffId,
      before: { role: member.role },
      after: { role: 'none' },
    })
    await tellOfRole(ctx, tx, actor, { telegramId: member.telegramId, role: 'none', entry })
    return { ok: true, card: await present() }
  })
}
