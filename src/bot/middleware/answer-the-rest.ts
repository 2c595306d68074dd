import type { BotContext } from '../bot-context.ts'

/** What no screen took: an old or forged button, or words that the bot does not understand. */
export async function answerTheRest(ctx: BotContext): Promise<void> {
  if (ctx.callbackQuery) await ctx.refuseTap()
  else await ctx.sendWithMenu(ctx.texts.html('chat.hint'))
}
