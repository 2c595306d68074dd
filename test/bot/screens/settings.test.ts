import { describe, expect, test } from '@jest/globals'
import {
  renderGroup,
  renderGroups,
  renderRefusal,
  renderSetting,
} from '../../../src/bot/admin/settings/setting-card.ts'
import { groupNames } from '../../../src/bot/admin/settings/groups.ts'
import { problemWords } from '../../../src/bot/admin/settings/setting-words.ts'
import {
  readSettingDefaults,
  settingNames,
  type SettingName,
  type Settings,
} from '../../../src/domain/settings.ts'
import type { SettingView } from '../../../src/usecases/view-settings.ts'
import { en, halfPastTen, ru, seen } from './examples.ts'

const { defaults } = readSettingDefaults({})

function view(name: SettingName, changes: Partial<SettingView> = {}): SettingView {
  return { name, value: defaults[name], origin: 'default', initial: defaults[name], version: 0, ...changes }
}

const changed = (name: SettingName, value: Settings[SettingName]) =>
  view(name, { value, origin: 'bot', version: 7 })

test.each([
  {
    shows: 'the groups',
    screen: (t: typeof ru) => renderGroups(t),
    inRussian: {
      text: '<b>Настройки</b>\nЧто хотите посмотреть или поменять?',
      keyboard: [
        ['О бизнесе → setg.business'],
        ['Часы и время записи → setg.hours'],
        ['Правила записи → setg.booking'],
        ['Сообщения → setg.messages'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: '<b>Settings</b>\nWhat would you like to see or change?',
      keyboard: [
        ['About the business → setg.business'],
        ['Hours and booking times → setg.hours'],
        ['Booking rules → setg.booking'],
        ['Messages → setg.messages'],
        ['Panel → adm'],
      ],
    },
  },
  {
    shows: 'a group with what counts in it',
    screen: (t: typeof ru) =>
      renderGroup(
        'messages',
        settingNames.map((name) => view(name)),
        t,
      ),
    inRussian: {
      text: [
        '<b>Сообщения</b>',
        '',
        'Напоминания: <b>за 24 ч, за 2 ч, за 1 ч</b>',
        'Вопрос об отзыве: <b>через 2 ч</b>',
        'План на завтра: <b>20:00</b>',
        'Тихие часы: <b>нет</b>',
      ].join('\n'),
      keyboard: [
        ['Напоминания → setc.reminderHours', 'Вопрос об отзыве → setc.reviewDelayHours'],
        ['План на завтра → setc.summaryHour', 'Тихие часы → setc.quietHours'],
        ['‹ Назад → set', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Messages</b>',
        '',
        'Reminders: <b>24 h before, 2 h before, 1 h before</b>',
        'Asking for a review: <b>2 h later</b>',
        'Tomorrow’s plan: <b>20:00</b>',
        'Quiet hours: <b>none</b>',
      ].join('\n'),
      keyboard: [
        ['Reminders → setc.reminderHours', 'Asking for a review → setc.reviewDelayHours'],
        ['Tomorrow’s plan → setc.summaryHour', 'Quiet hours → setc.quietHours'],
        ['‹ Back → set', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'a setting that was changed here, and may be emptied',
    screen: (t: typeof ru) => renderSetting(changed('address', '<b>Тверская</b>'), t),
    inRussian: {
      text: [
        '<b>Адрес</b>',
        'Сейчас: <b>&lt;b&gt;Тверская&lt;/b&gt;</b>',
        'Вы поменяли это здесь, в боте.',
        '',
        'Показываем в «О нас», в записи и в напоминаниях.',
      ].join('\n'),
      keyboard: [
        ['Поменять → sete.address (primary)', 'Убрать → setxq.address.7'],
        ['‹ Назад → setg.business', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Address</b>',
        'Now: <b>&lt;b&gt;Тверская&lt;/b&gt;</b>',
        'You changed this here in the bot.',
        '',
        'Shown in “About us”, in bookings and in reminders.',
      ].join('\n'),
      keyboard: [
        ['Change → sete.address (primary)', 'Remove → setxq.address.7'],
        ['‹ Back → setg.business', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'a setting that nobody has said anything about',
    screen: (t: typeof ru) => ({ ...renderSetting(view('address'), t), keyboard: [] }),
    inRussian: {
      text: [
        '<b>Адрес</b>',
        'Сейчас: <b>нет</b>',
        'Ещё не указано.',
        '',
        'Показываем в «О нас», в записи и в напоминаниях.',
      ].join('\n'),
      keyboard: [],
    },
    inEnglish: {
      text: [
        '<b>Address</b>',
        'Now: <b>none</b>',
        'Not set yet.',
        '',
        'Shown in “About us”, in bookings and in reminders.',
      ].join('\n'),
      keyboard: [],
    },
  },
  {
    shows: 'a setting of two values',
    screen: (t: typeof ru) => renderSetting(view('phoneRequired'), t),
    inRussian: {
      text: [
        '<b>Спрашивать телефон</b>',
        'Сейчас: <b>нет</b>',
        'Так было с самого начала.',
        '',
        'Спрашивать ли телефон у тех, кто записывается впервые.',
      ].join('\n'),
      keyboard: [
        ['да → seto.phoneRequired.0.true'],
        ['✓ нет → seto.phoneRequired.0.false'],
        ['‹ Назад → setg.booking', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Ask for a phone</b>',
        'Now: <b>no</b>',
        'It has been so from the beginning.',
        '',
        'Whether to ask for a phone number at the first booking.',
      ].join('\n'),
      keyboard: [
        ['yes → seto.phoneRequired.0.true'],
        ['✓ no → seto.phoneRequired.0.false'],
        ['‹ Back → setg.booking', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'what another currency does to prices',
    screen: (t: typeof ru) =>
      renderRefusal({ ok: false, reason: 'prices_stay', to: 'EUR' }, view('currency'), t),
    inRussian: {
      text: [
        '<b>Поменять валюту на EUR?</b>',
        'Цены услуг и сделанных записей останутся теми же числами: пересчитывать их бот не будет. После этого проверьте цены в разделе «Услуги».',
      ].join('\n'),
      keyboard: [['Поменять валюту → setcu.0.EUR (danger)'], ['Нет, оставить как есть → setc.currency']],
    },
    inEnglish: {
      text: [
        '<b>Change the currency to EUR?</b>',
        'Prices of services and of bookings already made keep their numbers: the bot does not convert them. Check the prices under “Services” afterwards.',
      ].join('\n'),
      keyboard: [['Change the currency → setcu.0.EUR (danger)'], ['No, leave it → setc.currency']],
    },
  },
  {
    shows: 'what another time zone does to visits ahead',
    screen: (t: typeof ru) =>
      renderRefusal(
        {
          ok: false,
          reason: 'visits_shift',
          from: 'Europe/Moscow',
          to: 'Asia/Omsk',
          total: 2,
          first: [{ startsAt: halfPastTen, clientName: 'Анна' }],
        },
        view('timeZone'),
        t,
      ),
    inRussian: {
      text: [
        '<b>Поменять часовой пояс на Asia/Omsk?</b>',
        '2 записи начнутся тогда же, но на часах будет другое время:',
        '',
        'сб, 14 марта, 10:30 → сб, 14 марта, 13:30, Анна',
        'и ещё 1',
      ].join('\n'),
      keyboard: [['Поменять пояс → setz.0.Asia/Omsk (danger)'], ['‹ Назад → setc.timeZone', 'Панель → adm']],
    },
    inEnglish: {
      text: [
        '<b>Change the time zone to Asia/Omsk?</b>',
        '2 bookings stay at the same moment, but the clock will show another time:',
        '',
        'Sat, 14 March, 10:30 → Sat, 14 March, 13:30, Анна',
        'and 1 more',
      ].join('\n'),
      keyboard: [
        ['Change the time zone → setz.0.Asia/Omsk (danger)'],
        ['‹ Back → setc.timeZone', 'Panel → adm'],
      ],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

/** The longest there is of each, or the oddest. */
const extremes: Partial<Settings> = {
  businessName: '&'.repeat(100),
  address: 'Щ'.repeat(200),
  location: { latitude: -89.123456789, longitude: -179.123456789 },
  timeZone: 'America/Argentina/ComodRivadavia',
  cancellationHours: 0,
  reminderHours: [],
  reviewDelayHours: 0,
  minimumNoticeMinutes: 43_200,
  quietHours: defaults.quietHours,
}

test('a zone, a currency and a country are called by their names', () => {
  const now = (name: SettingName, value: Settings[SettingName], t: typeof ru) =>
    renderSetting(changed(name, value), t).text.split('\n')[1]
  expect(now('timeZone', 'Europe/Moscow', ru)).toBe('Сейчас: <b>Москва (Europe/Moscow)</b>')
  expect(now('timeZone', 'America/New_York', ru)).toBe('Сейчас: <b>America/New_York</b>')
  expect(now('timeZone', 'UTC', en)).toBe('Now: <b>UTC</b>')
  expect(now('currency', 'RUB', ru)).toBe('Сейчас: <b>Российский рубль (RUB)</b>')
  expect(now('currency', 'KZT', en)).toBe('Now: <b>Kazakhstani Tenge (KZT)</b>')
  expect(now('country', 'RU', ru)).toBe('Сейчас: <b>Россия</b>')
})

describe.each([ru, en])('in each language', (t) => {
  test('every setting has words, and fits into a message', () => {
    for (const name of settingNames) {
      const { text, keyboard } = renderSetting(changed(name, extremes[name] ?? defaults[name]), t)
      expect(text.length).toBeLessThan(1500)
      expect(text).not.toMatch(/undefined|null|\[object|NaN/)
      for (const { text: label, data } of keyboard.flat()) {
        expect(label.length).toBeLessThanOrEqual(64)
        expect(data.length).toBeLessThanOrEqual(64)
      }
    }
  })

  test('every setting is in a group', () => {
    const views = settingNames.map((name) => changed(name, extremes[name] ?? defaults[name]))
    const lines = groupNames.flatMap((group) => renderGroup(group, views, t).text.split('\n').slice(2))
    expect(lines).toHaveLength(settingNames.length)
  })

  test('every refusal says what would be right', () => {
    const reasons = [
      { reason: 'empty' },
      { reason: 'too_long', limit: 21 },
      { reason: 'not_whole_number' },
      { reason: 'too_small', limit: 5 },
      { reason: 'too_large', limit: 5 },
      { reason: 'too_many', limit: 5 },
      { reason: 'not_allowed', allowed: ['ru', 'en'] },
      { reason: 'not_a_time' },
      { reason: 'not_a_time_zone' },
      { reason: 'not_a_currency' },
      { reason: 'not_a_country' },
      { reason: 'not_a_phone' },
      { reason: 'not_a_location' },
    ] as const
    const texts = reasons.map((problem) => problemWords(problem, t))
    expect(new Set(texts).size).toBe(reasons.length)
  })
})
