import { Composer } from 'telegraf'
import { viewContact } from '../../usecases/view-contact.ts'
import { staffCommandsFor } from '../admin/sections.ts'
import type { BotContext } from '../bot-context.ts'
import { onCommand } from '../routes.ts'

export function help(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onCommand('help', async (ctx) => {
      const { actor, texts: t } = ctx
      const ofStaff = staffCommandsFor(actor.role).map((command) => t.html(`panel.help_${command}`))
      const { phone } = await viewContact(ctx.services.useCases, actor)
      const call = phone === null ? '' : t.html('chat.call', { phone })
      const parts = [ofStaff.join('\n'), t.html('chat.help'), call]
      await ctx.sendWithMenu(parts.filter((part) => part !== '').join('\n\n'))
      return null
    }),
  )
  return composer
}
