import type { UseCaseContext } from '../context.ts'
import { listAssignedServices, type AssignedService } from '../storage/performers.ts'
import { findTeamMember } from '../storage/team.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'

export type SpecialistServices =
  | {
      readonly ok: true
      readonly staffId: number
      readonly name: string
      readonly services: readonly AssignedService[]
      readonly currency: string
      /** May change who performs what; nobody changes it for whoever is archived. */
      readonly assigns: boolean
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'staff_gone' }

/** What a specialist performs, and what not: for admins of everybody, for specialists their own. */
export async function viewSpecialistServices(
  ctx: UseCaseContext,
  actor: Actor,
  { staffId }: { readonly staffId: number },
): Promise<SpecialistServices> {
  if (!isPermitted(actor, 'staff_read', staffId)) return { ok: false, reason: 'forbidden' }
  const member = await findTeamMember(ctx.db, staffId)
  if (!member) return { ok: false, reason: 'staff_gone' }
  const { currency } = await loadSettings(ctx)
  return {
    ok: true,
    staffId,
    name: member.name,
    services: await listAssignedServices(ctx.db, staffId),
    currency,
    assigns: isPermitted(actor, 'services') && member.state !== 'archived',
  }
}
