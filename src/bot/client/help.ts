import { Composer } from 'telegraf'
import type { BotContext } from '../bot-context.ts'
import { onCommand } from '../routes.ts'

export function help(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onCommand('help', async (ctx) => {
      await ctx.sendWithMenu(ctx.texts.html('chat.help'))
      return null
    }),
  )
  return composer
}
