import { findClientName, findClientToServe } from '../storage/served-clients.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { reachOf } from './permission.ts'

/** A client for whom staff act. */
export type ServedClient =
  | { readonly id: number; readonly name: string }
  /** Who it is, is not for whoever acts to know: only the phone that they entered, in international form. */
  | { readonly id: number; readonly name: null; readonly phone: string }

/**
 * The client, if whoever acts may book for them: admins for any, a specialist for their own and for whoever has a phone
 * that they entered. Nobody gets to know clients by trying numbers: of the latter no more than that phone is given.
 */
export async function findServedClient(
  db: Connection,
  actor: Actor,
  clientId: number,
): Promise<ServedClient | undefined> {
  const reach = reachOf(actor, 'bookings')
  if (reach === null) return undefined
  if (reach === 'everybody') {
    const name = await findClientName(db, clientId)
    return name === undefined ? undefined : { id: clientId, name }
  }
  const found = await findClientToServe(db, reach.staffId, clientId)
  if (!found) return undefined
  const { name, phone } = found
  return name === null ? { id: clientId, name, phone: phone ?? '' } : { id: clientId, name }
}
