import type { UseCaseContext } from '../context.ts'
import { swapped } from '../domain/order.ts'
import { lockRoles } from '../storage/admins.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import { lockTeamOrder, writeTeamOrder } from '../storage/team.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { loadStaffCard, requireStaffCard, type StaffCard } from './staff-card.ts'

export interface MoveSpecialistInput {
  readonly staffId: number
  readonly direction: 'up' | 'down'
}

export type MoveSpecialistResult =
  | { readonly ok: true; readonly card: StaffCard }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }

/** Changes places with the neighbour in the owner's order; at the end of it, and in the archive, they stay. */
export async function moveSpecialist(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId, direction }: MoveSpecialistInput,
): Promise<MoveSpecialistResult> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'staff.move', redeliveryWindow(now))
    if (repeated) return { ok: true, card: await requireStaffCard(ctx, tx, actor, repeated.entityId) }
    // Whoever comes by a link holds two of the team, their own row and its maker's, in any order.
    await lockRoles(tx)
    const order = await lockTeamOrder(tx)
    const moved = swapped(order, staffId, direction)
    if (moved) {
      await writeTeamOrder(tx, moved)
      await insertAuditEntry(tx, {
        ...auditActor(actor),
        at: now,
        action: 'staff.move',
        entity: 'staff',
        entityId: staffId,
        before: { position: order.indexOf(staffId) + 1 },
        after: { position: moved.indexOf(staffId) + 1 },
      })
    }
    const card = await loadStaffCard(ctx, tx, actor, staffId)
    return card ? { ok: true, card } : { ok: false, reason: 'staff_gone' }
  })
}
