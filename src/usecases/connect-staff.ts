import type { UseCaseContext } from '../context.ts'
import { lockRoles } from '../storage/admins.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { connectAccount, findNameOfAccount, isAccountTaken, lockStaffOfLink } from '../storage/staff-links.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { hashOfToken, isExpired } from './staff-link.ts'
import { tellOwners } from './tell-owners.ts'
import { refuseLink, type LinkRefusal } from './view-staff-link.ts'

export type ConnectStaffResult = { readonly outcome: 'connected'; readonly name: string } | LinkRefusal

/** Whoever holds a good link becomes that specialist; once, and the owners are told. */
export async function connectStaff(
  ctx: UseCaseContext,
  actor: Actor,
  { token }: { readonly token: string },
): Promise<ConnectStaffResult> {
  try {
    return await ctx.db.transaction(async (tx) => await connect(ctx, tx, actor, token))
  } catch (error) {
    if (!isAccountTaken(error)) throw error
    // Somebody made them staff at the same moment, elsewhere.
    return { outcome: 'already_staff', name: (await findNameOfAccount(ctx.db, actor.telegramId)) ?? '' }
  }
}

async function connect(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  token: string,
): Promise<ConnectStaffResult> {
  const now = ctx.clock.now()
  await lockPerson(tx, actor.userId)
  await lockRoles(tx)
  const linked = await lockStaffOfLink(tx, hashOfToken(token))
  const repeated = await findEntryOfOrigin(tx, actor.origin, 'staff.connect', redeliveryWindow(now))
  if (repeated && linked) return { outcome: 'connected', name: linked.name }
  const refusal = await refuseLink(tx, actor, linked, isExpired(token, now))
  if (refusal || !linked) return refusal ?? { outcome: 'void' }

  await connectAccount(tx, linked.id, actor.telegramId)
  const entry = await insertAuditEntry(tx, {
    ...auditActor(actor),
    at: now,
    action: 'staff.connect',
    entity: 'staff',
    entityId: linked.id,
    before: { role: 'none' },
    after: { role: 'specialist' },
  })
  await tellOwners(ctx, tx, entry, { notice: 'specialist_connected', specialist: linked.id })
  const { telegramId, locale } = actor
  tx.onCommit(() => ctx.showCommands({ telegramId, role: 'specialist', locale }))
  return { outcome: 'connected', name: linked.name }
}
