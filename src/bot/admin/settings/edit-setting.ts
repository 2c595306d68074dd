import { parseDuration } from '../../../domain/duration.ts'
import { may } from '../../../domain/roles.ts'
import { parsePhone } from '../../../domain/phone.ts'
import { checkSetting, parseSetting, type SettingName } from '../../../domain/settings.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { changeSetting } from '../../../usecases/change-setting.ts'
import { viewSettings, type SettingView } from '../../../usecases/view-settings.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog, type Finish, type Reading, type Step } from '../../dialogs/dialog.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { nameOf, renderRefusal, renderSetting } from './setting-card.ts'
import { cityOf, problemWords, valueWords } from './setting-words.ts'

interface Answers {
  /** Known from the start. */
  readonly name: SettingName
  readonly version: number
  readonly current: SettingView['value']
  /** Of phone numbers without a country code. */
  readonly country: string
  /** As it is stored. */
  readonly value: unknown
}

const askValue: Step<Answers> = {
  name: 'value',
  skippable: false,
  quickColumns: 3,
  ask: ({ name = 'businessName', current }, t) =>
    [
      t.html('setting.ask', { name: nameOf(name, t), value: valueWords(name, current as never, t) }),
      '',
      t.html(`setting.about_${name}`),
      t.html(`setting.type_${typeOf(name)}`),
    ].join('\n'),
  quickAnswers: (t, { name = 'businessName' }) =>
    (quick[name] ?? []).map((typed) => ({ label: quickLabel(name, typed, t), typed })),
  read: (typed, { name = 'businessName', country = '' }, t) => readValue(name, typed, country, t),
  readLocation: (place, { name }, t): Reading =>
    name === 'location'
      ? { ok: true, value: { latitude: place.latitude, longitude: place.longitude } }
      : { ok: false, problem: t.html('dialog.text_wanted') },
}

/** One question: the new value. It is shown how the present one reads, and how to type another. */
export const editSettingDialog = defineDialog<Answers>({
  name: 'setting',
  steps: [askValue],
  isFor: ({ role }) => may(role, 'settings'),
  begin: null,
  finish,
  whenLeft: async (ctx, { name = 'businessName' }) => await openSetting(ctx, name),
})

function readValue(name: SettingName, typed: string, country: string, t: Texts): Reading {
  const local = readLocal(name, typed, country)
  const parsed = local === null ? parseSetting(name, typed) : checkSetting(name, local)
  return parsed.ok
    ? { ok: true, value: parsed.value }
    : { ok: false, problem: problemWords(parsed.problem, t) }
}

/** What only people write so, and no environment: a number without its country, hours and minutes. */
function readLocal(name: SettingName, typed: string, country: string): string | number | null {
  if (name === 'phone') return parsePhone(typed, country)
  return typeOf(name) === 'minutes' ? parseDuration(typed) : null
}

async function finish(ctx: BotContext, { name, version, value }: Answers): Promise<Finish<Answers>> {
  const { texts: t } = ctx
  const result = await changeSetting(ctx.services.useCases, ctx.actor, { name, version, to: { value } })
  if (result.ok) return { outcome: 'done', screen: await saved(ctx, result.setting) }
  if (result.reason === 'forbidden') return { outcome: 'forbidden' }
  if (result.reason === 'invalid') {
    return { outcome: 'ask_again', step: 'value', problem: problemWords(result.problem, t) }
  }
  const view = await findSetting(ctx, name)
  return view ? { outcome: 'done', screen: renderRefusal(result, view, t) } : { outcome: 'forbidden' }
}

/** Telegram itself keeps the commands of whoever speaks neither language, so it is told of the change, too. */
export async function saved({ services, texts: t }: BotContext, setting: SettingView): Promise<Screen> {
  const { name, value } = setting
  if (name === 'defaultLanguage') await services.commands.register(value === 'en' ? 'en' : 'ru')
  return withNotice(t.html('setting.saved'), renderSetting(setting, t))
}

/** Undefined: settings are not this person's to see. */
export async function findSetting(ctx: BotContext, name: SettingName): Promise<SettingView | undefined> {
  const view = await viewSettings(ctx.services.useCases, ctx.actor)
  return view.ok ? view.views.find((one) => one.name === name) : undefined
}

export async function openSetting(ctx: BotContext, name: SettingName): Promise<Screen | null> {
  const view = await findSetting(ctx, name)
  if (view) return renderSetting(view, ctx.texts)
  await ctx.refuseTap()
  return null
}

type TypeWords =
  'words' | 'place' | 'phone' | 'zone' | 'code' | 'time' | 'minutes' | 'number' | 'hours' | 'span'

const types: Readonly<Partial<Record<SettingName, TypeWords>>> = {
  location: 'place',
  phone: 'phone',
  timeZone: 'zone',
  currency: 'code',
  country: 'code',
  workHoursStart: 'time',
  workHoursEnd: 'time',
  slotIntervalMinutes: 'minutes',
  minimumNoticeMinutes: 'minutes',
  holdMinutes: 'minutes',
  offerMinutes: 'minutes',
  horizonDays: 'number',
  maxBookingsPerUser: 'number',
  cancellationHours: 'number',
  reviewDelayHours: 'number',
  summaryHour: 'number',
  reminderHours: 'hours',
  quietHours: 'span',
}

function typeOf(name: SettingName): TypeWords {
  return types[name] ?? 'words'
}

/** Answers that most give, as one would type them. */
const quick: Readonly<Partial<Record<SettingName, readonly string[]>>> = {
  timeZone: [
    'Europe/Moscow',
    'Europe/Kaliningrad',
    'Europe/Samara',
    'Asia/Yekaterinburg',
    'Asia/Omsk',
    'Asia/Novosibirsk',
    'Asia/Krasnoyarsk',
    'Asia/Irkutsk',
    'Asia/Yakutsk',
    'Asia/Vladivostok',
    'Asia/Almaty',
    'Europe/Minsk',
  ],
  currency: ['RUB', 'KZT', 'BYN', 'USD', 'EUR'],
  country: ['RU', 'KZ', 'BY'],
  workHoursStart: ['8', '9', '10', '11'],
  workHoursEnd: ['18', '20', '21', '22'],
  slotIntervalMinutes: ['15', '30', '60'],
  minimumNoticeMinutes: ['0', '60', '120', '1440'],
  horizonDays: ['14', '30', '60', '90'],
  maxBookingsPerUser: ['1', '3', '5', '10'],
  cancellationHours: ['0', '3', '12', '24'],
  reviewDelayHours: ['0', '2', '24'],
  holdMinutes: ['60', '180', '1440'],
  offerMinutes: ['15', '30', '60'],
  summaryHour: ['18', '19', '20', '21'],
  quietHours: ['22-9', '21-8', '23-10'],
}

function quickLabel(name: SettingName, typed: string, t: Texts): string {
  if (name === 'timeZone') return cityOf(typed, t)
  if (name === 'currency') return typed
  const parsed = parseSetting(name, typed)
  return parsed.ok ? valueWords(name, parsed.value as never, t) : typed
}
