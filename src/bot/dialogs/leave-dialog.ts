import type { BotContext } from '../bot-context.ts'
import { menuItemOf } from '../menu.ts'

/** Commands and the menu's buttons leave an open dialog; they are never taken for an answer in it. */
export async function leaveDialog(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  if (ctx.draft && turnsAway(ctx)) {
    await ctx.services.drafts.clear(ctx.actor)
    ctx.draft = null
  }
  await next()
}

/** Whether what was typed leads somewhere by itself, whatever was asked before. */
export function turnsAway({ typed, services }: BotContext): boolean {
  return typed !== null && (typed.startsWith('/') || menuItemOf(typed, services.i18n) !== null)
}
