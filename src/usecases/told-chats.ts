import type { UseCaseContext } from '../context.ts'
import { insertToldChat, wasChatTold } from '../storage/told-chats.ts'

/** Whether a group or channel was told already that the bot answers in private chats only, by whichever process. */
export async function isChatTold(ctx: UseCaseContext, chat: { readonly id: number }): Promise<boolean> {
  return await wasChatTold(ctx.db, chat.id)
}

/** It was told: neither another process nor the next start tells it again. */
export async function noteToldChat(ctx: UseCaseContext, chat: { readonly id: number }): Promise<void> {
  await insertToldChat(ctx.db, chat.id, ctx.clock.now())
}
