import type { UseCaseContext } from '../context.ts'
import { listSpecialistsWithHours, type SpecialistWithHours } from '../storage/hours.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'

export type StaffHours =
  | { readonly ok: true; readonly specialists: readonly SpecialistWithHours[] }
  | { readonly ok: false; readonly reason: 'forbidden' }

/** Whose hours there are besides those of the business. */
export async function listStaffHours(ctx: UseCaseContext, actor: Actor): Promise<StaffHours> {
  if (!isPermitted(actor, 'schedule')) return { ok: false, reason: 'forbidden' }
  return { ok: true, specialists: await listSpecialistsWithHours(ctx.db) }
}
