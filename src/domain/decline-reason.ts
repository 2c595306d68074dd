/** Why a business declines a booking; kept as such, so that each client reads it in their own language. */
export const declineReasons = ['no_time', 'specialist_away', 'call_us'] as const

export type DeclineReason = (typeof declineReasons)[number]

/** Whether it is one of the known reasons, and not somebody's own words. */
export function isDeclineReason(value: unknown): value is DeclineReason {
  return declineReasons.some((reason) => reason === value)
}
