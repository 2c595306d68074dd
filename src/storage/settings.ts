import type { SettingRow } from '../domain/settings.ts'
import type { Connection } from './database.ts'

/** What somebody changed in the bot; a setting without a row has its default. */
export async function readSettingRows(db: Connection): Promise<SettingRow[]> {
  return await db.query<SettingRow>('select key, value, version from settings')
}
