import type { UseCaseContext } from '../context.ts'
import { clientLimits, findTag } from '../domain/client-fields.ts'
import { listKnownTags } from '../storage/client-cards.ts'
import type { Actor } from './actor.ts'
import { loadClientCard, type ClientCard } from './client-card.ts'
import { isPermitted } from './permission.ts'

export type ClientTags =
  | {
      readonly ok: true
      readonly card: ClientCard
      /** Tags of other clients that this one has not, the most used first. */
      readonly offered: readonly string[]
    }
  | { readonly ok: false; readonly reason: 'forbidden' | 'client_gone' }

const mostOffered = 20

/** What a client is tagged with, and could be. */
export async function listClientTags(
  ctx: UseCaseContext,
  actor: Actor,
  { clientId }: { readonly clientId: number },
): Promise<ClientTags> {
  if (!isPermitted(actor, 'clients')) return { ok: false, reason: 'forbidden' }
  const card = await loadClientCard(ctx, ctx.db, actor, clientId)
  if (!card?.editable) return { ok: false, reason: 'client_gone' }
  const known = await listKnownTags(ctx.db, mostOffered + clientLimits.tags)
  const offered = known.filter((tag) => findTag(card.tags, tag) === undefined).slice(0, mostOffered)
  return { ok: true, card, offered }
}
