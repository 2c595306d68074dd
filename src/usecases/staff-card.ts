import type { UseCaseContext } from '../context.ts'
import type { Connection } from '../storage/database.ts'
import { countPerformed, listSoleServices } from '../storage/performers.ts'
import { countBookableStaff } from '../storage/staff.ts'
import { findTeamMember, listTeamOrder, type TeamMember } from '../storage/team.ts'
import { countComingVisits } from '../storage/visits-of-staff.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'

/** A specialist with all that whoever looks at them wants to know, and what that person may do here. */
export interface StaffCard {
  readonly member: TeamMember
  /** Among the team, from 1; null: archived, or an admin who sees no clients. */
  readonly position: number | null
  readonly total: number
  /** Visits to come that they have a part in. */
  readonly upcoming: number
  /** How many services they perform, and of how many. */
  readonly services: { readonly performed: number; readonly all: number }
  /** What they perform, and nobody else who can be booked. */
  readonly soleServices: readonly string[]
  /** How many people clients can choose at all. */
  readonly bookable: number
  readonly rights: {
    readonly edits: boolean
    /** Who performs which service, at which price and for how long. */
    readonly assigns: boolean
  }
}

export async function loadStaffCard(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  staffId: number,
): Promise<StaffCard | undefined> {
  const member = await findTeamMember(db, staffId)
  if (!member) return undefined
  const order = await listTeamOrder(db)
  const index = order.indexOf(staffId)
  return {
    member,
    position: index < 0 ? null : index + 1,
    total: order.length,
    upcoming: await countComingVisits(db, staffId, ctx.clock.now()),
    services: await countPerformed(db, staffId),
    soleServices: await listSoleServices(db, staffId),
    bookable: await countBookableStaff(db),
    rights: { edits: isPermitted(actor, 'staff'), assigns: isPermitted(actor, 'services') },
  }
}

/** The card of somebody who is known to exist. */
export async function requireStaffCard(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  staffId: number,
): Promise<StaffCard> {
  const card = await loadStaffCard(ctx, db, actor, staffId)
  if (!card) throw new Error(`staff member ${staffId} has no card`)
  return card
}
