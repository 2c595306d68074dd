import type { UseCaseContext } from '../context.ts'
import type { Connection } from '../storage/database.ts'
import { findNameOfAccount, findStaffOfLink, type LinkedStaff } from '../storage/staff-links.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { hashOfToken, isExpired } from './staff-link.ts'

/**
 * `void`: another link was made since, the specialist was disconnected, or nobody ever made this one. `own`: whoever
 * comes is connected by it already. `already_staff`: their account works here under another name.
 */
export type LinkRefusal =
  | { readonly outcome: 'void' | 'used' | 'own' | 'expired' }
  | { readonly outcome: 'already_staff'; readonly name: string }

export type StaffLinkView =
  { readonly outcome: 'offered'; readonly name: string; readonly businessName: string } | LinkRefusal

/** What whoever holds a link is offered: to connect their account to that specialist. */
export async function viewStaffLink(
  ctx: UseCaseContext,
  actor: Actor,
  { token }: { readonly token: string },
): Promise<StaffLinkView> {
  const linked = await findStaffOfLink(ctx.db, hashOfToken(token))
  const refusal = await refuseLink(ctx.db, actor, linked, isExpired(token, ctx.clock.now()))
  if (refusal || !linked) return refusal ?? { outcome: 'void' }
  const { businessName } = await loadSettings(ctx)
  return { outcome: 'offered', name: linked.name, businessName }
}

/** Null: the link is good, for this person and at this moment. */
export async function refuseLink(
  db: Connection,
  actor: Actor,
  linked: LinkedStaff | undefined,
  expired: boolean,
): Promise<LinkRefusal | null> {
  if (!linked) return { outcome: 'void' }
  if (linked.telegramId === actor.telegramId) return { outcome: 'own' }
  if (linked.telegramId !== null) return { outcome: 'used' }
  if (expired) return { outcome: 'expired' }
  const name = await findNameOfAccount(db, actor.telegramId)
  return name === undefined ? null : { outcome: 'already_staff', name }
}
