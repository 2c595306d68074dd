import { Composer } from 'telegraf'
import { viewContact } from '../../usecases/view-contact.ts'
import type { BotContext } from '../bot-context.ts'
import { onCommand } from '../routes.ts'

export function help(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onCommand('help', async (ctx) => {
      const { texts: t } = ctx
      const { phone } = await viewContact(ctx.services.useCases, ctx.actor)
      const call = phone === null ? [] : [t.html('chat.call', { phone })]
      await ctx.sendWithMenu([t.html('chat.help'), ...call].join('\n\n'))
      return null
    }),
  )
  return composer
}
