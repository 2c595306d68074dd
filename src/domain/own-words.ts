export type OwnWords =
  | { readonly ok: true; readonly words: string }
  /** `empty`: nothing that can be seen is left of it. */
  | { readonly ok: false; readonly reason: 'empty' | 'too_long' }

/**
 * What a person wrote in their own words, without what no screen shows and no table stores: control characters,
 * halves of characters, long runs of empty lines. At most `most` characters, each emoji's parts counted.
 */
export function readOwnWords(typed: string, most: number): OwnWords {
  const words = typed
    .replace(/\p{Cs}/gu, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (!/[^\p{C}\p{Z}]/u.test(words)) return { ok: false, reason: 'empty' }
  return Array.from(words).length > most ? { ok: false, reason: 'too_long' } : { ok: true, words }
}

/** How much of their own words a person can leave, in characters; the message that tells of it has room for them. */
export const ownWordsLimits = {
  reviewComment: 1000,
  cancelReason: 300,
  visitComment: 300,
  blockReason: 100,
  closedReason: 100,
} as const
