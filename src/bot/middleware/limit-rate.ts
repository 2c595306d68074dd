import type { BotContext } from '../bot-context.ts'

/** Who sends too much waits, is told so once, and costs no more than a count. */
export async function limitRate(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const minutes = ctx.myChatMember ? 0 : await minutesToWait(ctx)
  if (minutes === 0) await next()
}

async function minutesToWait(ctx: BotContext): Promise<number> {
  const { rateLimits, useCases } = ctx.services
  const verdict = await rateLimits.take(ctx.callbackQuery ? 'tap' : 'message', {
    telegramId: ctx.sender.id,
    isAdmin: useCases.adminIds.includes(ctx.sender.id),
  })
  if (verdict.allowed) return 0
  const { first, minutes } = verdict
  await ctx.answerTap(ctx.texts.plain('chat.toast.slow_down', { minutes }))
  if (first && ctx.isPrivate) await ctx.sendWithMenu(ctx.texts.html('chat.slow_down', { minutes }))
  return minutes
}
