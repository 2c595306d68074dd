import type { UseCaseContext } from '../context.ts'
import type { Role } from '../domain/roles.ts'
import { lockAdminRowOf } from '../storage/admins.ts'
import { findEntryOfOrigin } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { lockAllServices } from '../storage/performers.ts'
import type { Actor } from './actor.ts'
import { findAdminCard, type AdminCard } from './admin-card.ts'
import { redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { employ, mayStillSetRoles, noteRole, refuseRole, roleAction } from './set-role.ts'

export interface AddAdminInput {
  readonly telegramId: number
  /** As whoever shared them is told; null: nothing but the id is known. */
  readonly name: string | null
  readonly role: Role
}

export type AddAdminResult =
  | { readonly ok: true; readonly admin: AdminCard }
  | { readonly ok: false; readonly reason: 'forbidden' | 'invalid' }
  /** They have a role, which is changed on their card. */
  | { readonly ok: false; readonly reason: 'has_role'; readonly admin: AdminCard }
  | { readonly ok: false; readonly reason: 'too_many'; readonly most: number }

/** A Telegram id has 52 bits at most. */
const largestId = 2 ** 52

/** Gives a role to somebody who has none: a stranger, a client, or a specialist who could be booked only. */
export async function addAdmin(
  ctx: UseCaseContext,
  actor: Actor,
  input: AddAdminInput,
): Promise<AddAdminResult> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }
  const { telegramId, role } = input
  if (!Number.isSafeInteger(telegramId) || telegramId <= 0 || telegramId >= largestId) {
    return { ok: false, reason: 'invalid' }
  }
  return await ctx.db.transaction(async (tx): Promise<AddAdminResult> => {
    if (!(await mayStillSetRoles(tx, actor))) return { ok: false, reason: 'forbidden' }
    const since = redeliveryWindow(ctx.clock.now())
    const repeated = await findEntryOfOrigin(tx, actor.origin, roleAction, since)
    if (repeated) return await present(ctx, tx, actor, repeated.entityId, true)
    await lockAllServices(tx)
    const known = await lockAdminRowOf(tx, telegramId)
    if (known && known.role !== 'none') return await present(ctx, tx, actor, known.staffId, false)
    const refusal = await refuseRole(ctx, tx, { staffId: known?.staffId ?? 0, from: 'none', to: role })
    if (refusal) return { ok: false, reason: 'too_many', most: ctx.maxAdminAdditionsPerHour }

    const name = input.name ?? String(telegramId)
    const staffId = await employ(ctx, tx, { telegramId, name, role, addedBy: actor.staffId }, known)
    await noteRole(ctx, tx, actor, { staffId, telegramId, from: 'none', to: role })
    return await present(ctx, tx, actor, staffId, true)
  })
}

async function present(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  staffId: number,
  ok: boolean,
): Promise<AddAdminResult> {
  const admin = await findAdminCard(ctx, tx, actor, staffId)
  if (!admin) return { ok: false, reason: 'invalid' }
  return ok ? { ok: true, admin } : { ok: false, reason: 'has_role', admin }
}
