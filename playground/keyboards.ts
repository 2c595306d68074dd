import type {
  TelegramInlineKeyboardButton,
  TelegramInlineKeyboardMarkup,
  TelegramKeyboardButton,
  TelegramReplyKeyboardMarkup,
} from '@gramio/types'
import { isRecord, type Arguments } from './arguments.ts'
import { badRequest, limits, rules } from './rules.ts'

export type Markup =
  | { readonly kind: 'none' }
  | { readonly kind: 'inline'; readonly keyboard: TelegramInlineKeyboardMarkup }
  | { readonly kind: 'reply'; readonly keyboard: TelegramReplyKeyboardMarkup }
  | { readonly kind: 'remove' }
  | { readonly kind: 'force reply' }

/** The `reply_markup` of a call, with the refusals of the official server. An inline keyboard without buttons is none. */
export function readMarkup(args: Arguments): Markup {
  const markup = args.json('reply_markup', 'reply keyboard markup')
  if (markup === undefined) return { kind: 'none' }
  if (!isRecord(markup)) throw badRequest('object expected as reply markup')
  if ('inline_keyboard' in markup) {
    const rows = readRows(
      markup['inline_keyboard'],
      '"inline_keyboard" of the InlineKeyboardMarkup',
      readInlineButton,
    )
    return rows.length === 0 ? { kind: 'none' } : { kind: 'inline', keyboard: { inline_keyboard: rows } }
  }
  if ('keyboard' in markup) {
    const rows = readRows(markup['keyboard'], '"keyboard" of the ReplyKeyboardMarkup', readReplyButton)
    return { kind: 'reply', keyboard: { ...markup, keyboard: rows } }
  }
  if (markup['remove_keyboard'] === true) return { kind: 'remove' }
  if (markup['force_reply'] === true) return { kind: 'force reply' }
  return { kind: 'none' }
}

/** Edits take an inline keyboard or none. */
export function readInlineMarkup(args: Arguments): TelegramInlineKeyboardMarkup | undefined {
  const markup = readMarkup(args)
  if (markup.kind === 'none') return undefined
  if (markup.kind !== 'inline') throw badRequest('inline keyboard expected')
  return markup.keyboard
}

function readRows<Button>(value: unknown, field: string, read: (button: unknown) => Button): Button[][] {
  if (!Array.isArray(value)) throw badRequest(`field ${field} must be an Array`)
  const rows = value.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest(`field ${field} must be an Array of Arrays`)
    return row.map(read)
  })
  if (rows.flat().length > limits.keyboardButtons) throw rules.keyboardTooLong()
  return rows.filter((row) => row.length > 0)
}

function readInlineButton(value: unknown): TelegramInlineKeyboardButton {
  if (!isRecord(value)) throw unreadable('inline keyboard button: InlineKeyboardButton must be an Object')
  const { text, callback_data: data, url } = value
  if (typeof text !== 'string') throw unreadable(`inline keyboard button: ${textProblem(text)}`)
  if (text.trim() === '') throw rules.buttonTextEmpty()
  if (typeof url === 'string' && url !== '') {
    if (!/^((https?|tg|ton):\/\/|[^\s:/]+\.[^\s])/i.test(url)) throw rules.buttonUrlInvalid(url)
  } else if (typeof data === 'string' && data !== '') {
    if (Buffer.byteLength(data) > limits.callbackDataBytes) throw rules.buttonDataInvalid()
  } else if (!otherActions.some((action) => action in value)) {
    throw rules.textButton()
  }
  return { ...value, text }
}

const otherActions = [
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
  'disabled',
]

function readReplyButton(value: unknown): TelegramKeyboardButton {
  if (typeof value === 'string') return { text: value }
  if (!isRecord(value)) throw unreadable('keyboard button: KeyboardButton must be a String or an Object')
  const { text } = value
  if (typeof text !== 'string') throw unreadable(`keyboard button: ${textProblem(text)}`)
  return { ...value, text }
}

function textProblem(text: unknown): string {
  return text === undefined ? 'Can\'t find field "text"' : 'Field "text" must be of type String'
}

function unreadable(what: string): Error {
  return badRequest(`can't parse ${what}`)
}
