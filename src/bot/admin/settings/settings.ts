import { Composer } from 'telegraf'
import { parseSetting, type SettingName } from '../../../domain/settings.ts'
import { changeSetting, type ChangeSettingInput } from '../../../usecases/change-setting.ts'
import { viewSettings } from '../../../usecases/view-settings.ts'
import type { BotContext } from '../../bot-context.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import type { Section } from '../section.ts'
import {
  askClearSettingButton,
  askResetSettingButton,
  chooseSettingButton,
  clearSettingButton,
  confirmCurrencyButton,
  confirmZoneButton,
  editSettingButton,
  resetSettingButton,
  settingButton,
  settingGroupButton,
  settingsButton,
} from './buttons.ts'
import { editSettingDialog, findSetting, openSetting, saved } from './edit-setting.ts'
import { emptyValues, type GroupName } from './groups.ts'
import {
  renderClearQuestion,
  renderGroup,
  renderGroups,
  renderRefusal,
  renderResetQuestion,
} from './setting-card.ts'

export const settings: Section = {
  permission: 'settings',
  onPanel: [{ label: 'panel.button.settings', data: settingsButton.pack({}) }],
  screens: changeSettings,
  dialogs: () => [editSettingDialog],
}

function changeSettings(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(settingsButton, (ctx) => Promise.resolve(renderGroups(ctx.texts))),
    onTap(settingGroupButton, async (ctx, { group }) => await openGroup(ctx, group)),
    onTap(settingButton, async (ctx, { name }) => await openSetting(ctx, name)),
    onTap(editSettingButton, async (ctx, { name }) => await edit(ctx, name)),
    onTap(chooseSettingButton, choose),
    onTap(askClearSettingButton, async (ctx, place) => await ask(ctx, place, renderClearQuestion)),
    onTap(clearSettingButton, clear),
    onTap(askResetSettingButton, async (ctx, place) => await ask(ctx, place, renderResetQuestion)),
    onTap(resetSettingButton, async (ctx, place) => await change(ctx, { ...place, to: 'reset' })),
    onTap(confirmZoneButton, async (ctx, { version, zone }) =>
      change(ctx, { name: 'timeZone', version, to: { value: zone }, confirmed: true }),
    ),
    onTap(confirmCurrencyButton, async (ctx, { version, currency }) =>
      change(ctx, { name: 'currency', version, to: { value: currency }, confirmed: true }),
    ),
  )
  return composer
}

async function openGroup(ctx: BotContext, group: GroupName): Promise<Screen | null> {
  const view = await viewSettings(ctx.services.useCases, ctx.actor)
  return view.ok ? renderGroup(group, view.views, ctx.texts) : await refuse(ctx)
}

async function edit(ctx: BotContext, name: SettingName): Promise<Screen | null> {
  const view = await viewSettings(ctx.services.useCases, ctx.actor)
  const setting = view.ok ? view.views.find((one) => one.name === name) : undefined
  if (!view.ok || !setting) return await refuse(ctx)
  const { version, value: current } = setting
  return await beginDialog(ctx, editSettingDialog, { name, version, current, country: view.settings.country })
}

interface Place {
  readonly name: SettingName
  readonly version: number
}

async function choose(ctx: BotContext, { option, ...place }: Place & { readonly option: string }) {
  const parsed = parseSetting(place.name, option)
  return parsed.ok ? await change(ctx, { ...place, to: { value: parsed.value } }) : await refuse(ctx)
}

/** About the setting as the button showed it; else it is shown as it is. */
async function ask(
  ctx: BotContext,
  { name, version }: Place,
  render: typeof renderClearQuestion,
): Promise<Screen | null> {
  const view = await findSetting(ctx, name)
  if (view?.version !== version) return await openSetting(ctx, name)
  return render(view, ctx.texts)
}

async function clear(ctx: BotContext, place: Place): Promise<Screen | null> {
  const value = emptyValues[place.name]
  return value === undefined ? await refuse(ctx) : await change(ctx, { ...place, to: { value } })
}

async function change(ctx: BotContext, input: ChangeSettingInput): Promise<Screen | null> {
  const result = await changeSetting(ctx.services.useCases, ctx.actor, input)
  if (result.ok) return await saved(ctx, result.setting)
  const view = result.reason === 'forbidden' ? undefined : await findSetting(ctx, input.name)
  return view && result.reason !== 'forbidden' ? renderRefusal(result, view, ctx.texts) : await refuse(ctx)
}

async function refuse(ctx: BotContext): Promise<null> {
  await ctx.refuseTap()
  return null
}
