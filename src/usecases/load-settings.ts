import type { UseCaseContext } from '../context.ts'
import { resolveSettings, type Settings } from '../domain/settings.ts'
import type { Connection } from '../storage/database.ts'
import { readSettingRows } from '../storage/settings.ts'

/**
 * What counts now: set in the bot, else by the environment at start, else the default. For screens it comes from the
 * cache; a transaction reads for itself.
 */
export async function loadSettings(ctx: UseCaseContext, db: Connection = ctx.db): Promise<Settings> {
  const read = () => readSettingRows(db)
  return resolveSettings(
    ctx.settingDefaults,
    db === ctx.db ? await ctx.cache.remember('settings', read) : await read(),
  )
}
