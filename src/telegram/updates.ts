import type { Opts, Update } from 'telegraf/types'

export type UpdateKind = NonNullable<Opts<'getUpdates'>['allowed_updates']>[number]

/** What the bot asks Telegram for. */
export const allowedUpdates: readonly UpdateKind[] = ['message', 'callback_query', 'my_chat_member']

export function hasId(update: unknown): update is Update {
  return (
    typeof update === 'object' &&
    update !== null &&
    Number.isSafeInteger((update as { update_id?: unknown }).update_id)
  )
}
