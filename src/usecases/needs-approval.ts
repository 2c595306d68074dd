import type { Settings } from '../domain/settings.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'

/** Whether what this person books waits for the business; whoever could approve it themselves need not wait. */
export function needsApproval(
  { confirmation }: Pick<Settings, 'confirmation'>,
  actor: Pick<Actor, 'role' | 'staffId'>,
  parts: readonly { readonly staffId: number }[],
): boolean {
  if (confirmation === 'automatic') return false
  return !parts.every(({ staffId }) => isPermitted(actor, 'bookings', staffId))
}
