/** Longer than any date, time or list of hours that a person types. */
const mostCharacters = 200

/**
 * What somebody typed as the parsers of dates and times read it: lower case, single blanks, one kind of dash, without
 * the invisible marks that come with pasted text. Null: far too long to be one. Digits of other scripts stay as they
 * are, so no parser takes them for numbers.
 */
export function readable(typed: string): string | null {
  if (typed.length > mostCharacters) return null
  return typed
    .replace(/\p{Cf}/gu, '')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
}
