import { Composer } from 'telegraf'
import { changeRole, type ChangeRoleInput } from '../../../usecases/change-role.ts'
import { listAdmins } from '../../../usecases/list-admins.ts'
import { viewAdmin } from '../../../usecases/view-admin.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import type { Section } from '../section.ts'
import { addAdminDialog, askWho } from './add-admin.ts'
import {
  addAdminButton,
  addAsButton,
  adminButton,
  adminsButton,
  askRoleButton,
  changeRoleButton,
} from './buttons.ts'
import { invite } from './invite.ts'
import { renderAdd, renderAdmin, renderAdmins, renderRoleQuestion } from './render-admins.ts'

/** Who may do what in the bot. */
export const admins: Section = {
  permission: 'staff',
  onPanel: [{ label: 'panel.button.admins', data: adminsButton.pack({ page: 0 }) }],
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(adminsButton, async (ctx, { page }) => await openList(ctx, page)),
      onTap(adminButton, open),
      onTap(addAdminButton, (ctx) => Promise.resolve(renderAdd(ctx.texts))),
      onTap(addAsButton, async (ctx, { role }) => await askWho(ctx, role)),
      onTap(askRoleButton, ask),
      onTap(changeRoleButton, change),
      invite(),
    )
    return composer
  },
  dialogs: () => [addAdminDialog()],
}

async function openList(ctx: BotContext, page: number): Promise<Screen | null> {
  const list = await listAdmins(ctx.services.useCases, ctx.actor)
  return list.ok ? renderAdmins(list.admins, page, ctx.texts) : await refuse(ctx)
}

async function open(ctx: BotContext, place: { readonly staffId: number }): Promise<Screen | null> {
  const view = await viewAdmin(ctx.services.useCases, ctx.actor, place)
  return view.ok ? renderAdmin(view.admin, ctx.texts) : await refuse(ctx)
}

async function ask(ctx: BotContext, { staffId, version, role }: ChangeRoleInput): Promise<Screen | null> {
  const { texts: t } = ctx
  const view = await viewAdmin(ctx.services.useCases, ctx.actor, { staffId })
  if (!view.ok) return await refuse(ctx)
  const { admin } = view
  if (admin.fixed) return renderAdmin(admin, t)
  if (admin.version === version && admin.role !== role) return renderRoleQuestion(admin, role, t)
  return withNotice(t.html('admin.changed_meanwhile'), renderAdmin(admin, t))
}

async function change(ctx: BotContext, input: ChangeRoleInput): Promise<Screen | null> {
  const { texts: t } = ctx
  const result = await changeRole(ctx.services.useCases, ctx.actor, input)
  if (result.ok) {
    const saved = t.html(input.role === 'none' ? 'admin.removed' : 'admin.saved')
    if (result.admin) return withNotice(saved, renderAdmin(result.admin, t))
    const list = await openList(ctx, 0)
    return list && withNotice(saved, list)
  }
  switch (result.reason) {
    case 'forbidden':
    case 'staff_gone':
      return await refuse(ctx)
    case 'too_many':
      return withNotice(t.html('admin.too_many', { most: result.most }), renderAdmin(result.admin, t))
    case 'oneself':
    case 'by_operator':
      return renderAdmin(result.admin, t)
    case 'last_super_admin':
    case 'changed_meanwhile':
      return withNotice(t.html(`admin.${result.reason}`), renderAdmin(result.admin, t))
  }
}

async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}
