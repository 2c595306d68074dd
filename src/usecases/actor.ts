import type { Locale, Role } from '../domain/roles.ts'

/** Whoever is acting, loaded anew for every update: nobody keeps a role or a ban from an earlier one. */
export interface Actor {
  /** `users.id`. */
  readonly userId: number
  readonly telegramId: number
  readonly firstName: string
  readonly locale: Locale
  /** Null: a client. */
  readonly role: Role | null
  readonly staffId: number | null
  readonly banned: boolean
  /** True for the first update of this person ever. */
  readonly isNew: boolean
  /**
   * `u:<update_id>`. Stored with every audit entry, so that an update which Telegram delivers again repeats the answer
   * and not the effect.
   */
  readonly origin: string
}

/** Of a row that also tells whoever works here without one. */
export function roleOf({ role }: { readonly role: Role | 'none' | null }): Role | null {
  return role === 'none' ? null : role
}
