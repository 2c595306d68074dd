import type { UseCaseContext } from '../context.ts'
import { findAdminRow, type AdminRow } from '../storage/admins.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'

export interface AdminCard extends AdminRow {
  /** Why whoever looks can't change their role; null: they can. */
  readonly fixed: 'oneself' | 'by_operator' | null
}

/** Undefined: nobody of that id works here. */
export async function findAdminCard(
  ctx: UseCaseContext,
  db: Connection,
  actor: Pick<Actor, 'staffId'>,
  staffId: number,
): Promise<AdminCard | undefined> {
  const row = await findAdminRow(db, staffId)
  return row && { ...row, fixed: whyFixed(ctx, actor, row) }
}

/** Nobody changes their own role, nor those whom the operator named in `ADMIN_IDS`. */
function whyFixed(
  { adminIds }: UseCaseContext,
  actor: Pick<Actor, 'staffId'>,
  { staffId, telegramId }: AdminRow,
): AdminCard['fixed'] {
  if (staffId === actor.staffId) return 'oneself'
  return telegramId !== null && adminIds.includes(telegramId) ? 'by_operator' : null
}
