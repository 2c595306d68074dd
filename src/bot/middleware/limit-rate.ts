import type { BotContext } from '../bot-context.ts'

/**
 * Who sends too much waits, is told so once, and costs no more than a count. Staff have more room from their second
 * update on: who somebody is comes to light only behind this door.
 */
export function limitRate() {
  const staff = new Set<number>()

  return async (ctx: BotContext, next: () => Promise<void>): Promise<void> => {
    const minutes = ctx.myChatMember ? 0 : await minutesToWait(ctx, staff.has(ctx.sender.id))
    ctx.tooMany = minutes > 0
    if (ctx.tooMany) return
    await next()
    const { knownActor } = ctx
    if (knownActor?.role) staff.add(ctx.sender.id)
    else if (knownActor) staff.delete(ctx.sender.id)
  }
}

async function minutesToWait(ctx: BotContext, isStaff: boolean): Promise<number> {
  const { rateLimits, useCases } = ctx.services
  const verdict = await rateLimits.take(ctx.callbackQuery ? 'tap' : 'message', {
    telegramId: ctx.sender.id,
    isAdmin: isStaff || useCases.adminIds.includes(ctx.sender.id),
  })
  if (verdict.allowed) return 0
  const { first, minutes } = verdict
  await ctx.answerTap(ctx.texts.plain('chat.toast.slow_down', { minutes }))
  if (first && ctx.isPrivate) await ctx.sendWithMenu(ctx.texts.html('chat.slow_down', { minutes }))
  return minutes
}
