import { readOwnWords } from './own-words.ts'
import { parsePhone } from './phone.ts'

/** In characters as people count them. */
export const guestNameLimits = { least: 2, most: 60 } as const

/** What a client adds to a visit by words. */
export interface VisitNotes {
  /** For the business; null: none. */
  readonly comment: string | null
  /** The visit is for somebody else, of this name; null: for whoever books. */
  readonly guestName: string | null
}

export const noNotes: VisitNotes = { comment: null, guestName: null }

/**
 * A name and a phone, typed in one line in either order (`Анна +7 999 123-45-67`), the phone as typed; null: there is none,
 * all of it is the name. Other digits, as a date of birth, belong to the name. Without a country code a phone is read as one
 * of `country` (ISO 3166-1 alpha-2).
 */
export function splitNameAndPhone(
  typed: string,
  country = '',
): { readonly name: string; readonly phone: string | null } {
  const digits = typed.match(/\+?\(?\d[\d\s().–-]{5,}\d/gu) ?? []
  const found = digits.find((each) => parsePhone(each, country) !== null)
  if (found === undefined) return { name: typed, phone: null }
  const name = typed
    .replace(found, ' ')
    .replace(/[\s,;:.–—-]+((тел|телефон|tel|phone)[\s,;:.–—-]+)?$/iu, '')
    .replace(/^[\s,;:.–—-]+/u, '')
  return name === '' ? { name: typed, phone: null } : { name, phone: found }
}

/** A name as typed, in one line; null: not of a name's length, or nothing that can be seen. */
export function readGuestName(typed: string): string | null {
  const { least, most } = guestNameLimits
  const read = readOwnWords(typed.replace(/\s+/g, ' '), most)
  return read.ok && Array.from(read.words).length >= least ? read.words : null
}
