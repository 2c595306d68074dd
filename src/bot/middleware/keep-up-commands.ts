import type { BotContext } from '../bot-context.ts'

/** Whoever got or lost a role finds the right commands in their menu with their next message at the latest. */
export async function keepUpCommands(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  try {
    await next()
  } finally {
    const { actor, services } = ctx
    await services.commands.keepUp(actor)
  }
}
