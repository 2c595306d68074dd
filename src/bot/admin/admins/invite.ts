import { Composer } from 'telegraf'
import { roles, type Role } from '../../../domain/roles.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { createAdminLink } from '../../../usecases/create-admin-link.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import { addAdminButton, inviteButton, makeInviteButton } from './buttons.ts'
import { roleName } from './render-admins.ts'

/** A link to send to whoever is to get a role: for those who can't be chosen in Telegram. */
export function invite(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(inviteButton, (ctx) => Promise.resolve(renderInvite(ctx.texts))),
    onTap(makeInviteButton, makeLink),
  )
  return composer
}

async function makeLink(ctx: BotContext, { role }: { readonly role: Role }): Promise<Screen | null> {
  const { texts: t, services } = ctx
  const result = await createAdminLink(services.useCases, ctx.actor, { role })
  if (result.ok) return renderLink(role, linkOf(services.me.username, role, result.token), t)
  switch (result.reason) {
    case 'forbidden':
      await ctx.refuseTap()
      return null
    case 'made_already':
      return withNotice(t.html('invite.made_already'), renderInvite(t))
    case 'too_many':
      return withNotice(t.html('admin.too_many', { most: result.most }), renderInvite(t))
  }
}

function linkOf(username: string, role: Role, token: string): string {
  return `https://t.me/${username}?start=${roleLetters[role]}_${token}`
}

/** By what a link begins; the whole of it must fit 64 characters. */
export const roleLetters: Readonly<Record<Role, string>> = {
  super_admin: 'ao',
  moderator: 'am',
  specialist: 'as',
}

function renderLink(role: Role, link: string, t: Texts): Screen {
  return {
    text: t.html('invite.link', { role: roleName(role, t), link }),
    keyboard: [backAndHome(inviteButton.pack({}), t)],
  }
}

function renderInvite(t: Texts): Screen {
  return {
    text: t.html('invite.choose'),
    keyboard: [
      ...roles.map((role) => [button(roleName(role, t), makeInviteButton.pack({ role }))]),
      backAndHome(addAdminButton.pack({}), t),
    ],
  }
}
