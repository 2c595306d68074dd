import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
} from 'telegraf/types'

/** The colour of a button; without one it is plain. */
export type ButtonStyle = 'primary' | 'success' | 'danger'

type Styled<Button> = Button & { readonly style?: ButtonStyle }

export function callbackButton(
  text: string,
  data: string,
  style?: ButtonStyle,
): Styled<InlineKeyboardButton.CallbackButton> {
  return { text, callback_data: data, ...(style && { style }) }
}

/** A button of the keyboard under the input field: it sends its own text. */
export function replyButton(text: string, style?: ButtonStyle): Styled<KeyboardButton.CommonButton> {
  return { text, ...(style && { style }) }
}

/** A button of the keyboard under the input field: it sends the person's own contact. */
export function contactButton(text: string): KeyboardButton.RequestContactButton {
  return { text, request_contact: true }
}

/** A button of the keyboard under the input field: it opens Telegram's list of people and sends whom one chooses. */
export function personButton(text: string): KeyboardButton.RequestUsersButton {
  // Telegraf's types are older than the name, which the Bot API gives to whoever asks for it.
  const request = { request_id: 1, user_is_bot: false, request_name: true }
  return { text, request_users: request }
}

/** The keyboard under the input field, which stays there until another message brings another one. */
export function replyKeyboard(rows: readonly (readonly KeyboardButton[])[]): ReplyKeyboardMarkup {
  return { keyboard: rows.map((row) => [...row]), resize_keyboard: true, is_persistent: true }
}

export function inlineKeyboard(
  rows: readonly (readonly Styled<InlineKeyboardButton>[])[],
): InlineKeyboardMarkup {
  return { inline_keyboard: rows.filter((row) => row.length > 0).map((row) => [...row]) }
}
