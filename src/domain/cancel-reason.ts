/** Why the business cancels a visit, as far as a tap can tell; the client reads it in their own language. */
export const cancelReasons = ['specialist_ill', 'closed_then', 'agreed'] as const

export type CancelReason = (typeof cancelReasons)[number]

/** Reasons are kept beside people's own words, which are anything else. */
export function isCancelReason(words: string | null): words is CancelReason {
  return cancelReasons.some((reason) => reason === words)
}
