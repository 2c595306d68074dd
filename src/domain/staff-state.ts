import type { Role } from './roles.ts'

/**
 * Whether clients can choose a specialist, and whether they are still among those of the business:
 *
 *     bookable ⇄ hidden      hide, show
 *     bookable, hidden → archived      archive
 *     archived → hidden      restore: services and hours may be old, so whoever restores them looks first
 *
 * Visits agreed earlier stay in each of them.
 */
export type StaffState = 'bookable' | 'hidden' | 'archived'
export const staffSteps = ['show', 'hide', 'archive', 'restore'] as const
export type StaffStep = (typeof staffSteps)[number]

/** Null: this step can't be made from there. */
export function staffStateAfter(step: StaffStep, state: StaffState): StaffState | null {
  switch (step) {
    case 'show':
      return state === 'hidden' ? 'bookable' : null
    case 'hide':
      return state === 'bookable' ? 'hidden' : null
    case 'archive':
      return state === 'archived' ? null : 'archived'
    case 'restore':
      return state === 'archived' ? 'hidden' : null
  }
}

/** Somebody who runs the business, whether or not they see clients, too. */
export function isAdmin({ role }: { readonly role: Role | 'none' }): boolean {
  return role === 'super_admin' || role === 'moderator'
}

/** Whoever lost their role keeps their account for a while, and opens nothing with it. */
export function hasAccess(member: {
  readonly role: Role | 'none'
  readonly telegramId: number | null
}): boolean {
  return member.telegramId !== null && member.role !== 'none'
}
