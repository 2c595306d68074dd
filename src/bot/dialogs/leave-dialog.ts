import type { BotContext } from '../bot-context.ts'
import { menuItemOf } from '../menu.ts'

/** Commands and the menu's buttons leave an open dialog; they are never taken for an answer in it. */
export async function leaveDialog(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const { typed } = ctx
  const turnsAway = typed !== null && (typed.startsWith('/') || menuItemOf(typed, ctx.services.i18n) !== null)
  if (ctx.draft && turnsAway) {
    await ctx.services.drafts.clear(ctx.actor)
    ctx.draft = null
  }
  await next()
}
