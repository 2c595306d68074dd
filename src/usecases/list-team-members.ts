import type { UseCaseContext } from '../context.ts'
import { countArchivedTeam, findTeamMember, listTeam, type TeamMember } from '../storage/team.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted } from './permission.ts'

export type TeamMembers =
  | {
      readonly ok: true
      readonly members: readonly TeamMember[]
      /** How many are archived, whoever was asked for. */
      readonly archived: number
      readonly businessName: string
      /** May add to them and change them. */
      readonly edits: boolean
      /** Whoever looks, an admin who sees no clients so far. */
      readonly self: TeamMember | null
    }
  | { readonly ok: false; readonly reason: 'forbidden' }

/** Everybody whom clients can or could book; those who are archived apart. */
export async function listTeamMembers(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly shelf: 'current' | 'archived' },
): Promise<TeamMembers> {
  if (!isPermitted(actor, 'staff_read')) return { ok: false, reason: 'forbidden' }
  const { businessName } = await loadSettings(ctx)
  const members = await listTeam(ctx.db, input.shelf)
  const edits = isPermitted(actor, 'staff')
  return {
    ok: true,
    members,
    archived: await countArchivedTeam(ctx.db),
    businessName,
    edits,
    self: edits && actor.staffId !== null ? await findHiddenSelf(ctx, actor.staffId) : null,
  }
}

async function findHiddenSelf(ctx: UseCaseContext, staffId: number): Promise<TeamMember | null> {
  const self = await findTeamMember(ctx.db, staffId)
  return self?.state === 'hidden' ? self : null
}
