import { formatPhone } from '../domain/phone.ts'
import { findClientName, findClientToServe } from '../storage/served-clients.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { reachOf } from './permission.ts'

/** A client for whom staff act. */
export interface ServedClient {
  readonly id: number
  readonly name: string
}

/**
 * The client, if whoever acts may book for them: admins for any, a specialist for their own and for whoever has a phone
 * that they entered. Nobody gets to know clients by trying numbers: the latter are called `stranger`, else by their phone.
 */
export async function findServedClient(
  db: Connection,
  actor: Actor,
  clientId: number,
  stranger?: string,
): Promise<ServedClient | undefined> {
  const reach = reachOf(actor, 'bookings')
  if (reach === null) return undefined
  if (reach === 'everybody') {
    const name = await findClientName(db, clientId)
    return name === undefined ? undefined : { id: clientId, name }
  }
  const found = await findClientToServe(db, reach.staffId, clientId)
  return found && { id: clientId, name: found.name ?? stranger ?? formatPhone(found.phone ?? '') }
}
