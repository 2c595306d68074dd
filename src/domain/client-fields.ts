import { readOwnWords } from './own-words.ts'

/** What staff note of a client, in characters as people count them. */
export const clientLimits = {
  notes: 1000,
  banReason: 200,
  message: 2000,
  tag: 30,
  tags: 20,
  name: { least: 2, most: 60 },
} as const

/** What may be changed of a client; of whoever writes to the bot themselves Telegram tells the name. */
export const clientFields = ['notes', 'name', 'phone'] as const
export type ClientField = (typeof clientFields)[number]

export interface SplitName {
  readonly firstName: string
  readonly lastName: string | null
}

/** A name as typed, in one line, its first word apart; null: not of a name's length, or nothing that can be seen. */
export function readClientName(typed: string): SplitName | null {
  const { least, most } = clientLimits.name
  const read = readOwnWords(typed.replace(/\s+/g, ' '), most)
  if (!read.ok || Array.from(read.words).length < least) return null
  const [firstName = '', ...others] = read.words.split(' ')
  return { firstName, lastName: others.length === 0 ? null : others.join(' ') }
}

/** A tag as typed, in one line; null: too long, or nothing that can be seen. */
export function readTag(typed: string): string | null {
  const read = readOwnWords(typed.replace(/\s+/g, ' '), clientLimits.tag)
  return read.ok ? read.words : null
}

/** The tag among these that is the same but for capitals and `ё`. */
export function findTag(tags: readonly string[], wanted: string): string | undefined {
  const plain = (tag: string) => tag.toLowerCase().replaceAll('ё', 'е')
  return tags.find((tag) => plain(tag) === plain(wanted))
}
