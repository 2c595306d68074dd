import { Composer } from 'telegraf'
import type { Texts } from '../../i18n/i18n.ts'
import { connectStaff } from '../../usecases/connect-staff.ts'
import { viewStaffLink, type LinkRefusal } from '../../usecases/view-staff-link.ts'
import { panelButton } from '../admin/navigation.ts'
import type { BotContext } from '../bot-context.ts'
import { defineButton, isLinkToken, linkToken } from '../callback-data.ts'
import { onTap } from '../routes.ts'
import { button, type Screen } from '../screen.ts'

export const confirmConnectionButton = defineButton('conn', { token: linkToken })

/** By a link from the owner somebody becomes a specialist: it shows whose card it is, and asks. */
export function connectByLink(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(confirmConnectionButton, connect))
  return composer
}

/** Null: no link of ours looks like that. */
export async function openStaffLink(ctx: BotContext, token: string): Promise<Screen | null> {
  if (!isLinkToken(token)) return null
  const { texts: t } = ctx
  const view = await viewStaffLink(ctx.services.useCases, ctx.actor, { token })
  if (view.outcome !== 'offered') return renderLinkRefusal(view, t)
  return {
    text: t.html('connect.question', { business: view.businessName, name: view.name }),
    keyboard: [
      [button(t.plain('connect.button.confirm'), confirmConnectionButton.pack({ token }), 'success')],
    ],
  }
}

async function connect(ctx: BotContext, { token }: { readonly token: string }): Promise<Screen> {
  const { texts: t } = ctx
  const result = await connectStaff(ctx.services.useCases, ctx.actor, { token })
  if (result.outcome !== 'connected') return renderLinkRefusal(result, t)
  await ctx.sendWithMenu(t.html('admin.panel_below'), 'specialist')
  return {
    text: t.html('connect.done', { name: result.name }),
    keyboard: [[button(t.plain('connect.button.panel'), panelButton.pack({}), 'primary')]],
  }
}

function renderLinkRefusal(refusal: LinkRefusal, t: Texts): Screen {
  const text =
    refusal.outcome === 'already_staff'
      ? t.html('connect.already_staff', { name: refusal.name })
      : t.html(`connect.${refusal.outcome}`)
  return { text, keyboard: [] }
}
