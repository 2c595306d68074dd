import type { UseCaseContext } from '../context.ts'
import { findPersonByUsername } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'

export type Candidate =
  | { readonly ok: true; readonly telegramId: number }
  /** `never_wrote`: the bot knows a @username only of those who wrote to it. */
  | { readonly ok: false; readonly reason: 'forbidden' | 'never_wrote' }

/** Whoever is to get a role, by the @username they had when they last wrote to the bot. */
export async function findCandidate(
  ctx: UseCaseContext,
  actor: Actor,
  { username }: { readonly username: string },
): Promise<Candidate> {
  if (!isPermitted(actor, 'staff')) return { ok: false, reason: 'forbidden' }
  const telegramId = await findPersonByUsername(ctx.db, username)
  return telegramId === undefined ? { ok: false, reason: 'never_wrote' } : { ok: true, telegramId }
}
