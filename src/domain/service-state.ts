/**
 * Whether clients can book a service, and whether it is still among those of the business:
 *
 *     active ⇄ hidden      disable, enable
 *     active, hidden → archived      archive
 *     archived → hidden      restore: its price may be old, so whoever restores it looks first
 *
 * Visits agreed earlier stay in each of them.
 */
export type ServiceState = 'active' | 'hidden' | 'archived'
export const serviceSteps = ['enable', 'disable', 'archive', 'restore'] as const
export type ServiceStep = (typeof serviceSteps)[number]

/** Null: this step can't be made from there. */
export function stateAfter(step: ServiceStep, state: ServiceState): ServiceState | null {
  switch (step) {
    case 'enable':
      return state === 'hidden' ? 'active' : null
    case 'disable':
      return state === 'active' ? 'hidden' : null
    case 'archive':
      return state === 'archived' ? null : 'archived'
    case 'restore':
      return state === 'archived' ? 'hidden' : null
  }
}
