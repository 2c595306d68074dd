import { telegramErrorKind } from '../../telegram/call-error.ts'
import type { BotContext, UpdateOutcome } from '../bot-context.ts'

/** Counts each update, and writes one line about it without anything a person wrote. */
export async function logUpdates(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const { log, updateHandled } = ctx.services
  const started = performance.now()
  const kind = ctx.updateType
  const end = (outcome: UpdateOutcome): void => {
    const seconds = (performance.now() - started) / 1000
    updateHandled({ kind, outcome, seconds })
    log.debug(
      { update_id: ctx.updateId, kind, outcome, ms: Math.round(seconds * 1000) },
      'An update was handled',
    )
  }
  try {
    await next()
    end(ctx.tooMany ? 'limited' : 'handled')
  } catch (error) {
    const reason = telegramErrorKind(error)
    end(reason === 'blocked' || reason === 'chat_gone' ? 'unreachable' : 'failed')
    throw error
  }
}
