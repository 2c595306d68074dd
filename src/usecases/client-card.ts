import type { UseCaseContext } from '../context.ts'
import { findClient, type ClientRow } from '../storage/client-cards.ts'
import type { Connection } from '../storage/database.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { isPermitted, reachOf } from './permission.ts'

/** A client as staff see them. */
export interface ClientCard extends ClientRow {
  readonly currency: string
  readonly zone: string
  /** Of phone numbers without a country code. */
  readonly country: string
  /** The actor may change what is noted of them. */
  readonly editable: boolean
}

/** Undefined: there is no such client, or they are not for the actor to see. */
export async function loadClientCard(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  clientId: number,
): Promise<ClientCard | undefined> {
  const reach = reachOf(actor, 'clients_read')
  if (!reach) return undefined
  const row = await findClient(db, clientId, reach === 'everybody' ? null : reach.staffId, ctx.clock.now())
  if (!row) return undefined
  const { currency, timeZone: zone, country } = await loadSettings(ctx, db)
  const editable = row.erasedAt === null && isPermitted(actor, 'clients')
  return { ...row, currency, zone, country, editable }
}

/** The card of a client who is known to exist and to be the actor's to see. */
export async function requireClientCard(
  ctx: UseCaseContext,
  db: Connection,
  actor: Actor,
  clientId: number,
): Promise<ClientCard> {
  const card = await loadClientCard(ctx, db, actor, clientId)
  if (!card) throw new Error(`client ${clientId} has no card`)
  return card
}
