import type { UseCaseContext } from '../context.ts'
import { findTeamMember } from '../storage/team.ts'
import { countComingVisits, listComingVisits, type ComingVisit } from '../storage/visits-of-staff.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'

export type ComingVisitsPage =
  | {
      readonly ok: true
      /** Of the specialist. */
      readonly name: string
      readonly visits: readonly ComingVisit[]
      readonly total: number
      /** From 0; one beyond the end is the last. */
      readonly page: number
      readonly pages: number
      readonly zone: string
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }

const pageSize = 10

/** Visits to come with a specialist, the nearest first: whoever leaves, these stay. */
export async function listVisitsOfSpecialist(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly staffId: number; readonly page: number },
): Promise<ComingVisitsPage> {
  const { staffId } = input
  if (!isPermitted(actor, 'staff_read', staffId)) return { ok: false, reason: 'forbidden' }
  const member = await findTeamMember(ctx.db, staffId)
  if (!member) return { ok: false, reason: 'staff_gone' }
  const now = ctx.clock.now()
  const total = await countComingVisits(ctx.db, staffId, now)
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const page = Math.min(input.page, pages - 1)
  const visits = await listComingVisits(ctx.db, staffId, now, { limit: pageSize, offset: page * pageSize })
  const { timeZone } = await loadSettings(ctx)
  return { ok: true, name: member.name, visits, total, page, pages, zone: timeZone }
}
