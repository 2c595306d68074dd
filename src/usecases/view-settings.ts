import type { UseCaseContext } from '../context.ts'
import {
  originOf,
  resolveSettings,
  settingNames,
  settingTable,
  type SettingName,
  type Settings,
} from '../domain/settings.ts'
import type { Connection } from '../storage/database.ts'
import { readSettingRows, type VersionedSetting } from '../storage/settings.ts'
import type { Actor } from './actor.ts'
import { isPermitted } from './permission.ts'

/** One setting as it counts now. */
export interface SettingView {
  readonly name: SettingName
  readonly value: Settings[SettingName]
  readonly origin: 'bot' | 'environment' | 'default'
  /** What would count without a change in the bot. */
  readonly initial: Settings[SettingName]
  /** Of the change that was made in the bot; 0: none. */
  readonly version: number
}

export type SettingsView =
  | { readonly ok: true; readonly settings: Settings; readonly views: readonly SettingView[] }
  | { readonly ok: false; readonly reason: 'forbidden' }

/** Every setting, in the order of the table. */
export async function viewSettings(ctx: UseCaseContext, actor: Actor): Promise<SettingsView> {
  if (!isPermitted(actor, 'settings')) return { ok: false, reason: 'forbidden' }
  const rows = await readSettingRows(ctx.db)
  const settings = resolveSettings(ctx.settingDefaults, rows)
  return { ok: true, settings, views: settingNames.map((name) => toView(ctx, name, settings, rows)) }
}

/** One setting, read anew. */
export async function requireSettingView(
  ctx: UseCaseContext,
  db: Connection,
  name: SettingName,
): Promise<SettingView> {
  const rows = await readSettingRows(db)
  return toView(ctx, name, resolveSettings(ctx.settingDefaults, rows), rows)
}

function toView(
  { settingDefaults }: UseCaseContext,
  name: SettingName,
  settings: Settings,
  rows: readonly VersionedSetting[],
): SettingView {
  return {
    name,
    value: settings[name],
    origin: originOf(name, settingDefaults, rows),
    initial: settingDefaults[name],
    version: rows.find(({ key }) => key === settingTable[name].key)?.version ?? 0,
  }
}
