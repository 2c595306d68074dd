import type { InlineKeyboardMarkup, KeyboardButton } from 'telegraf/types'
import type { OutgoingButton, OutgoingMessage } from '../context.ts'
import type { Texts } from '../i18n/i18n.ts'
import { callbackButton, contactButton, inlineKeyboard, personButton } from '../telegram/buttons.ts'

/** What a person sees in one message: Telegram HTML and the buttons under it. */
export interface Screen extends OutgoingMessage {
  /** A word over the button that was tapped. */
  readonly toast?: string
  /** The `file_id` of a photo above the text, which may have 1,024 characters then. */
  readonly photo?: string
}

export function button(text: string, data: string, style?: OutgoingButton['style']): OutgoingButton {
  return { text: fit(text, maxLabel), data, ...(style && { style }) }
}

/** The screen with a sentence above it that says why it is shown. */
export function withNotice(notice: string | undefined, screen: Screen): Screen {
  return notice === undefined ? screen : { ...screen, text: `${notice}\n\n${screen.text}` }
}

export function toInlineKeyboard(keyboard: Screen['keyboard']): InlineKeyboardMarkup {
  return inlineKeyboard(
    keyboard.map((row) => row.map(({ text, data, style }) => callbackButton(text, data, style))),
  )
}

/** A button above the menu that shares the person's own phone: whoever does not want to still has the menu. */
export function shareContactButton(t: Texts): KeyboardButton {
  return contactButton(t.plain('phone.button.share'))
}

/** A button above the menu that lets one choose somebody from Telegram's own list. */
export function choosePersonButton(t: Texts): KeyboardButton {
  return personButton(t.plain('admin.button.choose'))
}

const maxLabel = 64

/** Names may be longer than a button: `room` characters at most, cut at a whole character, never inside an emoji. */
export function fit(text: string, room: number): string {
  if (text.length <= room) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > room - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** Buttons side by side, `columns` in a row. */
export function inRows<Item>(items: readonly Item[], columns: number): Item[][] {
  const rows: Item[][] = []
  for (let index = 0; index < items.length; index += columns) rows.push(items.slice(index, index + columns))
  return rows
}
