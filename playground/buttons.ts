import type { TelegramKeyboardButton, TelegramKeyboardButtonRequestUsers } from '@gramio/types'
import type { Chat } from './chat.ts'
import { withPlainSpaces } from './screen.ts'

/** A button's text: the whole of it, else a part that only one button has; or a pattern. */
export type Wanted = string | RegExp

type Pressed =
  | { readonly kind: 'callback'; readonly messageId: number; readonly data: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'contact' }
  | { readonly kind: 'location' }
  | { readonly kind: 'person'; readonly request: TelegramKeyboardButtonRequestUsers }

interface Button {
  readonly text: string
  readonly press: () => Pressed
}

/**
 * Looks where a person would: at the last message with buttons, at the keyboard below, then upwards. Throws when there
 * is no such button, or more than one in the same place.
 */
export function findButton(chat: Chat, wanted: Wanted): Pressed {
  const places = buttonPlaces(chat)
  for (const isMatch of matchers(wanted)) {
    for (const place of places) {
      const [found, ...others] = place.filter((button) => isMatch(withPlainSpaces(button.text)))
      if (found === undefined) continue
      if (others.length > 0) throw new Error(`More than one button says ${String(wanted)}: ${listed(place)}`)
      return found.press()
    }
  }
  throw new Error(`No button says ${String(wanted)}. There are: ${places.map(listed).join(' / ') || 'none'}`)
}

function matchers(wanted: Wanted): ((text: string) => boolean)[] {
  if (typeof wanted !== 'string') return [(text) => wanted.test(text)]
  const read = withPlainSpaces(wanted)
  return [(text) => text === read, (text) => text.includes(read)]
}

function buttonPlaces(chat: Chat): Button[][] {
  const inline = [...chat.messages.values()].reverse().map(({ message }) =>
    (message.reply_markup?.inline_keyboard ?? []).flat().map((button) => ({
      text: button.text,
      press: () => {
        if (button.callback_data === undefined)
          throw new Error(`The button ${button.text} does not call the bot`)
        return { kind: 'callback' as const, messageId: message.message_id, data: button.callback_data }
      },
    })),
  )
  const below = (chat.replyKeyboard?.keyboard ?? []).flat().map(replyButton)
  const [latest = [], ...earlier] = inline.filter((buttons) => buttons.length > 0)
  return [latest, below, ...earlier].filter((place) => place.length > 0)
}

function replyButton(button: TelegramKeyboardButton | string): Button {
  if (typeof button === 'string') return { text: button, press: () => ({ kind: 'text', text: button }) }
  const { text, request_contact, request_location, request_users } = button
  if (request_users) return { text, press: () => ({ kind: 'person', request: request_users }) }
  if (request_contact === true) return { text, press: () => ({ kind: 'contact' }) }
  if (request_location === true) return { text, press: () => ({ kind: 'location' }) }
  return { text, press: () => ({ kind: 'text', text }) }
}

function listed(buttons: readonly Button[]): string {
  return buttons.map((button) => button.text).join(' | ')
}
