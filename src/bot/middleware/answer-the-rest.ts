import type { BotContext } from '../bot-context.ts'

/** What no screen took: an old or forged button, or words that the bot does not understand. */
export async function answerTheRest(ctx: BotContext): Promise<void> {
  if (ctx.callbackQuery) await ctx.refuseTap()
  else if (ctx.message && isContent(ctx.message)) await ctx.sendWithMenu(ctx.texts.html('chat.hint'))
}

const content = [
  'text',
  'photo',
  'sticker',
  'voice',
  'video',
  'video_note',
  'audio',
  'animation',
  'document',
  'contact',
  'location',
  'venue',
  'poll',
  'dice',
  'game',
  'story',
  'paid_media',
]

/** Notices of Telegram itself (a pinned message, a timer) come as messages, too. */
function isContent(message: object): boolean {
  return content.some((kind) => kind in message)
}
