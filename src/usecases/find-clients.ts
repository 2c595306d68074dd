import type { UseCaseContext } from '../context.ts'
import { readClientQuery } from '../domain/client-query.ts'
import { listClients, searchClients, type ListedClient } from '../storage/clients.ts'
import type { Actor } from './actor.ts'
import { loadSettings } from './load-settings.ts'
import { reachOf } from './permission.ts'

export interface FindClientsInput {
  /** As typed: a name, a phone or @username; null: all of them. */
  readonly typed: string | null
  /** Counted from 0. */
  readonly page: number
}

export type FindClientsResult =
  | {
      readonly ok: true
      readonly clients: readonly ListedClient[]
      /** The last one when the page asked for does not exist. */
      readonly page: number
      readonly pages: number
      /** On all pages. */
      readonly total: number
      /** There are others, which only a narrower search finds. */
      readonly more: boolean
      readonly zone: string
    }
  | { readonly ok: false; readonly reason: 'forbidden' }

const pageSize = 10

/** Clients of the business whose last visit was the latest first; a specialist finds their own. */
export async function findClients(
  ctx: UseCaseContext,
  actor: Actor,
  { typed, page }: FindClientsInput,
): Promise<FindClientsResult> {
  const reach = reachOf(actor, 'clients_read')
  if (!reach) return { ok: false, reason: 'forbidden' }
  const { country, timeZone: zone } = await loadSettings(ctx)
  const span = {
    now: ctx.clock.now(),
    staffId: reach === 'everybody' ? null : reach.staffId,
    limit: pageSize,
    offset: page * pageSize,
  }
  const query = typed === null ? null : readClientQuery(typed, country)
  if (typed !== null && !query) return { ok: true, ...nobody, zone }
  const found = query ? await searchClients(ctx.db, query, span) : await listClients(ctx.db, span)
  const pages = Math.max(1, Math.ceil(found.total / pageSize))
  return { ok: true, ...found, page: Math.min(page, pages - 1), pages, zone }
}

const nobody = { clients: [], page: 0, pages: 1, total: 0, more: false } as const
