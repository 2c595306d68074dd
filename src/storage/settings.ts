import type { SettingRow } from '../domain/settings.ts'
import type { Connection, Transaction } from './database.ts'

export interface VersionedSetting extends SettingRow {
  readonly version: number
}

/** What somebody changed in the bot; a setting without a row has its default. */
export async function readSettingRows(db: Connection): Promise<VersionedSetting[]> {
  return await db.query<VersionedSetting>('select key, value, version from settings')
}

export interface SettingWrite {
  readonly key: string
  /** JSON. */
  readonly value: unknown
  /** Of the row that it replaces; 0: there was none. */
  readonly version: number
  /** `staff.id`. */
  readonly updatedBy: number | null
  readonly at: Date
}

/**
 * Sets a value over the version that was seen; false: somebody else was faster. The version of a new row is the second in
 * which it was made, so that a row which was reset and set again is not taken for the one before.
 */
export async function writeSetting(tx: Transaction, setting: SettingWrite): Promise<boolean> {
  const { key, value, version, updatedBy, at } = setting
  const values = [key, JSON.stringify(value), updatedBy, at]
  const rows =
    version === 0
      ? await tx.query(
          `insert into settings (key, value, version, updated_by, updated_at)
           values ($1::text, $2::jsonb, extract(epoch from $4::timestamptz)::int, $3::bigint, $4::timestamptz)
           on conflict (key) do nothing
           returning key`,
          values,
        )
      : await tx.query(
          `update settings set value = $2::jsonb, version = version + 1, updated_by = $3::bigint,
                  updated_at = $4::timestamptz
            where key = $1::text and version = $5::int
            returning key`,
          [...values, version],
        )
  return rows.length > 0
}

/** Takes a value back, so that the default counts; false: somebody else was faster. */
export async function deleteSetting(tx: Transaction, key: string, version: number): Promise<boolean> {
  const rows = await tx.query(
    'delete from settings where key = $1::text and version = $2::int returning key',
    [key, version],
  )
  return rows.length > 0
}
