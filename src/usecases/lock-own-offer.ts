import { visitOf, type Visit } from '../domain/visit.ts'
import { lockVisitRows } from '../storage/bookings.ts'
import type { Transaction } from '../storage/database.ts'
import { lockPerson, type LockedPerson } from '../storage/users.ts'
import type { Actor } from './actor.ts'

export interface OwnOffer {
  readonly person: LockedPerson
  readonly booking: Visit
  /** `taken`: it is a visit of theirs by now, or was one; `over`: it was refused, or its time ran out. */
  readonly state: 'open' | 'taken' | 'over'
}

/** Locks the person and then what was offered to them. Undefined: nothing was, under this number. */
export async function lockOwnOffer(
  tx: Transaction,
  actor: Actor,
  bookingId: number,
): Promise<OwnOffer | undefined> {
  const person = await lockPerson(tx, actor.userId)
  const booking = visitOf(await lockVisitRows(tx, bookingId))
  if (!person || booking?.userId !== actor.userId) return undefined
  return { person, booking, state: stateOf(booking) }
}

function stateOf({ pendingFor, status }: Visit): OwnOffer['state'] {
  if (pendingFor !== 'offer') return 'taken'
  return status === 'pending' ? 'open' : 'over'
}
