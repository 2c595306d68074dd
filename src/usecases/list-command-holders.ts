import type { CommandHolder, UseCaseContext } from '../context.ts'
import { listStaffChats } from '../storage/staff.ts'

/** Whoever works here and has written to the bot: their menus hold more commands than a client's. */
export async function listCommandHolders(ctx: UseCaseContext): Promise<CommandHolder[]> {
  const chats = await listStaffChats(ctx.db)
  return chats.map(({ locale, ...person }) => ({ ...person, locale: locale ?? ctx.defaultLocale }))
}
