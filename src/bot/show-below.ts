import type { BotContext } from './bot-context.ts'
import { tappedMessage } from './dialogs/question-message.ts'
import type { Screen } from './screen.ts'

/**
 * Shows a screen as a message of its own, below the notice whose button was tapped: a notice is read again, as that a visit
 * was cancelled and why. Its buttons go, and by that the second of two taps knows that the first has shown the screen.
 */
export async function showBelow(ctx: BotContext, open: () => Promise<Screen>): Promise<null> {
  const notice = tappedMessage(ctx)
  if (notice === null || (await ctx.takeButtons(notice))) {
    const screen = await open()
    await Promise.all([ctx.answerTap(screen.toast), ctx.send(screen)])
  } else {
    await ctx.answerTap()
  }
  return null
}
