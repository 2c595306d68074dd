import { Composer } from 'telegraf'
import type { BotContext } from '../bot-context.ts'
import { onCommand } from '../routes.ts'

/** Leaves whatever dialog is open, from any of its steps. */
export function cancel(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onCommand('cancel', async (ctx) => {
      const { drafts } = ctx.services
      const wasOpen = ctx.draft !== null || (await drafts.takeLost(ctx.actor)) !== null
      if (ctx.draft) await drafts.clear(ctx.actor)
      await ctx.sendWithMenu(ctx.texts.html(wasOpen ? 'chat.left_dialog' : 'chat.nothing_to_leave'))
      return null
    }),
  )
  return composer
}
