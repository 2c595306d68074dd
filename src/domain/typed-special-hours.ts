import { ownWordsLimits, readOwnWords } from './own-words.ts'
import type { SpecialHours } from './special-days.ts'
import type { TypedHours } from './typed-time.ts'
import { parseTypedDay } from './typed-week.ts'

export type TypedSpecialHours =
  | ({ readonly ok: true } & SpecialHours)
  | Extract<TypedHours, { ok: false }>
  | { readonly ok: false; readonly reason: 'reason_too_long' }

const closedBecause =
  /^\s*(?:выходной|закрыто|не работа(?:ем|ю)|closed|day off)(?:\s*[,:;.–—-]\s*|\s+)(?<reason>\S.*)$/isu

/** What counts on a date as typed: hours, or closed with a reason if there is one (`выходной: отпуск`). */
export function parseTypedSpecialHours(typed: string): TypedSpecialHours {
  const hours = parseTypedDay(typed)
  if (hours.ok) return { ...hours, reason: null }
  const words = closedBecause.exec(typed)?.groups?.['reason']
  if (words === undefined) return hours
  const read = readOwnWords(words.replace(/\s+/g, ' '), ownWordsLimits.closedReason)
  if (read.ok) return { ok: true, windows: [], reason: read.words }
  return { ok: false, reason: read.reason === 'too_long' ? 'reason_too_long' : 'not_hours' }
}
