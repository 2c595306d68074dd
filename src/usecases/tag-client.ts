import type { UseCaseContext } from '../context.ts'
import { clientLimits, findTag, readTag } from '../domain/client-fields.ts'
import { updateClientTags } from '../storage/client-cards.ts'
import type { Actor } from './actor.ts'
import { changeClient, type ClientRefusal } from './change-client.ts'
import type { ClientCard } from './client-card.ts'

export interface TagClientInput {
  readonly clientId: number
  readonly tag: string
}

export type TagClientResult =
  | { readonly ok: true; readonly card: ClientCard }
  | ClientRefusal
  | { readonly ok: false; readonly reason: 'invalid' | 'too_many'; readonly card: ClientCard }

/** Puts a tag on a client; one that they have is no second one. */
export async function tagClient(
  ctx: UseCaseContext,
  actor: Actor,
  { clientId, tag: typed }: TagClientInput,
): Promise<TagClientResult> {
  return await changeClient<'invalid' | 'too_many'>(ctx, actor, clientId, {
    action: 'client.tag',
    changed: ['tags'],
    make: async (tx, { tags }) => {
      const tag = readTag(typed)
      if (tag === null) return 'invalid'
      if (findTag(tags, tag) !== undefined) return 'unchanged'
      if (tags.length >= clientLimits.tags) return 'too_many'
      await updateClientTags(tx, clientId, [...tags, tag])
      return 'done'
    },
  })
}
