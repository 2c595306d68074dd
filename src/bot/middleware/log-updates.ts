import type { BotContext } from '../bot-context.ts'

/** One line an update, without anything a person wrote. */
export async function logUpdates(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const { log } = ctx.services
  const started = performance.now()
  await next()
  const ms = Math.round(performance.now() - started)
  log.debug({ updateId: ctx.updateId, kind: ctx.updateType, ms }, 'An update was handled')
}
