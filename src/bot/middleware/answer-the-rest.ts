import { isThanks } from '../../domain/typed-thanks.ts'
import { viewContact } from '../../usecases/view-contact.ts'
import { viewGreeting } from '../../usecases/view-greeting.ts'
import { homeOfStaff } from '../admin/navigation.ts'
import type { BotContext } from '../bot-context.ts'

/** What no screen took: an old or forged button, or words that the bot does not understand. */
export async function answerTheRest(ctx: BotContext): Promise<void> {
  const { actor, texts: t, typed } = ctx
  const home = homeOfStaff(actor, t)
  if (ctx.callbackQuery) await ctx.refuseTap()
  else if (home.length > 0) await ctx.send({ text: t.html('chat.hint_staff'), keyboard: home })
  else if (typed !== null && isThanks(typed)) await ctx.sendWithMenu(await welcome(ctx))
  else await ctx.sendWithMenu(await hint(ctx))
}

/** Only somebody with a visit ahead is expected. */
async function welcome({ actor, texts: t, services }: BotContext): Promise<string> {
  const { next } = await viewGreeting(services.useCases, actor)
  return t.html(next ? 'chat.welcome' : 'chat.welcome_any_time')
}

async function hint({ actor, texts: t, services }: BotContext): Promise<string> {
  const { phone } = await viewContact(services.useCases, actor)
  return phone === null ? t.html('chat.hint') : `${t.html('chat.hint')} ${t.html('chat.call', { phone })}`
}
