import { IntlMessageFormat } from 'intl-messageformat'
import { formatPhone } from '../domain/phone.ts'
import type { Locale } from '../domain/roles.ts'
import { createFormats, type Formats } from './formats.ts'
import { messages, type HtmlKey, type MessageKey, type MessageText, type PlainKey } from './messages.ts'
import type { Values } from './placeholders.ts'
import { unbroken } from './spacing.ts'

export interface I18n {
  in(locale: Locale): Texts
}

/** All wording in one language. What a text calls `{phone}` is taken as it is stored and shown as by `phone`. */
export interface Texts extends Formats {
  readonly locale: Locale
  /** Telegram HTML; values are escaped, so a service named `<b>` is shown as typed. */
  html<Key extends HtmlKey>(key: Key, ...values: ValuesOf<Key>): string
  /** For places that read no HTML. */
  plain<Key extends PlainKey>(key: Key, ...values: ValuesOf<Key>): string
  /** A number in international form, as it is stored, as people write it. For what stands outside of a text; plain. */
  phone(number: string): string
}

export type ValuesOf<Key extends MessageKey> = keyof Values<MessageText<Key>> extends never
  ? []
  : [values: Values<MessageText<Key>>]

export function createI18n(): I18n {
  const texts = { ru: createTexts('ru'), en: createTexts('en') }
  return { in: (locale) => texts[locale] }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

type AnyValues = Readonly<Record<string, string | number>>

function createTexts(locale: Locale): Texts {
  const compiled = new Map<MessageKey, IntlMessageFormat>()

  const format = (key: MessageKey, values: AnyValues): string => {
    let message = compiled.get(key)
    if (!message) {
      message = new IntlMessageFormat(messages[locale][key], locale, undefined, { ignoreTag: true })
      compiled.set(key, message)
    }
    return unbroken(String(message.format(withPhone(values))))
  }

  const plain = <Key extends PlainKey>(key: Key, ...[values]: ValuesOf<Key>) => format(key, values ?? {})
  return {
    locale,
    plain,
    html: (key, ...[values]) => format(key, escaped(values ?? {})),
    phone: formatPhone,
    ...createFormats(locale, plain),
  }
}

function withPhone(values: AnyValues): AnyValues {
  const { phone } = values
  return typeof phone === 'string' ? { ...values, phone: formatPhone(phone) } : values
}

function escaped(values: AnyValues): AnyValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? escapeHtml(value) : value,
    ]),
  )
}
