import { readOwnWords } from '../../domain/own-words.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { Reading } from './dialog.ts'

/** An answer in the person's own words, `max` characters at most. */
export function readWords(typed: string, max: number, t: Texts): Reading {
  const read = readOwnWords(typed, max)
  if (read.ok) return { ok: true, value: read.words }
  const problem = read.reason === 'empty' ? t.html('dialog.words_wanted') : t.html('dialog.too_long', { max })
  return { ok: false, problem }
}
