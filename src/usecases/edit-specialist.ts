import type { UseCaseContext } from '../context.ts'
import { isAllowedOfStaff, type StaffChange } from '../domain/staff-fields.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { columnOfStaffField, lockTeamMember, updateTeamMember } from '../storage/team.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { requireStaffCard, type StaffCard } from './staff-card.ts'

export interface EditSpecialistInput {
  readonly staffId: number
  /** Of the specialist as they were shown. */
  readonly version: number
  readonly change: StaffChange
}

export type SpecialistChangeResult =
  | { readonly ok: true; readonly card: StaffCard }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' | 'invalid' }
  /** Somebody else was faster: the card shows what they made of it. */
  | { readonly ok: false; readonly reason: 'changed_meanwhile'; readonly card: StaffCard }

/** Changes one field of a specialist. It counts at once, also in the cards of visits that are agreed. */
export async function editSpecialist(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, version, change }: EditSpecialistInput,
): Promise<SpecialistChangeResult> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }
  if (!isAllowedOfStaff(change)) return { ok: false, reason: 'invalid' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const present = async () => await requireStaffCard(ctx, tx, actor, staffId)
    if (await findEntryOfOrigin(tx, actor.origin, 'staff.edit', redeliveryWindow(now))) {
      return { ok: true, card: await present() }
    }
    const member = await lockTeamMember(tx, staffId)
    if (!member) return { ok: false, reason: 'staff_gone' }
    if (member.version !== version || member.state === 'archived') {
      return { ok: false, reason: 'changed_meanwhile', card: await present() }
    }
    if (member[change.field] === change.value) return { ok: true, card: await present() }

    await updateTeamMember(tx, staffId, { ...member, [change.field]: change.value })
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'staff.edit',
      entity: 'staff',
      entityId: staffId,
      before: null,
      after: { changed: columnOfStaffField[change.field] },
    })
    return { ok: true, card: await present() }
  })
}
