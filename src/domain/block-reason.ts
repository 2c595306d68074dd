import type { CancelReason } from './cancel-reason.ts'

/** Why time is taken out, as far as a tap can tell; everybody reads it in their own language. */
export const blockReasons = ['lunch', 'holiday', 'ill'] as const

export type BlockReason = (typeof blockReasons)[number]

/** Reasons are kept beside people's own words, which are anything else. */
export function isBlockReason(words: string | null): words is BlockReason {
  return blockReasons.some((reason) => reason === words)
}

/** What a client whose visit is cancelled for it reads: whose lunch it is, is none of their business. */
export function cancelReasonOf(reason: string | null): CancelReason | (string & {}) | null {
  if (!isBlockReason(reason)) return reason
  return reason === 'ill' ? 'specialist_ill' : 'closed_then'
}
