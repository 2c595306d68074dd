import { telegramErrorKind, type TelegramErrorKind } from '../../telegram/call-error.ts'
import type { BotContext } from '../bot-context.ts'

const mostChatsRemembered = 1000

const mayNotWrite = new Set<TelegramErrorKind | null>(['refused', 'blocked', 'chat_gone'])

/**
 * Groups and channels are told once where the bot works, when it is added or first spoken to, and then never again. What
 * is posted in a channel does not reach the bot, so there it speaks only when it is added.
 */
export function privateChatsOnly() {
  const told = new Set<number>()

  return async (ctx: BotContext, next: () => Promise<void>): Promise<void> => {
    const { chat } = ctx
    if (ctx.isPrivate) {
      await next()
    } else if (ctx.callbackQuery) {
      await ctx.answerTap(ctx.texts.plain('chat.toast.outdated'))
    } else if (chat && !hasLeft(ctx) && !told.has(chat.id)) {
      if (told.size >= mostChatsRemembered) told.clear()
      told.add(chat.id)
      await sendLink(ctx, chat.id)
    }
  }
}

function hasLeft(ctx: BotContext): boolean {
  const status = ctx.myChatMember?.new_chat_member.status
  return status === 'left' || status === 'kicked'
}

/** A chat in which the bot may not write is none of its concern. */
async function sendLink(ctx: BotContext, chatId: number): Promise<void> {
  const { client, me } = ctx.services
  try {
    await client.callApi('sendMessage', {
      chat_id: chatId,
      text: ctx.texts.html('chat.private_only', { link: `https://t.me/${me.username}` }),
      parse_mode: 'HTML',
    })
  } catch (error) {
    if (!mayNotWrite.has(telegramErrorKind(error))) throw error
  }
}
