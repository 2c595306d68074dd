import { parsePhone } from './phone.ts'
import { readable } from './typed-text.ts'

/** Whom somebody looks for. */
export type ClientQuery =
  /** The beginning of a Telegram name, without its sign. */
  | { readonly by: 'username'; readonly username: string }
  /** Who has all words in their name or Telegram name, in whatever order, or one of these in their phone. */
  | { readonly by: 'name_or_phone'; readonly words: readonly string[]; readonly phones: readonly string[] }

/** More words than any name has only cost time. */
const mostWords = 5
/** Fewer digits are in nearly every phone. */
const leastDigits = 3

/**
 * A client as typed: a name or a part of it, the digits of a phone in any writing, `@username` or a link to it. Words are
 * in lower case with `е` for `ё`. Without a country code a phone is of `country` (ISO 3166-1 alpha-2). Null: there is
 * nothing to look for, or it is far too long for a name.
 */
export function readClientQuery(typed: string, country: string): ClientQuery | null {
  const text = readable(typed)?.replace(/\p{C}/gu, '').trim()
  if (!text) return null
  const username = /^(?:@|(?:https?:\/\/)?t\.me\/)(\w+)\/?$/.exec(text)?.[1]
  if (username !== undefined) return { by: 'username', username }
  return {
    by: 'name_or_phone',
    words: text.split(/\s+/).slice(0, mostWords),
    phones: phonesIn(text, country),
  }
}

/** What a phone in international form may contain, if it is the one typed or goes on after it. */
function phonesIn(text: string, country: string): string[] {
  if (!/^\+?[\d\s().-]+$/.test(text)) return []
  const whole = parsePhone(text, country)
  if (whole !== null) return [whole]
  const digits = text.replace(/\D/g, '')
  if (digits.length < leastDigits) return []
  if (text.startsWith('+')) return [`+${digits}`]
  // `8 999 12…` and `020 79…`: the first digit is dialled inside the country only.
  const isDialled = /^[08]/.test(digits) && digits.length > leastDigits
  return isDialled ? [digits, digits.slice(1)] : [digits]
}
