import type { OutgoingMessage, SendOutcome, UseCaseContext } from '../context.ts'
import { callbackButton, inlineKeyboard, replyButton, replyKeyboard } from './buttons.ts'
import { telegramErrorKind, TelegramCallError } from './call-error.ts'
import type { TelegramClient } from './client.ts'

/** How long a message waits when Telegram is away and doesn't say for how long. */
const pauseWhileAwayMs = 15_000

/**
 * Sends one message of a task in one attempt: what repeats it is the task's row, not the call. One that may have arrived
 * is not sent again before a call that does no harm was answered: its few repeats are not for an outage to use up.
 */
export function createSender(client: TelegramClient): UseCaseContext['send'] {
  return async (chatId, message, mayHaveArrived) => {
    try {
      if (mayHaveArrived) {
        await client.callApi('sendChatAction', { chat_id: chatId, action: 'typing' }, { attempts: 1 })
      }
      await client.callApi('sendMessage', asPayload(chatId, message), { attempts: 1 })
      return { outcome: 'sent' }
    } catch (error) {
      if (!(error instanceof TelegramCallError)) throw error
      return outcomeOf(error)
    }
  }
}

function asPayload(chatId: number, { text, keyboard, menu }: OutgoingMessage) {
  return {
    chat_id: chatId,
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(menu && { reply_markup: replyKeyboard(menu.map((row) => row.map((label) => replyButton(label)))) }),
    ...(keyboard.length > 0 && {
      reply_markup: inlineKeyboard(
        keyboard.map((row) => row.map((button) => callbackButton(button.text, button.data, button.style))),
      ),
    }),
  } as const
}

function outcomeOf(error: TelegramCallError): SendOutcome {
  if (error.outcome === 'gateway' && error.method === 'sendMessage') return { outcome: 'turned_away' }
  const kind = telegramErrorKind(error)
  switch (kind) {
    case 'blocked':
    case 'chat_gone':
      return { outcome: 'unreachable' }
    case 'too_many':
      return { outcome: 'later', afterMs: (error.retryAfter ?? 1) * 1000 }
    case 'unavailable':
    case 'unauthorized':
    case 'conflict':
      return { outcome: 'later', afterMs: pauseWhileAwayMs }
    case 'unknown_outcome':
      return { outcome: 'unknown' }
    case 'refused':
    case 'not_modified':
    case 'query_too_old':
    case 'message_gone':
    case null:
      return { outcome: 'refused', description: error.description }
  }
}
