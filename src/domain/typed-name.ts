import { readable } from './typed-text.ts'

/**
 * Those that somebody may mean who types a name loosely: the very name, else names that hold each word of it, or at least
 * how it begins: `стрижку` is `Стрижка женская` as well. In the order given; none when nothing was typed.
 */
export function matchNames<Item extends { readonly name: string }>(
  items: readonly Item[],
  typed: string,
): Item[] {
  const wanted = readable(typed)
  if (!wanted) return []
  const exact = items.filter(({ name }) => readable(name) === wanted)
  if (exact.length > 0) return exact
  const beginnings = wordsOf(wanted).map(beginningOf)
  if (beginnings.length === 0) return []
  return items.filter(({ name }) => {
    const words = wordsOf(readable(name) ?? '')
    return beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)))
  })
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Without the ending that grammar changes. */
function beginningOf(word: string): string {
  return word.length <= 4 ? word : word.slice(0, Math.max(4, word.length - 2))
}
