import type { UseCaseContext } from '../context.ts'
import type { Role } from '../domain/roles.ts'
import type { Actor } from './actor.ts'
import { checkAdminLink, type AdminLink, type AdminLinkRefusal } from './admin-link.ts'
import { loadSettings } from './load-settings.ts'

export type AdminLinkView =
  { readonly outcome: 'offered'; readonly role: Role; readonly businessName: string } | AdminLinkRefusal

/** What whoever holds a link is offered: a role in this business. */
export async function viewAdminLink(
  ctx: UseCaseContext,
  actor: Actor,
  link: AdminLink,
): Promise<AdminLinkView> {
  const checked = await checkAdminLink(ctx.db, actor, link, ctx.clock.now())
  if (checked.outcome !== 'good') return checked
  const { businessName } = await loadSettings(ctx)
  return { outcome: 'offered', role: link.role, businessName }
}
