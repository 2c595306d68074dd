import type { UseCaseContext } from '../context.ts'
import { clientLimits } from '../domain/client-fields.ts'
import { readOwnWords } from '../domain/own-words.ts'
import { updateClientBan } from '../storage/client-cards.ts'
import type { Actor } from './actor.ts'
import { changeClient, type ClientRefusal } from './change-client.ts'
import type { ClientCard } from './client-card.ts'

export interface BanClientInput {
  readonly clientId: number
  /** For staff only; null: none given. */
  readonly reason: string | null
}

/**
 * From now on the client books nothing by themselves. Visits that they have stay agreed: which of them to cancel, only the
 * business knows.
 */
export async function banClient(
  ctx: UseCaseContext,
  actor: Actor,
  { clientId, reason }: BanClientInput,
): Promise<{ readonly ok: true; readonly card: ClientCard } | ClientRefusal> {
  return await changeClient<never>(ctx, actor, clientId, {
    action: 'client.ban',
    changed: ['banned_at', 'ban_reason'],
    make: async (tx, { bannedAt }, now) => {
      if (bannedAt !== null) return 'unchanged'
      const read = readOwnWords(reason ?? '', clientLimits.banReason)
      await updateClientBan(tx, clientId, { at: now, reason: read.ok ? read.words : null })
      return 'done'
    },
  })
}
