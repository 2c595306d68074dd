import { findClientName, isKnownToStaff } from '../storage/served-clients.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { reachOf } from './permission.ts'

/** A client for whom staff act. */
export interface ServedClient {
  readonly id: number
  readonly name: string
}

/**
 * The client, if whoever acts may book for them: admins for any, a specialist for those who had a visit with them or whom
 * they entered themselves, so that nobody gets to know clients by trying numbers.
 */
export async function findServedClient(
  db: Connection,
  actor: Actor,
  clientId: number,
): Promise<ServedClient | undefined> {
  const reach = reachOf(actor, 'bookings')
  if (reach === null) return undefined
  const name = await findClientName(db, clientId)
  if (name === undefined) return undefined
  const isKnown = reach === 'everybody' || (await isKnownToStaff(db, reach.staffId, clientId))
  return isKnown ? { id: clientId, name } : undefined
}
