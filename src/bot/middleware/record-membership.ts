import { recordReachability } from '../../usecases/record-reachability.ts'
import type { BotContext } from '../bot-context.ts'

/** A person blocked the bot, or let it in again. */
export async function recordMembership(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const status = ctx.myChatMember?.new_chat_member.status
  if (status === undefined) {
    await next()
  } else {
    const reachable = status === 'member'
    await recordReachability(ctx.services.useCases, { telegramId: ctx.sender.id, reachable })
  }
}
