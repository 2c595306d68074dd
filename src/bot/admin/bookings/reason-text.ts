import { isCancelReason } from '../../../domain/cancel-reason.ts'
import { isDeclineReason } from '../../../domain/decline-reason.ts'
import type { Texts } from '../../../i18n/i18n.ts'

/** Why a visit was cancelled, in plain text: what a tap said, or somebody's own words. */
export function reasonText(reason: string, t: Texts): string {
  if (isCancelReason(reason)) return t.plain(`card.part.${reason}`)
  return isDeclineReason(reason) ? t.plain(`request.button.${reason}`) : reason
}
