import { telegramErrorKind } from './call-error.ts'
import type { TelegramClient } from './client.ts'
import { editOrSend, quietly, type Screen } from './quietly.ts'

export interface ScreenWithPhoto extends Screen {
  /** A `file_id`; the text is its caption then. */
  readonly photo?: string
}

export interface Place {
  readonly chatId: number
  /** Null: a new message. */
  readonly messageId: number | null
  readonly isPhoto: boolean
}

/**
 * Shows a screen in place of a message. A photo can't be edited into text, so there the new message comes first and
 * the old one goes then: to see it twice after a double tap is better than not at all.
 */
export async function show(
  client: TelegramClient,
  { chatId, messageId, isPhoto }: Place,
  screen: ScreenWithPhoto,
): Promise<void> {
  if (!isPhoto && screen.photo === undefined) {
    await editOrSend(client, { chatId, messageId }, screen)
    return
  }
  await send(client, chatId, screen)
  if (messageId !== null) {
    await quietly(client.callApi('deleteMessage', { chat_id: chatId, message_id: messageId }))
  }
}

/** A photo that Telegram no longer has must not hide the words. */
async function send(
  client: TelegramClient,
  chatId: number,
  { photo, ...screen }: ScreenWithPhoto,
): Promise<void> {
  try {
    if (photo !== undefined) {
      const { text: caption, keyboard } = screen
      const words = { caption, parse_mode: 'HTML', ...(keyboard && { reply_markup: keyboard }) } as const
      await client.callApi('sendPhoto', { chat_id: chatId, photo, ...words })
      return
    }
  } catch (error) {
    if (telegramErrorKind(error) !== 'refused') throw error
  }
  await editOrSend(client, { chatId, messageId: null }, screen)
}
