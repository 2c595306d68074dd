import { telegramErrorKind } from '../../telegram/call-error.ts'
import { recordReachability } from '../../usecases/record-reachability.ts'
import type { BotContext } from '../bot-context.ts'

/** The only place that catches: logs once, apologises, offers the menu; and leaves no tapped button without an answer. */
export async function catchErrors(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  try {
    await next()
    await ctx.answerTap()
  } catch (error) {
    try {
      await handleError(ctx, error)
    } catch (another) {
      ctx.services.log.warn({ err: another, update_id: ctx.updateId }, 'An apology could not be sent')
    }
  }
}

async function handleError(ctx: BotContext, error: unknown): Promise<void> {
  const { log, useCases } = ctx.services
  const kind = telegramErrorKind(error)
  if (kind === 'blocked' || kind === 'chat_gone') {
    log.info({ update_id: ctx.updateId }, 'A chat can no longer be reached')
    if (ctx.isPrivate) await recordReachability(useCases, { telegramId: ctx.sender.id, reachable: false })
    await ctx.answerTap()
    return
  }
  log.error({ err: error, update_id: ctx.updateId }, 'An update failed')
  if (ctx.myChatMember || !ctx.isPrivate) return
  await ctx.answerTap(ctx.texts.plain('chat.toast.apology'))
  await ctx.sendWithMenu(ctx.texts.html('chat.apology'))
}
