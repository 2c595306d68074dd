import type { UseCaseContext, VisitCard } from '../context.ts'
import { listClientCards } from '../storage/visit-cards.ts'
import type { Actor } from './actor.ts'
import { loadClientCard, type ClientCard } from './client-card.ts'
import { pageOfCards } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { reachOf } from './permission.ts'
import { toVisitCard } from './visit-card.ts'

export type ClientVisits =
  | {
      readonly ok: true
      readonly card: ClientCard
      readonly visits: readonly VisitCard[]
      /** Counted from 0; 0 when the page asked for does not exist. */
      readonly page: number
      readonly pages: number
    }
  | { readonly ok: false; readonly reason: 'client_gone' }

const pageSize = 8

/** A client's visits, the latest first, cancelled ones too; for a specialist those in which they do something. */
export async function listClientVisits(
  ctx: UseCaseContext,
  actor: Actor,
  input: { readonly clientId: number; readonly page: number },
): Promise<ClientVisits> {
  const { clientId, page } = input
  const reach = reachOf(actor, 'clients_read')
  const card = await loadClientCard(ctx, ctx.db, actor, clientId)
  if (!reach || !card) return { ok: false, reason: 'client_gone' }
  const staffId = reach === 'everybody' ? null : reach.staffId
  const rows = await listClientCards(ctx.db, clientId, staffId, pageSize, page * pageSize)
  if (rows.length === 0 && page > 0) return await listClientVisits(ctx, actor, { ...input, page: 0 })
  const settings = await loadSettings(ctx)
  const found = pageOfCards(rows)
  return {
    ok: true,
    card,
    visits: found.rows.map((row) => toVisitCard(row, settings)),
    page,
    pages: Math.max(1, Math.ceil(found.total / pageSize)),
  }
}
