import { isThanks } from '../../domain/typed-thanks.ts'
import { viewContact } from '../../usecases/view-contact.ts'
import type { BotContext } from '../bot-context.ts'

/** What no screen took: an old or forged button, or words that the bot does not understand. */
export async function answerTheRest(ctx: BotContext): Promise<void> {
  if (ctx.callbackQuery) return await ctx.refuseTap()
  const { texts: t, typed } = ctx
  if (typed !== null && isThanks(typed)) return await ctx.sendWithMenu(t.html('chat.welcome'))
  const { phone } = await viewContact(ctx.services.useCases, ctx.actor)
  await ctx.sendWithMenu(
    phone === null ? t.html('chat.hint') : [t.html('chat.hint'), t.html('chat.call', { phone })].join(' '),
  )
}
