import { Composer } from 'telegraf'
import { roles } from '../../domain/roles.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { AdminLink, AdminLinkRefusal } from '../../usecases/admin-link.ts'
import { joinByLink } from '../../usecases/join-by-link.ts'
import { viewAdminLink } from '../../usecases/view-admin-link.ts'
import { roleLetters } from '../admin/admins/invite.ts'
import { roleName } from '../admin/admins/render-admins.ts'
import { panelButton } from '../admin/navigation.ts'
import type { BotContext } from '../bot-context.ts'
import { defineButton, isLinkToken, linkToken, oneOf } from '../callback-data.ts'
import { onTap } from '../routes.ts'
import { button, type Screen } from '../screen.ts'

export const acceptRoleButton = defineButton('join', {
  role: oneOf(...roles),
  token: linkToken,
})

/** By a link from an owner somebody gets a role: it shows which, and asks. */
export function joinTeam(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(acceptRoleButton, accept))
  return composer
}

/** Undefined: the link brings something else. */
export function readAdminLink(payload: string): AdminLink | undefined {
  const role = roles.find((role) => payload.startsWith(`${roleLetters[role]}_`))
  const token = payload.slice(payload.indexOf('_') + 1)
  return role !== undefined && isLinkToken(token) ? { role, token } : undefined
}

export async function openAdminLink(ctx: BotContext, link: AdminLink): Promise<Screen> {
  const { texts: t } = ctx
  const view = await viewAdminLink(ctx.services.useCases, ctx.actor, link)
  if (view.outcome !== 'offered') return refusal(view, t)
  const { role, businessName: business } = view
  return {
    text: [
      t.html('invite.question', { business, role: roleName(role, t) }),
      t.html(`admin.you_may_${role}`),
    ].join('\n'),
    keyboard: [[button(t.plain('invite.button.accept'), acceptRoleButton.pack(link), 'success')]],
  }
}

async function accept(ctx: BotContext, link: AdminLink): Promise<Screen> {
  const { texts: t } = ctx
  const result = await joinByLink(ctx.services.useCases, ctx.actor, link)
  switch (result.outcome) {
    case 'joined':
      await ctx.sendWithMenu(t.html('admin.panel_below'), result.role)
      return {
        text: t.html('invite.done', { role: roleName(result.role, t) }),
        keyboard: [[button(t.plain('panel.button.open'), panelButton.pack({}), 'primary')]],
      }
    case 'too_many':
      return { text: t.html('admin.too_many', { most: result.most }), keyboard: [] }
    case 'void':
    case 'expired':
    case 'already_staff':
      return refusal(result, t)
  }
}

function refusal(refused: AdminLinkRefusal, t: Texts): Screen {
  const text =
    refused.outcome === 'already_staff'
      ? t.html('invite.already_staff', { role: roleName(refused.role, t) })
      : t.html(refused.outcome === 'void' ? 'invite.void' : 'connect.expired')
  return { text, keyboard: [] }
}
