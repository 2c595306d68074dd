import type { UseCaseContext } from '../context.ts'
import { updateClientBan } from '../storage/client-cards.ts'
import type { Actor } from './actor.ts'
import { changeClient, type ClientRefusal } from './change-client.ts'
import type { ClientCard } from './client-card.ts'

/** The client may book again. */
export async function unbanClient(
  ctx: UseCaseContext,
  actor: Actor,
  { clientId }: { readonly clientId: number },
): Promise<{ readonly ok: true; readonly card: ClientCard } | ClientRefusal> {
  return await changeClient<never>(ctx, actor, clientId, {
    action: 'client.unban',
    changed: ['banned_at', 'ban_reason'],
    make: async (tx, { bannedAt }) => {
      if (bannedAt === null) return 'unchanged'
      await updateClientBan(tx, clientId, null)
      return 'done'
    },
  })
}
