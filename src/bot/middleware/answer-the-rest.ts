import { isThanks } from '../../domain/typed-thanks.ts'
import { viewContact } from '../../usecases/view-contact.ts'
import { homeOfStaff } from '../admin/navigation.ts'
import type { BotContext } from '../bot-context.ts'

/** What no screen took: an old or forged button, or words that the bot does not understand. */
export async function answerTheRest(ctx: BotContext): Promise<void> {
  if (ctx.callbackQuery) return await ctx.refuseTap()
  const { actor, texts: t, typed } = ctx
  const home = homeOfStaff(actor, t)
  if (home.length > 0) return await ctx.send({ text: t.html('chat.hint_staff'), keyboard: home })
  if (typed !== null && isThanks(typed)) return await ctx.sendWithMenu(t.html('chat.welcome'))
  const { phone } = await viewContact(ctx.services.useCases, actor)
  await ctx.sendWithMenu(
    phone === null ? t.html('chat.hint') : [t.html('chat.hint'), t.html('chat.call', { phone })].join(' '),
  )
}
