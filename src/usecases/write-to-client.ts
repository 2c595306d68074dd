import type { UseCaseContext } from '../context.ts'
import { clientLimits } from '../domain/client-fields.ts'
import { readOwnWords } from '../domain/own-words.ts'
import { quietUntil } from '../domain/quiet-hours.ts'
import { insertTasks } from '../storage/tasks.ts'
import type { Actor } from './actor.ts'
import { changeClient, type ClientRefusal } from './change-client.ts'
import type { ClientCard } from './client-card.ts'
import { loadSettings } from './load-settings.ts'

export interface WriteToClientInput {
  readonly clientId: number
  readonly words: string
}

export type WriteToClientResult =
  /** `heldUntil`: it is sent when the quiet hours end; null: at once. */
  | { readonly ok: true; readonly card: ClientCard; readonly heldUntil: Date | null }
  | ClientRefusal
  /** `unreachable`: a walk-in client without Telegram, or somebody who blocked the bot. */
  | { readonly ok: false; readonly reason: 'invalid' | 'unreachable'; readonly card: ClientCard }

/**
 * Sends a client a message of the business through the bot. Its words live in the task until it ended, as an update put
 * aside does; whoever wrote hears of it when it does not arrive.
 */
export async function writeToClient(
  ctx: UseCaseContext,
  actor: Actor,
  { clientId, words: typed }: WriteToClientInput,
): Promise<WriteToClientResult> {
  const read = readOwnWords(typed, clientLimits.message)
  // Before the change: a failure after it would be told as one, and the message be sent again.
  const { timeZone, quietHours } = await loadSettings(ctx)
  const result = await changeClient<'invalid' | 'unreachable'>(ctx, actor, clientId, {
    action: 'client.write',
    changed: [],
    make: async (_tx, { telegramId, unreachableAt }) => {
      if (!read.ok) return 'invalid'
      return await Promise.resolve(telegramId === null || unreachableAt !== null ? 'unreachable' : 'done')
    },
    then: async (tx, entry) => {
      const words = read.ok ? read.words : ''
      const tasks = await insertTasks(tx, [
        {
          kind: 'notice',
          dedupKey: `notice:${entry}:client`,
          dueAt: ctx.clock.now(),
          userId: clientId,
          payload: { notice: 'message', words, by: actor.staffId },
        },
      ])
      tx.onCommit(ctx.schedule, tasks)
    },
  })
  if (!result.ok) return result
  return { ...result, heldUntil: quietUntil(timeZone, quietHours, ctx.clock.now()) }
}
