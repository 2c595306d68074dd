import type { ExportKind } from '../domain/exports.ts'
import { may, type Permission } from '../domain/roles.ts'
import type { Actor } from './actor.ts'

type Staff = Pick<Actor, 'role' | 'staffId'>

/**
 * The one guard of the use cases: whether the actor may do this with what belongs to that staff member. Without one the
 * question is about what is nobody's own, so it is everybody's: a specialist is refused.
 */
export function isPermitted(actor: Staff, permission: Permission, ownerStaffId?: number | null): boolean {
  const isOwn = ownerStaffId != null && ownerStaffId === actor.staffId
  return may(actor.role, permission, isOwn ? 'own' : 'anybodys')
}

export function mayExport(actor: Staff, what: ExportKind): boolean {
  return isPermitted(actor, what === 'audit' ? 'audit' : 'export')
}

/** Whose things the actor gets to see in a list: of one staff member, or everybody's. */
export type Reach = { readonly staffId: number } | 'everybody'

/** Null: nobody's. */
export function reachOf(actor: Staff, permission: Permission): Reach | null {
  if (may(actor.role, permission)) return 'everybody'
  return actor.staffId !== null && may(actor.role, permission, 'own') ? { staffId: actor.staffId } : null
}
