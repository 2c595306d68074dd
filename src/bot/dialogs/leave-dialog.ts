import type { BotContext } from '../bot-context.ts'
import { menuItemOf } from '../menu.ts'
import { answerButton, backButton, leaveButton, skipButton } from './buttons.ts'
import type { Dialog } from './dialog.ts'

/** Commands and the menu's buttons leave an open dialog; they are never taken for an answer in it. */
export async function leaveDialog(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  if (ctx.draft && turnsAway(ctx)) {
    await ctx.services.drafts.clear(ctx.actor)
    ctx.draft = null
  }
  await next()
}

/** Whether what was typed leads somewhere by itself, whatever was asked before. */
export function turnsAway({ typed, services }: BotContext): boolean {
  return typed !== null && (typed.startsWith('/') || menuItemOf(typed, services.i18n) !== null)
}

/**
 * Whoever taps on elsewhere has left these dialogs: any words are an answer in them, and a friendly one typed later must
 * not cancel a visit. While the drafts are out of reach no words are taken either, so the tap goes on.
 */
export function leaveOnTap(dialogs: readonly Dialog[]) {
  return async (ctx: BotContext, next: () => Promise<void>): Promise<void> => {
    const query = ctx.callbackQuery
    if (query && 'data' in query && !isOfDialog(query.data)) await leaveAny(ctx, dialogs)
    await next()
  }
}

async function leaveAny(ctx: BotContext, dialogs: readonly Dialog[]): Promise<void> {
  const { drafts, log } = ctx.services
  try {
    const draft = await drafts.load(ctx.actor)
    const isLeft = draft && ctx.updateId > draft.version && dialogs.some(({ name }) => name === draft.dialog)
    if (isLeft) await drafts.clear(ctx.actor)
  } catch (error) {
    log.warn({ err: error, update_id: ctx.updateId }, 'A draft could not be looked for')
  }
}

function isOfDialog(data: string): boolean {
  return [answerButton, skipButton, backButton, leaveButton].some((button) => button.parse(data) !== null)
}
