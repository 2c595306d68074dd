import { expect, test } from '@jest/globals'
import {
  renderWhichDay,
  renderWhichService,
  renderWhy,
  type Explained,
} from '../../../src/bot/admin/why/render-why.ts'
import type { DayExplanation, Obstacle } from '../../../src/domain/explain-day.ts'
import { withPlainSpaces } from '../../../playground/screen.ts'
import { date, en, halfPastTen, haircut, labels, ru, seen } from './examples.ts'

const hour = (at: number) => new Date(Date.UTC(2026, 2, 14, at - 3))
const between = (from: number, until: number) => ({ start: hour(from), end: hour(until) })
const maria = { id: 2, name: 'Мария', durationMin: 60, priceMinor: null }

const explained = (obstacles: readonly Obstacle[]): DayExplanation => ({
  specialist: maria,
  free: [],
  hours: obstacles[0]?.kind === 'day_off' ? [] : [between(9, 18)],
  obstacles,
})

const view: Explained = {
  ok: true,
  zone: 'Europe/Moscow',
  today: date('2026-03-13'),
  date: date('2026-03-14'),
  service: haircut,
  services: [haircut, { ...haircut, id: 8, name: 'Маникюр', emoji: null }],
  staff: [
    { specialist: maria, free: [halfPastTen, hour(12)], hours: [], obstacles: [] },
    {
      ...explained([
        { kind: 'breaks', times: [between(13, 14)] },
        { kind: 'blocks', blocks: [{ id: 1, staffId: 3, reason: 'holiday', during: between(14, 18) }] },
        { kind: 'visits', count: 3 },
      ]),
      specialist: { ...maria, id: 3, name: 'Ольга' },
    },
  ],
  others: ['Ирина'],
  limit: 3,
}

test('what is free, and what keeps the others from being so', () => {
  expect(seen(renderWhy(view, 0, ru))).toEqual({
    text: [
      '<b>Суббота, 14 марта</b>\n✂️ Стрижка',
      '<b>Мария</b>: свободно, ближайшее время 10:30',
      [
        '<b>Ольга</b>: записаться нельзя',
        'Часы работы: 09:00–18:00',
        'Перерыв: 13:00–14:00',
        'Закрыто: Суббота, 14 марта, 14:00–18:00 (отпуск)',
        'Занято: 3 записи',
      ].join('\n'),
      '<b>Ирина</b>: эту услугу не делает',
      'Свободное время есть, а клиент записаться не может? Посмотрите его записи: наперёд можно не больше 3.',
    ].join('\n\n'),
    keyboard: [
      ['Услуга: ✂️ Стрижка → wys.fu6.0'],
      ['‹ пт, 13 марта → wy.fu5.7.0', 'вс, 15 марта › → wy.fu7.7.0'],
      ['Расписание дня → sd.fu6..0'],
      ['‹ Назад → wy...0', 'Панель → adm'],
    ],
  })
  expect(withPlainSpaces(renderWhy(view, 0, en).text)).toContain(
    'Closed: Saturday, 14 March, 14:00–18:00 (holiday)\nTaken: 3 bookings',
  )
})

test.each<[Obstacle, string, string]>([
  [
    { kind: 'beyond_horizon', last: date('2026-06-01') },
    'Запись открыта только до 1 июня.',
    'until 1 June only',
  ],
  [{ kind: 'day_off', reason: null }, 'Выходной.', 'Day off.'],
  [{ kind: 'day_off', reason: 'Ремонт' }, 'Выходной: Ремонт.', 'Day off: Ремонт.'],
  [
    { kind: 'too_short', durationMin: 600 },
    'Услуга длится 10 ч и в часы работы не помещается.',
    'takes 10 h',
  ],
  [{ kind: 'past' }, 'Часть времени уже прошла.', 'Some of the time is over.'],
  [{ kind: 'notice', minutes: 120 }, 'Записаться можно не позже чем за 2 ч до начала.', 'until 2 h before'],
  [{ kind: 'visits', count: 21 }, 'Занято: 21 запись', 'Taken: 21 bookings'],
])('%j', (obstacle, inRussian, inEnglish) => {
  const one = { ...view, staff: [explained([obstacle])], others: [] }
  expect(withPlainSpaces(renderWhy(one, 0, ru).text)).toContain(inRussian)
  expect(withPlainSpaces(renderWhy(one, 0, en).text)).toContain(inEnglish)
})

test('a day that is over is told to be so', () => {
  const over = { ...view, today: date('2026-03-15'), staff: [explained([{ kind: 'past' }])], others: [] }
  expect(renderWhy(over, 0, ru).text).toContain('\nЭтот день уже прошёл.')
  expect(renderWhy(over, 0, en).text).toContain('\nThis day is already over.')
})

test('twenty specialists with all their obstacles are pages that fit', () => {
  const block = { id: 1, staffId: null, reason: '&'.repeat(100), during: between(9, 18) }
  const all = explained([
    { kind: 'breaks', times: [between(13, 14), between(15, 16)] },
    { kind: 'blocks', blocks: Array.from({ length: 10 }, () => block) },
    { kind: 'visits', count: 9 },
  ])
  const specialist = { ...maria, name: 'Ж'.repeat(128) }
  const many = { ...view, staff: Array.from({ length: 20 }, () => ({ ...all, specialist })), others: [] }
  const screen = renderWhy(many, 1, ru)
  expect(screen.text.replaceAll('&amp;', '&').length).toBeLessThan(4096)
  expect(withPlainSpaces(screen.text)).toContain('И ещё 7 раз закрыто')
  expect(labels(screen)).toContainEqual(['‹', '2 из 3', '›'])
})

test('days and services to choose from', () => {
  expect(labels(renderWhichDay(date('2026-03-13'), ru))).toHaveLength(5)
  expect(seen(renderWhichService(view, 0, ru)).keyboard).toEqual([
    ['Любая услуга → wy.fu6..0'],
    ['✂️ Стрижка → wy.fu6.7.0'],
    ['Маникюр → wy.fu6.8.0'],
    ['‹ Назад → wy.fu6..0', 'Панель → adm'],
  ])
})
