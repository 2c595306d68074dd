import type { UseCaseContext } from '../context.ts'
import { updateReachability } from '../storage/users.ts'

/** Telegram said that a person blocked the bot, or let it in again. */
export async function recordReachability(
  ctx: UseCaseContext,
  input: { readonly telegramId: number; readonly reachable: boolean },
): Promise<void> {
  await updateReachability(ctx.db, input.telegramId, input.reachable ? null : ctx.clock.now())
}
