import type { InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton } from 'telegraf/types'

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

export function inlineKeyboard(
  rows: readonly (readonly Styled<InlineKeyboardButton>[])[],
): InlineKeyboardMarkup {
  return { inline_keyboard: rows.filter((row) => row.length > 0).map((row) => [...row]) }
}
