import type { CommandHolder, UseCaseContext } from '../context.ts'
import { listStaffChats } from '../storage/staff.ts'
import { loadSettings } from './load-settings.ts'

/** Whoever works here and has written to the bot: their menus hold more commands than a client's. */
export async function listCommandHolders(ctx: UseCaseContext): Promise<CommandHolder[]> {
  const chats = await listStaffChats(ctx.db)
  const { defaultLanguage } = await loadSettings(ctx)
  return chats.map(({ locale, ...person }) => ({ ...person, locale: locale ?? defaultLanguage }))
}
