import type { LocalDate } from './local-time.ts'
import { parseTypedDate } from './typed-date.ts'

/**
 * A date and something else in one line, in either order, as after a command: `завтра стрижка`, `стрижка 12 марта`. The
 * longest run of words at the beginning that is a date, else at the end. Null: there is no date in it.
 */
export function parseDateAndRest(
  typed: string,
  today: LocalDate,
): { readonly date: LocalDate | null; readonly rest: string } {
  const words = typed.trim().split(/\s+/).slice(0, mostWords)
  for (let length = words.length; length > 0; length--) {
    const first = parseTypedDate(words.slice(0, length).join(' '), today)
    if (first.ok) return { date: first.date, rest: words.slice(length).join(' ') }
  }
  for (let length = words.length; length > 0; length--) {
    const last = parseTypedDate(words.slice(-length).join(' '), today)
    if (last.ok) return { date: last.date, rest: words.slice(0, -length).join(' ') }
  }
  return { date: null, rest: words.join(' ') }
}

const mostWords = 20
