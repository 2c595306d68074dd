import { readOwnWords } from './own-words.ts'

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

/** A name as typed, in one line; null: not of a name's length, or nothing that can be seen. */
export function readGuestName(typed: string): string | null {
  const { least, most } = guestNameLimits
  const read = readOwnWords(typed.replace(/\s+/g, ' '), most)
  return read.ok && Array.from(read.words).length >= least ? read.words : null
}
