import type { BotContext } from '../bot-context.ts'

/**
 * Whoever got or lost a role finds the right commands in their menu with their next message at the latest. Looked at
 * before the message is handled: whoever gets a role by it has other commands after it.
 */
export async function keepUpCommands(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const { actor, services } = ctx
  const kept = services.commands.keepUp(actor)
  try {
    await next()
  } finally {
    await kept
  }
}
