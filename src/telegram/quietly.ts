import type { InlineKeyboardMarkup } from 'telegraf/types'
import { telegramErrorKind } from './call-error.ts'
import type { TelegramClient } from './client.ts'

/** The result of a call, or null when it only came too late: nothing to change, nothing there, nobody waiting. */
export async function quietly<Result>(call: Promise<Result>): Promise<Result | null> {
  try {
    return await call
  } catch (error) {
    const kind = telegramErrorKind(error)
    if (kind === 'not_modified' || kind === 'query_too_old' || kind === 'message_gone') return null
    throw error
  }
}

export interface Screen {
  /** Telegram HTML. */
  readonly text: string
  readonly keyboard?: InlineKeyboardMarkup
}

/**
 * Shows a screen in place of a message, or as a new message when there is none or it can't be edited (any longer).
 * Returns the id of the message that shows it now.
 */
export async function editOrSend(
  client: TelegramClient,
  { chatId, messageId }: { readonly chatId: number; readonly messageId: number | null },
  { text, keyboard }: Screen,
): Promise<number> {
  const content = {
    chat_id: chatId,
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(keyboard && { reply_markup: keyboard }),
  } as const
  if (messageId !== null) {
    try {
      await client.callApi('editMessageText', { ...content, message_id: messageId })
      return messageId
    } catch (error) {
      const kind = telegramErrorKind(error)
      if (kind === 'not_modified') return messageId
      if (kind !== 'message_gone') throw error
    }
  }
  const message = await client.callApi('sendMessage', content)
  return message.message_id
}
