import { readOwnWords } from './own-words.ts'

/** What a specialist is to clients. */
export interface StaffValues {
  readonly name: string
  readonly bio: string | null
  /** Telegram's `file_id`, of this bot. */
  readonly photoFileId: string | null
}

export type StaffField = keyof StaffValues

export const staffFields = ['name', 'bio', 'photoFileId'] as const satisfies readonly StaffField[]

/** One field of a specialist and what it is to be. */
export type StaffChange = {
  [Field in StaffField]: { readonly field: Field; readonly value: StaffValues[Field] }
}[StaffField]

/** Lengths in characters as people count them. */
export const staffLimits = {
  name: { least: 2, most: 60 },
  bio: { least: 1, most: 500 },
} as const

/** A name as typed, in one line; null: not of a name's length, or nothing that can be seen. */
export function readStaffName(typed: string): string | null {
  const { least, most } = staffLimits.name
  const read = readOwnWords(typed.replace(/\s+/g, ' '), most)
  return read.ok && Array.from(read.words).length >= least ? read.words : null
}

/**
 * Whether a field may get this value, which is one that was read before: without a space too many, within its length.
 */
export function isAllowedOfStaff(change: StaffChange): boolean {
  switch (change.field) {
    case 'name':
      return readStaffName(change.value) === change.value
    case 'bio':
      return change.value === null || isOwnWords(change.value, staffLimits.bio.most)
    case 'photoFileId':
      return change.value === null || /^[\w-]{1,200}$/.test(change.value)
  }
}

function isOwnWords(text: string, most: number): boolean {
  const read = readOwnWords(text, most)
  return read.ok && read.words === text
}
