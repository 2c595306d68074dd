import { toInlineKeyboard, type Screen } from './screen.ts'
import type { BotContext } from './bot-context.ts'
import { telegramErrorKind } from '../telegram/call-error.ts'

/**
 * Shows a screen as a message of its own, below the notice whose button was tapped: a notice is read again, as that a visit
 * was cancelled and why. Its buttons go, and by that the second of two taps knows that the first has shown the screen.
 */
export async function showBelow(ctx: BotContext, open: () => Promise<Screen>): Promise<null> {
  if (!(await takeButtons(ctx))) {
    await ctx.answerTap()
    return null
  }
  try {
    const screen = await open()
    await Promise.all([ctx.answerTap(screen.toast), ctx.send(screen)])
  } catch (error) {
    await giveButtonsBack(ctx)
    throw error
  }
  return null
}

/** False: they were taken already. A message that can't be edited any more keeps them. */
async function takeButtons({ callbackQuery, sender, services }: BotContext): Promise<boolean> {
  const message = callbackQuery?.message
  if (!message) return true
  const notice = { chat_id: sender.id, message_id: message.message_id }
  try {
    await services.client.callApi('editMessageReplyMarkup', { ...notice, reply_markup: toInlineKeyboard([]) })
    return true
  } catch (error) {
    const kind = telegramErrorKind(error)
    if (kind === 'not_modified') return false
    if (kind === 'message_gone') return true
    throw error
  }
}

/** What the person wanted did not come: the next tap must find the button. */
async function giveButtonsBack({ callbackQuery, sender, services }: BotContext): Promise<void> {
  const message = callbackQuery?.message
  if (!message || !('reply_markup' in message)) return
  const notice = { chat_id: sender.id, message_id: message.message_id }
  // Whoever asked hears of the failure that led here, and not of another one.
  await services.client
    .callApi('editMessageReplyMarkup', { ...notice, reply_markup: message.reply_markup })
    .catch(() => undefined)
}
