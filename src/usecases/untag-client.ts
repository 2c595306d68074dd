import type { UseCaseContext } from '../context.ts'
import { updateClientTags } from '../storage/client-cards.ts'
import type { Actor } from './actor.ts'
import { changeClient, type ClientRefusal } from './change-client.ts'
import type { ClientCard } from './client-card.ts'
import type { TagClientInput } from './tag-client.ts'

/** Takes a tag off a client, if they have it. */
export async function untagClient(
  ctx: UseCaseContext,
  actor: Actor,
  { clientId, tag }: TagClientInput,
): Promise<{ readonly ok: true; readonly card: ClientCard } | ClientRefusal> {
  return await changeClient<never>(ctx, actor, clientId, {
    action: 'client.untag',
    changed: ['tags'],
    make: async (tx, { tags }) => {
      if (!tags.includes(tag)) return 'unchanged'
      await updateClientTags(
        tx,
        clientId,
        tags.filter((one) => one !== tag),
      )
      return 'done'
    },
  })
}
