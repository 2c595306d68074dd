import type { UseCaseContext } from '../context.ts'
import type { Role } from '../domain/roles.ts'
import { isAdmin } from '../domain/staff-state.ts'
import {
  countAdminAdditions,
  countOtherSuperAdmins,
  lockRoles,
  updateRole,
  type AdminRow,
} from '../storage/admins.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { joinServicesOfAll } from '../storage/performers.ts'
import { insertStaff } from '../storage/staff.ts'
import { findPerson, lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor } from './audit.ts'
import { isPermitted } from './permission.ts'
import { planSummaries } from './plan-summaries.ts'
import { tellOfRole } from './tell-of-role.ts'

export const roleAction = 'staff.role'
const hourMs = 60 * 60 * 1000

/**
 * Locks the actor and then all roles, and looks whether the actor still may: a super admin who was demoted a moment ago
 * demotes nobody.
 */
export async function mayStillSetRoles(tx: Transaction, actor: Actor): Promise<boolean> {
  await lockPerson(tx, actor.userId)
  await lockRoles(tx)
  const present = await findPerson(tx, actor.telegramId)
  if (present?.role == null || present.role === 'none') return false
  return isPermitted({ role: present.role, staffId: present.staffId }, 'staff')
}

/** Why nobody may get from one role to the other now; null: they may. */
export async function refuseRole(
  ctx: UseCaseContext,
  tx: Transaction,
  { staffId, from, to }: RoleChange,
): Promise<'last_super_admin' | 'too_many' | null> {
  if (from === 'super_admin' && to !== from && (await countOtherSuperAdmins(tx, staffId)) === 0) {
    return 'last_super_admin'
  }
  if (!isAdmin({ role: to }) || isAdmin({ role: from })) return null
  const since = new Date(ctx.clock.now().getTime() - hourMs)
  const added = await countAdminAdditions(tx, roleAction, since)
  return added >= ctx.maxAdminAdditionsPerHour ? 'too_many' : null
}

interface RoleChange {
  readonly staffId: number
  readonly from: Role | 'none'
  readonly to: Role | 'none'
}

interface NewHand {
  readonly telegramId: number
  readonly name: string
  readonly role: Role
  /** Null: nobody of the staff. */
  readonly addedBy: number | null
}

/** Gives a role to somebody who has none; `known`: their row, if they work here. All services are locked. */
export async function employ(
  ctx: UseCaseContext,
  tx: Transaction,
  hand: NewHand,
  known: AdminRow | undefined,
): Promise<number> {
  const at = ctx.clock.now()
  if (known) {
    await updateRole(tx, known.staffId, hand.role, at)
    return known.staffId
  }
  const staffId = await insertStaff(tx, { ...hand, bookable: false, at })
  if (staffId === undefined) throw new Error('somebody got a role behind the lock of all roles')
  if (hand.role === 'specialist') await joinServicesOfAll(tx, staffId)
  return staffId
}

/**
 * Writes down a role that changed, and plans what follows: the person is told, and gets the daily summary or gets it no
 * more. Returns the audit entry.
 */
export async function noteRole(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  { staffId, telegramId, from, to }: RoleChange & { readonly telegramId: number | null },
): Promise<number> {
  const at = ctx.clock.now()
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at,
    action: roleAction,
    entity: 'staff',
    entityId: staffId,
    before: { role: from },
    after: { role: to },
  })
  await planSummaries(ctx, tx)
  await tellOfRole(ctx, tx, actor, { telegramId, role: to, entry })
  return entry
}
