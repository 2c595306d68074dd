import type { UseCaseContext } from '../context.ts'
import { hasAccess, isAdmin } from '../domain/staff-state.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import { disconnectAccount, writeLink } from '../storage/staff-links.ts'
import { lockTeamMember } from '../storage/team.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { isPermitted } from './permission.ts'
import { requireStaffCard, type StaffCard } from './staff-card.ts'
import { hashOfToken, newLinkToken } from './staff-link.ts'

export type CreateStaffLinkResult =
  | { readonly ok: true; readonly card: StaffCard; readonly token: string }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }
  /** Somebody was faster, with the link or with anything else: the card shows what they made of it. */
  | { readonly ok: false; readonly reason: 'changed_meanwhile'; readonly card: StaffCard }

/**
 * Makes a link by which a specialist connects their account. Nobody can read the token again, so an update that comes
 * twice is one that came too late: the version has grown.
 */
export async function createStaffLink(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, version }: { readonly staffId: number; readonly version: number },
): Promise<CreateStaffLinkResult> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const member = await lockTeamMember(tx, staffId)
    if (!member) return { ok: false, reason: 'staff_gone' }
    const isPossible = !hasAccess(member) && member.state !== 'archived' && !isAdmin(member)
    if (member.version !== version || !isPossible) {
      return {
        ok: false,
        reason: 'changed_meanwhile',
        card: await requireStaffCard(ctx, tx, actor, staffId),
      }
    }
    // Whoever lost their role would keep the link from everybody else, and from themselves.
    if (member.telegramId !== null) await disconnectAccount(tx, staffId)
    const token = newLinkToken(now)
    await writeLink(tx, staffId, hashOfToken(token))
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'staff.link',
      entity: 'staff',
      entityId: staffId,
      before: null,
      after: null,
    })
    return { ok: true, card: await requireStaffCard(ctx, tx, actor, staffId), token }
  })
}
