import type { BotContext } from '../bot-context.ts'
import type { Draft } from '../drafts/draft-store.ts'

/** Of the message whose button was tapped: a screen takes its place. Null: nothing was tapped. */
export function tappedMessage({ callbackQuery }: BotContext): number | null {
  return callbackQuery?.message?.message_id ?? null
}

/** Keeps with the open question in which message it was asked. */
export async function noteMessage(ctx: BotContext, messageId: number | null): Promise<void> {
  const { draft, services } = ctx
  if (!draft || messageId === null) return
  await harmlessly(ctx, async () => {
    await services.drafts.save(ctx.actor, { ...draft, shownIn: messageId }, draft)
  })
}

/**
 * The question was answered or left somewhere else than in its own message: its buttons go, which could only say that they
 * no longer work.
 */
export async function closeQuestion(ctx: BotContext, draft: Draft | null): Promise<void> {
  const shownIn = draft?.shownIn
  if (shownIn === undefined || shownIn === tappedMessage(ctx)) return
  await harmlessly(ctx, async () => {
    await ctx.takeButtons(shownIn)
  })
}

/** What was asked for is done without it. */
async function harmlessly(ctx: BotContext, tidy: () => Promise<void>): Promise<void> {
  try {
    await tidy()
  } catch (error) {
    ctx.services.log.warn(
      { err: error, update_id: ctx.updateId },
      'The buttons of a question could not be taken',
    )
  }
}
