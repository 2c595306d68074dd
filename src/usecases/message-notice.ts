import type { UseCaseContext } from '../context.ts'
import type { Task } from '../domain/task.ts'
import { findClient } from '../storage/client-cards.ts'
import { loadSettings } from './load-settings.ts'
import type { MessageToClient, MessageUndelivered } from './notice.ts'

/** A message of the business to a client, or word that one did not arrive; undefined: the task is about a visit. */
export async function messageNoticeOf(
  ctx: UseCaseContext,
  { payload }: Task,
): Promise<MessageToClient | MessageUndelivered | undefined> {
  switch (payload?.['notice']) {
    case 'message': {
      const { businessName, phone } = await loadSettings(ctx)
      return { kind: 'message', businessName, phone, words: String(payload['words']) }
    }
    case 'message_undelivered': {
      const clientId = Number(payload['client'])
      const client = await findClient(ctx.db, clientId, null, ctx.clock.now())
      const { name = '', phone = null } = client ?? {}
      return { kind: 'message_undelivered', clientId, clientName: name, clientPhone: phone }
    }
    default:
      return undefined
  }
}
