import { telegramErrorKind, type TelegramErrorKind } from '../../telegram/call-error.ts'
import { isChatTold, noteToldChat } from '../../usecases/told-chats.ts'
import type { BotContext } from '../bot-context.ts'

const mostChatsRemembered = 1000

const mayNotWrite = new Set<TelegramErrorKind | null>(['refused', 'blocked', 'chat_gone'])

/**
 * Groups and channels are told where the bot works when it is added; those that it is in already, once, when it is first
 * spoken to. What is posted in a channel does not reach the bot, so there it speaks only when it is added.
 */
export function privateChatsOnly() {
  /** Chats that need nothing more, so that what is said in them costs no look into the database. */
  const settled = new Set<number>()

  return async (ctx: BotContext, next: () => Promise<void>): Promise<void> => {
    const { chat } = ctx
    if (ctx.isPrivate) {
      await next()
    } else if (ctx.callbackQuery) {
      await ctx.answerTap(ctx.texts.plain('chat.toast.outdated'))
    } else if (chat && !hasLeft(ctx) && (wasAdded(ctx) || !settled.has(chat.id))) {
      await tellOnce(ctx, chat.id)
      if (settled.size >= mostChatsRemembered) settled.clear()
      settled.add(chat.id)
    }
  }
}

const outside = new Set(['left', 'kicked'])

function hasLeft(ctx: BotContext): boolean {
  return outside.has(ctx.myChatMember?.new_chat_member.status ?? '')
}

function wasAdded(ctx: BotContext): boolean {
  return outside.has(ctx.myChatMember?.old_chat_member.status ?? '')
}

async function tellOnce(ctx: BotContext, chatId: number): Promise<void> {
  const { useCases } = ctx.services
  if (!wasAdded(ctx) && (await isChatTold(useCases, { id: chatId }))) return
  if (await sendLink(ctx, chatId)) await noteToldChat(useCases, { id: chatId })
}

/** False: the bot may not write in the chat, so what is said there is none of its concern. */
async function sendLink(ctx: BotContext, chatId: number): Promise<boolean> {
  const { client, me } = ctx.services
  try {
    await client.callApi('sendMessage', {
      chat_id: chatId,
      text: ctx.texts.html('chat.private_only', { link: `https://t.me/${me.username}` }),
      parse_mode: 'HTML',
    })
    return true
  } catch (error) {
    if (mayNotWrite.has(telegramErrorKind(error))) return false
    throw error
  }
}
