import type { UseCaseContext } from '../context.ts'
import { insertAuditEntry } from '../storage/audit-log.ts'
import type { Transaction } from '../storage/database.ts'
import { countStaffLocked, insertStaff, raiseToSuperAdmin } from '../storage/staff.ts'
import { systemActor } from './audit.ts'
import { loadSettings } from './load-settings.ts'

/**
 * Makes a new tenant usable with nothing but an id in `ADMIN_IDS`: one bookable row named as the business, and a super
 * admin for each of those ids. At every later start only ids that are new, or were demoted, are looked after.
 */
export async function prepareTenant(ctx: UseCaseContext): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const isNew = (await countStaffLocked(tx)) === 0
    if (isNew) {
      const { businessName } = await loadSettings(ctx, tx)
      await add(ctx, tx, { name: businessName, telegramId: null, role: 'none', bookable: true })
    }
    for (const telegramId of ctx.adminIds) {
      await add(ctx, tx, { name: 'Admin', telegramId, role: 'super_admin', bookable: false })
    }
    for (const staffId of await raiseToSuperAdmin(tx, ctx.adminIds)) {
      await audit(ctx, tx, 'staff.restore_role', staffId, { role: 'super_admin' })
    }
  })
}

interface FirstStaff {
  readonly name: string
  readonly telegramId: number | null
  readonly role: 'super_admin' | 'none'
  readonly bookable: boolean
}

async function add(ctx: UseCaseContext, tx: Transaction, staff: FirstStaff): Promise<void> {
  const id = await insertStaff(tx, { ...staff, at: ctx.clock.now() })
  if (id !== undefined) {
    await audit(ctx, tx, 'staff.create', id, { role: staff.role, bookable: staff.bookable })
  }
}

async function audit(
  ctx: UseCaseContext,
  tx: Transaction,
  action: string,
  staffId: number,
  after: object,
): Promise<void> {
  await insertAuditEntry(tx, {
    ...systemActor,
    at: ctx.clock.now(),
    action,
    entity: 'staff',
    entityId: staffId,
    before: null,
    after,
  })
}
