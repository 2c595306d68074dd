import { expect, test } from '@jest/globals'
import {
  renderArchiveQuestion,
  renderAround,
  renderCard,
  renderRules,
} from '../../../src/bot/admin/services/render-card.ts'
import { renderCatalogue } from '../../../src/bot/admin/services/render-catalogue.ts'
import { en, haircut, labels, ru, seen } from './examples.ts'

const service = { ...haircut, state: 'active', archivedAt: null, version: 3 } as const
const card = {
  service,
  currency: 'RUB',
  position: 12,
  total: 12,
  upcoming: 5,
  performers: { performing: 1, bookable: 1, team: 1 },
  business: { slotIntervalMin: 60, minimumNoticeMin: 0, cancellationHours: 24 },
} as const
const archived = {
  ...card,
  service: { ...service, state: 'archived', archivedAt: new Date('2026-03-02T06:00:00Z') },
  position: null,
} as const

const many = {
  ok: true,
  services: Array.from({ length: 200 }, (_, index) => ({ ...service, id: index + 1 })),
  currency: 'RUB',
  archived: 2,
} as const

test.each([
  {
    shows: 'the card of a service, which leads back to its page of the list',
    screen: (t: typeof ru) => renderCard({ ...card, service: { ...service, category: 'Волосы' } }, t),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        '1 ч · 1 500 ₽',
        'Категория: Волосы',
        '',
        'Место в списке: 12 из 12',
        'Предстоящих записей: 5',
      ].join('\n'),
      keyboard: [
        ['Название → sve.7.name', 'Эмодзи → sve.7.emoji'],
        ['Длительность → sve.7.durationMin', 'Цена → sve.7.priceMinor'],
        ['Категория → sve.7.category', 'Описание → sve.7.description'],
        ['Правила записи → svr.7'],
        ['Выше → svm.7.up'],
        ['Скрыть → svst.7.3.disable', 'В архив → sva.7.3'],
        ['‹ Назад → svl.current.1', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        '1 h · ₽1,500',
        'Category: Волосы',
        '',
        'Place in the list: 12 of 12',
        'Upcoming bookings: 5',
      ].join('\n'),
      keyboard: [
        ['Name → sve.7.name', 'Emoji → sve.7.emoji'],
        ['Duration → sve.7.durationMin', 'Price → sve.7.priceMinor'],
        ['Category → sve.7.category', 'Description → sve.7.description'],
        ['Booking rules → svr.7'],
        ['Up → svm.7.up'],
        ['Hide → svst.7.3.disable', 'Archive → sva.7.3'],
        ['‹ Back → svl.current.1', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'an archived service, which can only come back',
    screen: (t: typeof ru) => renderCard(archived, t),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        '1 ч · 1 500 ₽',
        '',
        'В архиве: клиенты её не видят и не могут записаться.',
        'Предстоящих записей: 5',
      ].join('\n'),
      keyboard: [['Вернуть из архива → svst.7.3.restore'], ['‹ Назад → svl.archived.0', 'Панель → adm']],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        '1 h · ₽1,500',
        '',
        'Archived: clients don’t see it and can’t book it.',
        'Upcoming bookings: 5',
      ].join('\n'),
      keyboard: [['Bring back → svst.7.3.restore'], ['‹ Back → svl.archived.0', 'Panel → adm']],
    },
  },
  {
    shows: 'the rules for booking: the business’s, and the service’s own',
    screen: (t: typeof ru) =>
      renderRules({ ...card, service: { ...service, cancellationHours: 48, bufferAfterMin: 15 } }, t),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Когда и как на неё записываются:',
        '',
        'Шаг записи: 1 ч (как у всех)',
        'Мест на одно время: 1',
        'Время на подготовку до: нет',
        'Перерыв после: 15 мин',
        'Записаться можно: до самого начала (как у всех)',
        'Отменить и перенести можно: не позже чем за 48 ч до начала',
      ].join('\n'),
      keyboard: [
        ['Шаг записи → sve.7.slotIntervalMin', 'Места → sve.7.capacity'],
        ['Подготовка до → sve.7.bufferBeforeMin', 'Перерыв после → sve.7.bufferAfterMin'],
        ['Срок записи → sve.7.minimumNoticeMin', 'Срок отмены → sve.7.cancellationHours'],
        ['‹ Назад → svo.7', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'When and how it is booked:',
        '',
        'A start every: 1 h (as for all)',
        'Places at one time: 1',
        'Time to prepare before: none',
        'Break after: 15 min',
        'Can be booked: until it starts (as for all)',
        'Can be cancelled and moved: until 48 h before the start',
      ].join('\n'),
      keyboard: [
        ['Interval of starts → sve.7.slotIntervalMin', 'Places → sve.7.capacity'],
        ['Time before → sve.7.bufferBeforeMin', 'Break after → sve.7.bufferAfterMin'],
        ['Notice to book → sve.7.minimumNoticeMin', 'Notice to cancel → sve.7.cancellationHours'],
        ['‹ Back → svo.7', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'how many visits stay, before a service is archived',
    screen: (t: typeof ru) => renderArchiveQuestion({ ...card, upcoming: 2 }, t),
    inRussian: {
      text: '<b>Убрать услугу «✂️ Стрижка» в архив?</b>\nКлиенты больше не смогут записаться. 2 предстоящие записи останутся в силе. Вернуть услугу можно в любой момент.',
      keyboard: [['Убрать в архив → svst.7.3.archive (danger)'], ['Нет, оставить как есть → svo.7']],
    },
    inEnglish: {
      text: '<b>Archive “✂️ Стрижка”?</b>\nClients won’t be able to book it any more. 2 upcoming bookings stay. You can bring the service back at any time.',
      keyboard: [['Archive it → svst.7.3.archive (danger)'], ['No, leave it → svo.7']],
    },
  },
  {
    shows: 'a list with a hidden service in it',
    screen: (t: typeof ru) =>
      renderCatalogue(
        { ...many, services: [service, { ...service, id: 8, state: 'hidden' }] },
        { shelf: 'current', page: 0 },
        t,
      ),
    inRussian: {
      text: '<b>Услуги</b>\nКлиенты видят их в этом же порядке.',
      keyboard: [
        ['✂️ Стрижка · 1 ч · 1 500 ₽ → svo.7'],
        ['✂️ Стрижка · скрыта → svo.8'],
        ['Добавить услугу → dlg.add_service'],
        ['Архив: 2 → svl.archived.0'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: '<b>Services</b>\nClients see them in this order.',
      keyboard: [
        ['✂️ Стрижка · 1 h · ₽1,500 → svo.7'],
        ['✂️ Стрижка · hidden → svo.8'],
        ['Add a service → dlg.add_service'],
        ['Archived: 2 → svl.archived.0'],
        ['Panel → adm'],
      ],
    },
  },
  {
    shows: 'an empty archive',
    screen: (t: typeof ru) =>
      renderCatalogue({ ...many, services: [], archived: 0 }, { shelf: 'archived', page: 4 }, t),
    inRussian: {
      text: '<b>Архив услуг</b>\nЗдесь пусто.',
      keyboard: [['‹ Назад → svl.current.0', 'Панель → adm']],
    },
    inEnglish: {
      text: '<b>Archived services</b>\nThere’s nothing here.',
      keyboard: [['‹ Back → svl.current.0', 'Panel → adm']],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test('two hundred services are twenty pages; one beyond the end is the last', () => {
  const first = labels(renderCatalogue(many, { shelf: 'current', page: 0 }, ru))
  expect(first).toHaveLength(14)
  expect(first[10]).toEqual(['1 из 20', '›'])
  expect(labels(renderCatalogue(many, { shelf: 'current', page: 99 }, ru))[10]).toEqual(['‹', '20 из 20'])
})

test('what a service is called and what is said of it are shown as typed, and fit', () => {
  const longest = {
    ...service,
    name: '<'.repeat(100),
    description: '&'.repeat(500),
    category: '<'.repeat(40),
  }
  const { text, keyboard } = renderCard({ ...card, service: longest }, ru)
  expect(text).toContain('&lt;'.repeat(100))
  expect(text.length).toBeLessThan(4096)
  for (const { text: label, data } of keyboard.flat()) {
    expect(label.length).toBeLessThanOrEqual(64)
    expect(data.length).toBeLessThanOrEqual(64)
  }
})

test('with several specialists the card says how many perform it, and when nobody does', () => {
  const some = { ...card, performers: { performing: 2, bookable: 2, team: 5 } }
  expect(seen(renderCard(some, ru)).text).toContain('Делают: 2 из 5')
  expect(labels(renderCard(some, en)).flat()).toContain('Who does it')
  const none = { ...card, performers: { performing: 1, bookable: 0, team: 5 } }
  expect(seen(renderCard(none, ru)).text).toContain('Записаться нельзя: сейчас эту услугу никто не делает.')
  expect(labels(renderCard(card, ru)).flat()).not.toContain('Кто делает')
})

test('a field is shown again where it was changed, unless the service is archived by now', () => {
  expect(renderAround('capacity', card, ru)).toEqual(renderRules(card, ru))
  expect(renderAround('priceMinor', card, ru)).toEqual(renderCard(card, ru))
  expect(renderAround('capacity', archived, ru)).toEqual(renderCard(archived, ru))
})
