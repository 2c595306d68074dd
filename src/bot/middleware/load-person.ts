import { enterChat } from '../../usecases/enter-chat.ts'
import type { BotContext } from '../bot-context.ts'

/** Who writes, with their role and language; and the dialog their message may be an answer in. */
export async function loadPerson(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const { sender, services } = ctx
  const actor = await enterChat(services.useCases, {
    updateId: ctx.updateId,
    telegramId: sender.id,
    username: sender.username ?? null,
    firstName: sender.first_name,
    lastName: sender.last_name ?? null,
    languageCode: sender.language_code ?? null,
  })
  ctx.enterAs(actor)
  if (ctx.message) ctx.draft = await services.drafts.load(actor)
  if (isHandledAlready(ctx)) return
  await next()
}

/** A later message of this chat brought the dialog where it is, so this one had its answer before. */
function isHandledAlready(ctx: BotContext): boolean {
  return ctx.draft !== null && ctx.updateId < ctx.draft.version
}
