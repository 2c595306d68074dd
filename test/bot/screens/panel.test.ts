import { expect, test } from '@jest/globals'
import { renderConfirmation, renderLeft } from '../../../src/bot/admin/navigation.ts'
import { renderPanel } from '../../../src/bot/admin/panel.ts'
import { panelButtonsFor, staffCommandsFor } from '../../../src/bot/admin/sections.ts'
import { date, en, ru, seen, visit } from './examples.ts'

const quietDay = {
  ok: true,
  businessName: 'Салон «Вера»',
  today: date('2026-03-14'),
  visits: 0,
  next: null,
  waiting: null,
} as const
const buttons = [{ label: 'panel.button.services', data: 'svl.current.0' }] as const

test.each([
  {
    shows: 'a day without visits',
    screen: (t: typeof ru) => renderPanel(quietDay, buttons, t),
    inRussian: {
      text: '<b>Салон «Вера»</b>\nСегодня, суббота, 14 марта: записей нет',
      keyboard: [['Услуги → svl.current.0']],
    },
    inEnglish: {
      text: '<b>Салон «Вера»</b>\nToday, Saturday, 14 March: no bookings',
      keyboard: [['Services → svl.current.0']],
    },
  },
  {
    shows: 'a busy day, with the next visit and what waits for an answer',
    screen: (t: typeof ru) =>
      renderPanel(
        {
          ...quietDay,
          visits: 5,
          next: { visit: visit(), clientName: 'Анна <b>', startsAt: visit().startsAt },
          waiting: { count: 2, bookingId: 77 },
        },
        [],
        t,
      ),
    inRussian: {
      text: [
        '<b>Салон «Вера»</b>',
        'Сегодня, суббота, 14 марта: 5 записей',
        '',
        '<b>Следующая в 10:30</b>',
        'Анна &lt;b&gt; · ✂️ Стрижка · Мария',
      ].join('\n'),
      keyboard: [['Ждут подтверждения: 2 → rq.25 (primary)'], ['Открыть следующую запись → bk.15.adm']],
    },
    inEnglish: {
      text: [
        '<b>Салон «Вера»</b>',
        'Today, Saturday, 14 March: 5 bookings',
        '',
        '<b>Next at 10:30</b>',
        'Анна &lt;b&gt; · ✂️ Стрижка · Мария',
      ].join('\n'),
      keyboard: [['Waiting for approval: 2 → rq.25 (primary)'], ['Open the next booking → bk.15.adm']],
    },
  },
  {
    shows: 'a next visit on another day, for a guest, with the only specialist',
    screen: (t: typeof ru) =>
      renderPanel(
        {
          ...quietDay,
          today: date('2026-03-12'),
          visits: 1,
          next: {
            visit: visit({ staffName: null, guestName: 'Маша' }),
            clientName: 'Анна',
            startsAt: visit().startsAt,
          },
        },
        [],
        t,
      ),
    inRussian: {
      text: [
        '<b>Салон «Вера»</b>',
        'Сегодня, четверг, 12 марта: 1 запись',
        '',
        '<b>Следующая: сб, 14 марта, 10:30</b>',
        'Маша · ✂️ Стрижка',
      ].join('\n'),
      keyboard: [['Открыть следующую запись → bk.15.adm']],
    },
    inEnglish: {
      text: [
        '<b>Салон «Вера»</b>',
        'Today, Thursday, 12 March: 1 booking',
        '',
        '<b>Next: Sat, 14 March, 10:30</b>',
        'Маша · ✂️ Стрижка',
      ].join('\n'),
      keyboard: [['Open the next booking → bk.15.adm']],
    },
  },
  {
    shows: 'a question before something serious',
    screen: (t: typeof ru) =>
      renderConfirmation({ question: '?', yes: { label: 'Y', data: 'yes' }, no: 'no' }, t),
    inRussian: { text: '?', keyboard: [['Y → yes (danger)'], ['Нет, оставить как есть → no']] },
    inEnglish: { text: '?', keyboard: [['Y → yes (danger)'], ['No, leave it → no']] },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test('shows each role the sections that exist for it, and clients nothing', () => {
  const data = (role: Parameters<typeof panelButtonsFor>[0]) => panelButtonsFor(role).map((one) => one.data)
  expect(data('super_admin')).toEqual(expect.arrayContaining(data('moderator')))
  expect(data('moderator')).toContain('svl.current.0')
  expect(data('specialist')).not.toContain('svl.current.0')
  expect(data(null)).toEqual([])
})

test('whoever leaves a dialog is told of the way on that they have', () => {
  expect(seen(renderLeft({ role: null }, ru))).toEqual({
    text: 'Хорошо, не будем. Ничего не изменилось, меню внизу.',
    keyboard: [],
  })
  expect(seen(renderLeft({ role: 'specialist' }, ru))).toEqual({
    text: 'Хорошо, не будем. Ничего не изменилось.',
    keyboard: [['Панель → adm']],
  })
})

test('gives each role its commands, and clients none', () => {
  expect(staffCommandsFor('specialist')).toContain('admin')
  expect(staffCommandsFor(null)).toEqual([])
})
