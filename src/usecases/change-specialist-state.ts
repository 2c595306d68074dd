import type { UseCaseContext } from '../context.ts'
import { isAdmin, staffStateAfter, type StaffStep } from '../domain/staff-state.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { joinServicesOfAll, lockAllServices } from '../storage/performers.ts'
import { lockTeamMember, updateTeamState, type TeamMember } from '../storage/team.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import type { SpecialistChangeResult } from './edit-specialist.ts'
import { isPermitted } from './permission.ts'
import { requireStaffCard } from './staff-card.ts'
import { tellOfRole } from './tell-of-role.ts'

export interface ChangeSpecialistStateInput {
  readonly staffId: number
  /** Of the specialist as they were shown. */
  readonly version: number
  readonly step: StaffStep
}

/** Shows, hides, archives or restores a specialist. None of it touches a visit that is agreed. */
export async function changeSpecialistState(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, version, step }: ChangeSpecialistStateInput,
): Promise<SpecialistChangeResult> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    const action = `staff.${step}`
    await lockPerson(tx, actor.userId)
    const present = async () => await requireStaffCard(ctx, tx, actor, staffId)
    if (await findEntryOfOrigin(tx, actor.origin, action, redeliveryWindow(now))) {
      return { ok: true, card: await present() }
    }
    await lockAllServices(tx)
    const member = await lockTeamMember(tx, staffId)
    if (!member) return { ok: false, reason: 'staff_gone' }
    const state = staffStateAfter(step, member.state)
    if (member.version !== version || state === null || !isPossible(step, member)) {
      return { ok: false, reason: 'changed_meanwhile', card: await present() }
    }

    await updateTeamState(tx, staffId, state, now)
    if (joinsTeam(step, member)) await joinServicesOfAll(tx, staffId)
    const entry = await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action,
      entity: 'staff',
      entityId: staffId,
      before: { state: member.state },
      after: { state },
    })
    if (state === 'archived' && member.role !== 'none') {
      await tellOfRole(ctx, tx, actor, { telegramId: member.telegramId, role: 'none', entry })
    }
    return { ok: true, card: await present() }
  })
}

/** Whoever runs the business comes and goes where admins do, and can only begin and stop to see clients here. */
function isPossible(step: StaffStep, member: TeamMember): boolean {
  return !isAdmin(member) || step === 'show' || step === 'hide'
}

/** A hidden specialist has been of the team all the time; a hidden admin has not. */
function joinsTeam(step: StaffStep, member: TeamMember): boolean {
  return step === 'restore' || (step === 'show' && isAdmin(member))
}
