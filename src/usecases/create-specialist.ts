import type { UseCaseContext } from '../context.ts'
import { readStaffName } from '../domain/staff-fields.ts'
import { findEntryOfOrigin, insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { joinServicesOfAll, lockAllServices } from '../storage/performers.ts'
import { insertStaff } from '../storage/staff.ts'
import { findTeamMember, listTeamOrder, type TeamMember } from '../storage/team.ts'
import { lockPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { auditActor, redeliveryWindow } from './audit.ts'
import { isPermitted } from './permission.ts'
import { requireStaffCard, type StaffCard } from './staff-card.ts'

export type CreateSpecialistResult =
  | {
      readonly ok: true
      readonly card: StaffCard
      /** The one clients were booked with so far, without being told a name; null: there were several, or nobody. */
      readonly joined: TeamMember | null
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'invalid' }

/** Adds a specialist whom clients can book at once, for everything that the whole team performs. */
export async function createSpecialist(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly name: string },
): Promise<CreateSpecialistResult> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }
  const name = readStaffName(input.name)
  if (name === null) return { ok: false, reason: 'invalid' }

  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now()
    // The same update in two processes at once: the second waits, and then finds what the first did.
    await lockPerson(tx, actor.userId)
    const repeated = await findEntryOfOrigin(tx, actor.origin, 'staff.create', redeliveryWindow(now))
    if (repeated) return await done(ctx, tx, actor, repeated.entityId)

    await lockAllServices(tx)
    const staffId = await insertStaff(tx, { name, telegramId: null, role: 'none', bookable: true, at: now })
    if (staffId === undefined)
      throw new Error('a specialist without Telegram met another of the same account')
    await joinServicesOfAll(tx, staffId)
    await insertAuditEntry(tx, {
      ...auditActor(actor),
      at: now,
      action: 'staff.create',
      entity: 'staff',
      entityId: staffId,
      before: null,
      after: { role: 'none', bookable: true },
    })
    return await done(ctx, tx, actor, staffId)
  })
}

async function done(
  ctx: UseCaseContext,
  tx: Transaction,
  actor: Actor,
  staffId: number,
): Promise<CreateSpecialistResult> {
  const card = await requireStaffCard(ctx, tx, actor, staffId)
  const others = (await listTeamOrder(tx)).filter((id) => id !== staffId)
  const [only] = others.length === 1 ? others : []
  const joined = only === undefined ? undefined : await findTeamMember(tx, only)
  return { ok: true, card, joined: joined?.state === 'bookable' ? joined : null }
}
