import { enterChat } from '../../usecases/enter-chat.ts'
import type { BotContext } from '../bot-context.ts'
import { turnsAway } from '../dialogs/leave-dialog.ts'
import type { Draft } from '../drafts/draft-store.ts'

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
  if (ctx.message) ctx.draft = await loadDraft(ctx)
  if (isHandledAlready(ctx)) return
  await next()
}

/** A command or a word of the menu needs no draft, so it works also while the drafts are out of reach. */
async function loadDraft(ctx: BotContext): Promise<Draft | null> {
  try {
    return await ctx.services.drafts.load(ctx.actor)
  } catch (error) {
    if (!turnsAway(ctx)) throw error
    ctx.services.log.warn({ err: error, update_id: ctx.updateId }, 'A draft could not be looked for')
    return null
  }
}

/** A later message of this chat brought the dialog where it is, so this one had its answer before. */
function isHandledAlready(ctx: BotContext): boolean {
  return ctx.draft !== null && ctx.updateId < ctx.draft.version
}
