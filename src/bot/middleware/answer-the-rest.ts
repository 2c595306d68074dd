import { isThanks } from '../../domain/typed-thanks.ts'
import { viewContact } from '../../usecases/view-contact.ts'
import { homeOfStaff } from '../admin/navigation.ts'
import type { BotContext } from '../bot-context.ts'

/** What no screen took: an old or forged button, or words that the bot does not understand. */
export async function answerTheRest(ctx: BotContext): Promise<void> {
  const { actor, texts: t, typed } = ctx
  const home = homeOfStaff(actor, t)
  if (ctx.callbackQuery) await ctx.refuseTap()
  else if (home.length > 0) await ctx.send({ text: t.html('chat.hint_staff'), keyboard: home })
  else if (typed !== null && isThanks(typed)) await ctx.sendWithMenu(t.html('chat.welcome'))
  else await ctx.sendWithMenu(await hint(ctx))
}

async function hint({ actor, texts: t, services }: BotContext): Promise<string> {
  const { phone } = await viewContact(services.useCases, actor)
  return phone === null ? t.html('chat.hint') : `${t.html('chat.hint')} ${t.html('chat.call', { phone })}`
}
