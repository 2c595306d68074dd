import type { BotContext } from '../bot-context.ts'
import type { Draft } from '../drafts/draft-store.ts'
import { menuItemOf } from '../menu.ts'
import { inertButton } from '../pager.ts'
import { answerButton, backButton, leaveButton, skipButton } from './buttons.ts'
import type { Dialog } from './dialog.ts'
import { isHome } from './walk-steps.ts'

/**
 * Commands and the menu's buttons leave an open dialog; they are never taken for an answer in it. The panel's key looks
 * into the panel as its inline button does: what is half done on a screen, where nothing is asked, is still there after it.
 */
export function leaveDialog(dialogs: readonly Dialog[]) {
  return async (ctx: BotContext, next: () => Promise<void>): Promise<void> => {
    const { draft } = ctx
    if (draft && turnsAway(ctx) && !(isPanelKey(ctx) && asksNothing(draft, dialogs))) {
      await ctx.services.drafts.clear(ctx.actor)
      ctx.draft = null
    }
    await next()
  }
}

function isPanelKey({ typed, services }: BotContext): boolean {
  return typed !== null && menuItemOf(typed, services.i18n) === 'panel'
}

function asksNothing(draft: Draft, dialogs: readonly Dialog[]): boolean {
  return dialogs.some(({ home }) => home && isHome(home, draft))
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
    if (query && 'data' in query && !isOfDialog(query.data)) await leaveAny(ctx, query.data, dialogs)
    await next()
  }
}

async function leaveAny(ctx: BotContext, data: string, dialogs: readonly Dialog[]): Promise<void> {
  const { drafts, log } = ctx.services
  try {
    const draft = await drafts.load(ctx.actor)
    const dialog = dialogs.find(({ name }) => name === draft?.dialog)
    if (!draft || !dialog || ctx.updateId <= draft.version || dialog.staysOn?.(data)) return
    await drafts.clear(ctx.actor)
  } catch (error) {
    log.warn({ err: error, update_id: ctx.updateId }, 'A draft could not be looked for')
  }
}

/** A heading or an empty cell leads nowhere, either. */
function isOfDialog(data: string): boolean {
  return [answerButton, skipButton, backButton, leaveButton, inertButton].some(
    (button) => button.parse(data) !== null,
  )
}
