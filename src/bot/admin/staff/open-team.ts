import { listTeamMembers } from '../../../usecases/list-team-members.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Screen } from '../../screen.ts'
import { renderTeam, type TeamPage } from './render-team.ts'

export async function openTeam(ctx: BotContext, page: TeamPage): Promise<Screen | null> {
  const team = await listTeamMembers(ctx.services.useCases, ctx.actor, page)
  if (team.ok) return renderTeam(team, page, ctx.texts)
  await ctx.refuseTap()
  return null
}
