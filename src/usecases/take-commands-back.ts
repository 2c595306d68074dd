import type { UseCaseContext } from '../context.ts'
import type { Transaction } from '../storage/database.ts'
import { findChatLocale } from '../storage/users.ts'
import { loadSettings } from './load-settings.ts'

/** After the commit that took somebody's role: from then on their menu is a client's. */
export async function takeCommandsBack(
  ctx: UseCaseContext,
  tx: Transaction,
  telegramId: number,
): Promise<void> {
  const { defaultLanguage } = await loadSettings(ctx, tx)
  const locale = (await findChatLocale(tx, telegramId)) ?? defaultLanguage
  tx.onCommit(() => ctx.showCommands({ telegramId, role: null, locale }))
}
