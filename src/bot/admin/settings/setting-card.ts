import type { OutgoingButton } from '../../../context.ts'
import type { SettingName } from '../../../domain/settings.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { ChangeSettingResult } from '../../../usecases/change-setting.ts'
import type { SettingView } from '../../../usecases/view-settings.ts'
import { backAndHome, renderConfirmation } from '../navigation.ts'
import { button, inRows, withNotice, type Screen } from '../../screen.ts'
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
import { choices, emptyValues, groupNames, groupOf, groups, type GroupName } from './groups.ts'
import { problemWords, valueWords } from './setting-words.ts'

type Views = readonly SettingView[]

/** The groups, each with what counts in it. */
export function renderGroups(t: Texts): Screen {
  const buttons = groupNames.map((group) =>
    button(t.plain(`setting.button.group_${group}`), settingGroupButton.pack({ group })),
  )
  return { text: t.html('setting.groups'), keyboard: [...inRows(buttons, 1), backAndHome(null, t)] }
}

export function renderGroup(group: GroupName, views: Views, t: Texts): Screen {
  const names: readonly SettingName[] = groups[group]
  const shown = views.filter(({ name }) => names.includes(name))
  const lines = shown.map((view) =>
    t.html('setting.line', { name: nameOf(view.name, t), value: wordsOf(view, t) }),
  )
  const buttons = shown.map(({ name }) => button(nameOf(name, t), settingButton.pack({ name })))
  return {
    text: [t.html(`setting.group_${group}`), '', ...lines].join('\n'),
    keyboard: [...inRows(buttons, 2), backAndHome(settingsButton.pack({}), t)],
  }
}

export function renderSetting(view: SettingView, t: Texts): Screen {
  const { name } = view
  return {
    text: [
      t.html('setting.name', { name: nameOf(name, t) }),
      t.html('setting.value', { value: wordsOf(view, t) }),
      t.html(isUnset(view) ? 'setting.origin_none' : `setting.origin_${view.origin}`),
      '',
      t.html(`setting.about_${name}`),
    ].join('\n'),
    keyboard: [
      ...waysToChange(view, t),
      ...(view.origin === 'bot' && !isEmptyAtFirst(view) ? [[resetButton(view, t)]] : []),
      backAndHome(settingGroupButton.pack({ group: groupOf(name) }), t),
    ],
  }
}

/** Nobody has said anything, and there is nothing to say it has been so. */
function isUnset({ value, origin }: SettingView): boolean {
  return value === null && origin === 'default'
}

/** Then to reset it is to clear it, for which there is a button. */
function isEmptyAtFirst({ name, initial }: SettingView): boolean {
  const empty = emptyValues[name]
  return empty !== undefined && JSON.stringify(initial) === JSON.stringify(empty)
}

function waysToChange(view: SettingView, t: Texts): OutgoingButton[][] {
  const { name, version } = view
  const options = choices[name]
  if (options) {
    return options.map((option) => [
      button(optionWords(view, option, t), chooseSettingButton.pack({ name, version, option })),
    ])
  }
  const edit = button(t.plain('setting.button.change'), editSettingButton.pack({ name }), 'primary')
  const empty = emptyValues[name]
  const isEmpty = JSON.stringify(view.value) === JSON.stringify(empty)
  if (empty === undefined || isEmpty) return [[edit]]
  return [[edit, button(t.plain('setting.button.clear'), askClearSettingButton.pack({ name, version }))]]
}

function optionWords({ name, value }: SettingView, option: string, t: Texts): string {
  const isChosen = JSON.stringify(value).replaceAll('"', '') === option
  const label = valueWords(name, (name === 'phoneRequired' ? option === 'true' : option) as never, t)
  return t.plain('setting.button.option', { chosen: isChosen ? 'yes' : 'no', option: label })
}

function resetButton({ name, version, initial }: SettingView, t: Texts): OutgoingButton {
  const value = valueWords(name, initial as never, t)
  return button(t.plain('setting.button.reset', { value }), askResetSettingButton.pack({ name, version }))
}

export function nameOf(name: SettingName, t: Texts): string {
  return t.plain(`setting.part.name_${name}`)
}

function wordsOf({ name, value }: SettingView, t: Texts): string {
  return valueWords(name, value as never, t)
}

type Refusal = Exclude<ChangeSettingResult, { ok: true } | { reason: 'forbidden' }>

/** The card as it is now, with why nothing came of it; the time zone asks once more. */
export function renderRefusal(refusal: Refusal, view: SettingView, t: Texts): Screen {
  switch (refusal.reason) {
    case 'invalid':
      return withNotice(problemWords(refusal.problem, t), renderSetting(view, t))
    case 'changed_meanwhile':
      return withNotice(t.html('setting.changed_meanwhile'), renderSetting(refusal.setting, t))
    case 'prices_exist':
      return withNotice(t.html('setting.prices_exist'), renderSetting(view, t))
    case 'prices_stay':
      return renderPricesStay(refusal.to, view, t)
    case 'visits_shift':
      return renderShift(refusal, view, t)
  }
}

function renderPricesStay(currency: string, { name, version }: SettingView, t: Texts): Screen {
  return renderConfirmation(
    {
      question: t.html('setting.prices_stay', { to: currency }),
      yes: {
        label: t.plain('setting.button.currency'),
        data: confirmCurrencyButton.pack({ version, currency }),
      },
      no: settingButton.pack({ name }),
    },
    t,
  )
}

export function renderClearQuestion(view: SettingView, t: Texts): Screen {
  const { name, version } = view
  return renderConfirmation(
    {
      question: t.html('setting.clear_question', { name: nameOf(name, t), value: wordsOf(view, t) }),
      yes: { label: t.plain('setting.button.yes_clear'), data: clearSettingButton.pack({ name, version }) },
      no: settingButton.pack({ name }),
    },
    t,
  )
}

export function renderResetQuestion(view: SettingView, t: Texts): Screen {
  const { name, version } = view
  const initial = valueWords(name, view.initial as never, t)
  const values = { name: nameOf(name, t), value: wordsOf(view, t), initial }
  return renderConfirmation(
    {
      question: t.html('setting.reset_question', values),
      yes: { label: t.plain('setting.button.yes_reset'), data: resetSettingButton.pack({ name, version }) },
      no: settingButton.pack({ name }),
    },
    t,
  )
}

function renderShift(
  { from, to, total, first }: Extract<Refusal, { reason: 'visits_shift' }>,
  { version }: SettingView,
  t: Texts,
): Screen {
  const lines = first.map(({ startsAt, clientName }) =>
    t.html('setting.shifted_visit', {
      before: t.shortMoment(startsAt, from),
      after: t.shortMoment(startsAt, to),
      client: clientName,
    }),
  )
  const left = total - first.length
  return {
    text: [
      t.html('setting.visits_shift', { zone: to, visits: total }),
      '',
      ...lines,
      ...(left > 0 ? [t.html('setting.more_visits', { visits: left })] : []),
    ].join('\n'),
    keyboard: [
      [button(t.plain('setting.button.shift'), confirmZoneButton.pack({ version, zone: to }), 'danger')],
      backAndHome(settingButton.pack({ name: 'timeZone' }), t),
    ],
  }
}
