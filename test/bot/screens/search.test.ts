import { expect, test } from '@jest/globals'
import { emptySearch, type SearchState } from '../../../src/bot/admin/search/buttons.ts'
import {
  renderClientChoice,
  renderNames,
  renderStatuses,
} from '../../../src/bot/admin/search/render-choice.ts'
import { renderSearch } from '../../../src/bot/admin/search/render-search.ts'
import { date, en, part, ru, seen, visit } from './examples.ts'

const nothing = {
  ok: true,
  found: null,
  client: null,
  service: null,
  staff: null,
  ownOnly: false,
  today: date('2026-03-02'),
} as const
const state: SearchState = {
  ...emptySearch,
  ...{ clientId: 9, serviceId: 7, staffId: 2, status: 'no_show' },
  ...{ from: date('2026-03-14'), to: date('2026-03-15') },
}
const found = {
  matches: [
    { visit: visit(), clientName: 'Анна <3' },
    {
      visit: visit({ status: 'no_show', guestName: 'Ева', startsAt: new Date('2025-03-14T07:30:00Z') }),
      clientName: '',
    },
  ],
  ...{ page: 1, pages: 3, total: 18, more: false },
}

test.each([
  {
    shows: 'what can be looked for',
    screen: (t: typeof ru) => renderSearch(nothing, emptySearch, t),
    inRussian: {
      text: '<b>Поиск записей</b>\n\nВыберите, что вы помните о записи. Условия можно сочетать.',
      keyboard: [
        ['Клиент → sea.......0.client', 'Дни → sea.......0.days'],
        ['Услуга → sec.......0.service', 'Специалист → sec.......0.staff'],
        ['Статус → sec.......0.status'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: '<b>Find a booking</b>\n\nChoose what you remember of it. Conditions can be combined.',
      keyboard: [
        ['Client → sea.......0.client', 'Days → sea.......0.days'],
        ['Service → sec.......0.service', 'Specialist → sec.......0.staff'],
        ['Status → sec.......0.status'],
        ['Panel → adm'],
      ],
    },
  },
  {
    shows: 'what was found, for all conditions, page by page',
    screen: (t: typeof ru) =>
      renderSearch({ ...nothing, client: 'Анна <3', service: 'Стрижка', staff: 'Мария', found }, state, t),
    inRussian: {
      text: [
        '<b>Поиск записей</b>',
        'Клиент: Анна &lt;3',
        'Когда: 14 марта – 15 марта',
        'Услуга: Стрижка',
        'Специалист: Мария',
        'Статус: клиент не пришёл',
        '',
        'Нашлось 18 записей.',
      ].join('\n'),
      keyboard: [
        ['14 марта, 10:30 · Анна <3 · ✂️ Стрижка → bk.15.se~9~7~2~no_show~fu6~fu7~1'],
        ['∅ 14 марта 2025, 10:30 · Ева · ✂️ Стрижка → bk.15.se~9~7~2~no_show~fu6~fu7~1'],
        ['‹ → se.9.7.2.no_show.fu6.fu7.0', '2 из 3 → nil', '› → se.9.7.2.no_show.fu6.fu7.2'],
        ['Клиент → sea.9.7.2.no_show.fu6.fu7.0.client', 'Дни → sea.9.7.2.no_show.fu6.fu7.0.days'],
        ['Услуга → sec.9.7.2.no_show.fu6.fu7.0.service', 'Специалист → sec.9.7.2.no_show.fu6.fu7.0.staff'],
        ['Статус → sec.9.7.2.no_show.fu6.fu7.0.status', 'Начать заново → se.......0'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Find a booking</b>',
        'Client: Анна &lt;3',
        'When: 14 March – 15 March',
        'Service: Стрижка',
        'Specialist: Мария',
        'Status: the client did not come',
        '',
        '18 bookings found.',
      ].join('\n'),
      keyboard: [
        ['14 March, 10:30 · Анна <3 · ✂️ Стрижка → bk.15.se~9~7~2~no_show~fu6~fu7~1'],
        ['∅ 14 March 2025, 10:30 · Ева · ✂️ Стрижка → bk.15.se~9~7~2~no_show~fu6~fu7~1'],
        ['‹ → se.9.7.2.no_show.fu6.fu7.0', '2 of 3 → nil', '› → se.9.7.2.no_show.fu6.fu7.2'],
        ['Client → sea.9.7.2.no_show.fu6.fu7.0.client', 'Days → sea.9.7.2.no_show.fu6.fu7.0.days'],
        ['Service → sec.9.7.2.no_show.fu6.fu7.0.service', 'Specialist → sec.9.7.2.no_show.fu6.fu7.0.staff'],
        ['Status → sec.9.7.2.no_show.fu6.fu7.0.status', 'Start over → se.......0'],
        ['Panel → adm'],
      ],
    },
  },
  {
    shows: 'a specialist that nothing of theirs fits',
    screen: (t: typeof ru) =>
      renderSearch(
        { ...nothing, ownOnly: true, found: { matches: [], page: 0, pages: 1, total: 0, more: false } },
        { ...emptySearch, from: date('2026-03-14'), to: date('2026-03-14') },
        t,
      ),
    inRussian: {
      text: [
        '<b>Поиск записей</b>',
        'Среди ваших записей.',
        'Когда: 14 марта',
        '',
        'Ничего не нашлось. Уберите одно из условий или измените его.',
      ].join('\n'),
      keyboard: [
        ['Клиент → sea.....fu6.fu6.0.client', 'Дни → sea.....fu6.fu6.0.days'],
        ['Услуга → sec.....fu6.fu6.0.service', 'Статус → sec.....fu6.fu6.0.status'],
        ['Начать заново → se.......0'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Find a booking</b>',
        'Among your own.',
        'When: 14 March',
        '',
        'Nothing found. Take one of the conditions away or change it.',
      ].join('\n'),
      keyboard: [
        ['Client → sea.....fu6.fu6.0.client', 'Days → sea.....fu6.fu6.0.days'],
        ['Service → sec.....fu6.fu6.0.service', 'Status → sec.....fu6.fu6.0.status'],
        ['Start over → se.......0'],
        ['Panel → adm'],
      ],
    },
  },
  {
    shows: 'the states to choose from',
    screen: (t: typeof ru) => renderStatuses(emptySearch, t),
    inRussian: {
      text: 'Какие записи?',
      keyboard: [
        ['Все записи → se.......0'],
        ['Ждут подтверждения → se....pending...0', 'Подтверждённые → se....confirmed...0'],
        ['Состоявшиеся → se....completed...0', 'Клиент не пришёл → se....no_show...0'],
        ['Отменённые → se....cancelled...0'],
        ['‹ Назад → se.......0', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: 'Which bookings?',
      keyboard: [
        ['All bookings → se.......0'],
        ['Waiting for approval → se....pending...0', 'Confirmed → se....confirmed...0'],
        ['Completed → se....completed...0', 'The client did not come → se....no_show...0'],
        ['Cancelled → se....cancelled...0'],
        ['‹ Back → se.......0', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'several clients of one name',
    screen: (t: typeof ru) =>
      renderClientChoice([{ id: 9, name: 'Анна', username: null, phone: '+79161234567' }], emptySearch, t),
    inRussian: {
      text: 'Кто из них?',
      keyboard: [['Анна · +7 916 123 45 67 → se.9......0'], ['‹ Назад → se.......0', 'Панель → adm']],
    },
    inEnglish: {
      text: 'Which of them?',
      keyboard: [['Анна · +7 916 123 45 67 → se.9......0'], ['‹ Back → se.......0', 'Panel → adm']],
    },
  },
])('$shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test.each([ru, en])('with the largest ids and the longest names all buttons fit ($locale)', (t) => {
  const long = '&😀'.repeat(60)
  const widest: SearchState = {
    ...{ clientId: 9_999_999, serviceId: 99_999, staffId: 99_999, status: 'completed' },
    ...{ from: date('2099-01-01'), to: date('2099-12-31'), page: 62 },
  }
  const names = Array.from({ length: 300 }, (_, index) => ({ id: 90_000 + index, name: long }))
  const matches = [
    { visit: visit({ status: 'cancelled', parts: [part({ serviceName: long })] }), clientName: long },
  ]
  const screens = [
    renderSearch({ ...nothing, found: { matches, page: 61, pages: 63, total: 500, more: true } }, widest, t),
    renderNames(names, 'service', { ...widest, page: 3 }, t),
    renderNames(names, 'staff', widest, t),
    renderStatuses(widest, t),
    renderClientChoice([{ id: 9_999_999, name: long, username: null, phone: null }], widest, t),
  ]
  for (const { keyboard } of screens) {
    for (const { text: label, data } of keyboard.flat()) {
      expect(label.length).toBeLessThanOrEqual(64)
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
    }
  }
})
