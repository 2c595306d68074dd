import type { Role } from '../domain/roles.ts'
import { findLinkIssuer, type LinkIssuer } from '../storage/admins.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'
import { hashOfToken, isExpired } from './staff-link.ts'

/** What a link for a new admin carries. The role is a part of what is hashed, so nobody can write another into it. */
export interface AdminLink {
  readonly role: Role
  readonly token: string
}

/**
 * `void`: somebody has used it, whoever made it made another since or may give roles no more, or nobody ever made it.
 * `already_staff`: whoever comes has a role.
 */
export type AdminLinkRefusal =
  { readonly outcome: 'void' | 'expired' } | { readonly outcome: 'already_staff'; readonly role: Role }

export function hashOfAdminLink({ role, token }: AdminLink): string {
  return hashOfToken(`${role}.${token}`)
}

/** Who gives the role by this link, if it is good for this person at this moment. */
export async function checkAdminLink(
  db: Connection,
  actor: Pick<Actor, 'role'>,
  link: AdminLink,
  now: Date,
): Promise<{ readonly outcome: 'good'; readonly issuer: LinkIssuer } | AdminLinkRefusal> {
  if (actor.role !== null) return { outcome: 'already_staff', role: actor.role }
  const issuer = await findLinkIssuer(db, hashOfAdminLink(link))
  if (!issuer || !isPermitted(issuer, 'staff')) return { outcome: 'void' }
  return isExpired(link.token, now) ? { outcome: 'expired' } : { outcome: 'good', issuer }
}
