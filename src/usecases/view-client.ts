import type { UseCaseContext } from '../context.ts'
import type { Actor } from './actor.ts'
import { loadClientCard, type ClientCard } from './client-card.ts'

export type ClientView =
  { readonly ok: true; readonly card: ClientCard } | { readonly ok: false; readonly reason: 'client_gone' }

/** One client: anybody for admins, for a specialist those who have visits with them. */
export async function viewClient(
  ctx: UseCaseContext,
  actor: Actor,
  { clientId }: { readonly clientId: number },
): Promise<ClientView> {
  const card = await loadClientCard(ctx, ctx.db, actor, clientId)
  return card ? { ok: true, card } : { ok: false, reason: 'client_gone' }
}
