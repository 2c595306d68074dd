import { describe, expect, test } from '@jest/globals'
import { renderBlock, renderBreak, renderEndQuestion } from '../../../src/bot/admin/blocks/card.ts'
import { renderStaffToClose, renderTimeOffList } from '../../../src/bot/admin/blocks/render-list.ts'
import { renderReview } from '../../../src/bot/admin/blocks/review.ts'
import { blockTime, breakTime, weekdaysText } from '../../../src/bot/admin/blocks/time-off-text.ts'
import { renderWeekdays } from '../../../src/bot/admin/blocks/weekdays.ts'
import type { LocalTime } from '../../../src/domain/local-time.ts'
import { withPlainSpaces } from '../../../playground/screen.ts'
import { date, en, halfPastTen, labels, ru, seen, visit } from './examples.ts'

const zone = 'Europe/Moscow'
const today = date('2026-03-14')
const inMoscow = (from: string, until: string) => ({
  start: new Date(`${from}+03:00`),
  end: new Date(`${until}+03:00`),
})
const saturday = inMoscow('2026-03-14T10:00', '2026-03-14T12:00')

const stored = {
  id: 5,
  staffId: 2,
  staffName: 'Мария',
  during: saturday,
  reason: 'ill',
  blockedBy: 'Вера',
  createdAt: halfPastTen,
  liftedAt: null,
  version: 1,
} as const
const block = { block: stored, zone, state: 'ahead', changeable: true } as const

const weekly = {
  ruleIds: [8, 9],
  staffId: null,
  staffName: null,
  weekdays: [1, 2, 3, 4, 5],
  opens: '13:00' as LocalTime,
  closes: '14:00' as LocalTime,
  from: null,
  until: null,
  reason: null,
} as const
const lunch = { weekly, today, fingerprint: 77, changeable: true } as const

const list = {
  ok: true,
  zone,
  today,
  now: halfPastTen,
  staff: [
    { id: 2, name: 'Мария' },
    { id: 3, name: 'Ольга' },
  ],
  everybody: true,
  several: true,
  breaks: [weekly],
  blocks: [stored],
} as const

const within = { bookingId: 41, userId: 1, version: 3, startsAt: halfPastTen, isOffer: false, staffIds: [2] }
const plan = {
  off: { kind: 'block', staffId: 2, reason: null, during: saturday },
  staffName: 'Мария',
  zone,
  today,
  visits: [within],
  cancellable: [within],
  offers: [],
  fingerprint: 99,
} as const
const review = { ok: true, plan, page: 0, pages: 1, shown: [{ visit: visit(), clientName: 'Анна' }] } as const

test.each([
  {
    shows: 'what is closed: breaks first',
    screen: (t: typeof ru) => renderTimeOffList(list, 0, true, t),
    inRussian: {
      text: [
        '<b>Перерывы и отпуска</b>\nНа это время клиенты записаться не могут.\n',
        'Здесь закрывают время: пару часов, перерыв каждую неделю, отпуск, болезнь. Другие часы на один день и праздники указывают в разделе «Часы работы», «Особые дни».',
      ].join('\n'),
      keyboard: [
        ['Вернуться к незаконченному → blr.0'],
        ['Закрыть время → bln.0 (primary)'],
        ['Пн–Пт, 13:00–14:00 · Все специалисты → bro.8'],
        ['Суббота, 14 марта, 10:00–12:00 · Мария · болезнь → blo.5'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Breaks and time off</b>\nClients can’t book this time.\n',
        'Close time here: an hour or two, a break each week, holidays, sick leave. Other hours for a day and public holidays are set under “Hours”, “Special days”.',
      ].join('\n'),
      keyboard: [
        ['Back to the unfinished one → blr.0'],
        ['Close time → bln.0 (primary)'],
        ['Mon–Fri, 13:00–14:00 · All specialists → bro.8'],
        ['Saturday, 14 March, 10:00–12:00 · Мария · ill → blo.5'],
        ['Panel → adm'],
      ],
    },
  },
  {
    shows: 'a plan with a visit within',
    screen: (t: typeof ru) => renderReview(review, t),
    inRussian: {
      text: [
        '<b>Закрыть это время?</b>',
        'Суббота, 14 марта, 10:00–12:00',
        'Мария',
        '',
        'На это время есть 1 запись:',
        'сб, 14 марта, 10:30: Анна, ✂️ Стрижка',
        '',
        'Если отменить, каждому клиенту придёт сообщение с предложением записаться снова.',
      ].join('\n'),
      keyboard: [
        ['10:30 Анна → bk.15.blr~0'],
        ['Да, запись оставить → blok.2r.keep (success)'],
        ['Да, и отменить 1 запись → blok.2r.cancel (danger)'],
        ['Причина → blrs'],
        ['‹ Назад → bll.0', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Close this time?</b>',
        'Saturday, 14 March, 10:00–12:00',
        'Мария',
        '',
        'There is 1 booking then:',
        'Sat, 14 March, 10:30: Анна, ✂️ Стрижка',
        '',
        'If you cancel, each client is told and offered to book again.',
      ].join('\n'),
      keyboard: [
        ['10:30 Анна → bk.15.blr~0'],
        ['Yes, keep the booking → blok.2r.keep (success)'],
        ['Yes, and cancel 1 booking → blok.2r.cancel (danger)'],
        ['Reason → blrs'],
        ['‹ Back → bll.0', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'a block that can be lifted',
    screen: (t: typeof ru) => renderBlock(block, t),
    inRussian: {
      text: [
        '<b>Время закрыто</b>',
        'Суббота, 14 марта, 10:00–12:00',
        'Мария',
        'Причина: болезнь',
        'Кто закрыл: Вера, сб, 14 марта, 10:30',
      ].join('\n'),
      keyboard: [['Открыть время → bla.5.1'], ['‹ Назад → bll.0', 'Панель → adm']],
    },
    inEnglish: {
      text: [
        '<b>Time is closed</b>',
        'Saturday, 14 March, 10:00–12:00',
        'Мария',
        'Reason: ill',
        'Closed by Вера, Sat, 14 March, 10:30',
      ].join('\n'),
      keyboard: [['Open the time → bla.5.1'], ['‹ Back → bll.0', 'Panel → adm']],
    },
  },
  {
    shows: 'how a break ends',
    screen: (t: typeof ru) => renderEndQuestion(lunch, t),
    inRussian: {
      text: [
        '<b>Убрать этот перерыв?</b>',
        'На это время снова можно будет записаться. Тем, кто ждёт, мы сразу его предложим.',
        '',
        'Пн–Пт, 13:00–14:00',
        'Все специалисты',
      ].join('\n'),
      keyboard: [
        ['С завтрашнего дня → brx.8.25.today'],
        ['Уже сегодня → brx.8.25.yesterday (danger)'],
        ['Нет, оставить как есть → bro.8'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Remove this break?</b>',
        'The time can be booked again, and those who wait are offered it at once.',
        '',
        'Mon–Fri, 13:00–14:00',
        'All specialists',
      ].join('\n'),
      keyboard: [
        ['From tomorrow on → brx.8.25.today'],
        ['Today already → brx.8.25.yesterday (danger)'],
        ['No, leave it → bro.8'],
      ],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test('what is lifted, over, or somebody else’s has no button', () => {
  const alone = [['‹ Назад', 'Панель']]
  expect(labels(renderBlock({ ...block, state: 'lifted' }, ru))).toEqual(alone)
  expect(labels(renderBlock({ ...block, state: 'over' }, ru))).toEqual(alone)
  expect(labels(renderBlock({ ...block, changeable: false }, ru))).toEqual(alone)
  expect(labels(renderBreak({ ...lunch, changeable: false }, ru))).toEqual(alone)
  expect(labels(renderBreak({ ...lunch, weekly: { ...weekly, until: date('2026-03-13') } }, ru))).toEqual(
    alone,
  )
})

test('a break that has not begun, or ends today anyway, can only go at once', () => {
  for (const dates of [{ from: date('2026-03-15') }, { until: today }]) {
    const screen = renderEndQuestion({ ...lunch, weekly: { ...weekly, ...dates } }, ru)
    expect(labels(screen)).toEqual([['Убрать'], ['Нет, оставить как есть']])
  }
})

test('with nobody within there is one way, and of a break its dates can be changed', () => {
  const off = { ...weekly, kind: 'break', from: today, reason: 'Санитарный час' } as const
  const screen = renderReview(
    { ...review, plan: { ...plan, off, visits: [], cancellable: [] }, shown: [] },
    ru,
  )
  expect(withPlainSpaces(screen.text)).toContain(
    'Все специалисты\nПричина: Санитарный час\n\nЗаписей на это время нет.',
  )
  expect(labels(screen)).toEqual([['Добавить'], ['Причина', 'Срок'], ['‹ Назад', 'Панель']])
})

test('shared visits and offers are spoken of; hundreds of visits are paged', () => {
  const many = Array.from({ length: 400 }, () => within)
  const screen = renderReview(
    { ...review, plan: { ...plan, visits: many, cancellable: many.slice(2), offers: [within] }, pages: 50 },
    ru,
  )
  expect(withPlainSpaces(screen.text)).toContain('2 записи вы делите с другими специалистами')
  expect(withPlainSpaces(screen.text)).toContain('из листа ожидания')
  expect(labels(screen)).toContainEqual(['1 из 50', '›'])
})

test('more visits than can be cancelled at once are not offered to be', () => {
  const withVisits = (count: number) => {
    const visits = Array.from({ length: count }, () => within)
    return renderReview({ ...review, plan: { ...plan, visits, cancellable: visits } }, ru)
  }
  expect(labels(withVisits(200))).toContainEqual(['Да, и отменить 200 записей'])
  const tooMany = withVisits(201)
  expect(labels(tooMany)).toContainEqual(['Да, запись оставить'])
  expect(labels(tooMany).flat().join()).not.toContain('отменить')
  expect(tooMany.text).toContain('Разом отменить столько записей не получится.')
  expect(tooMany.text).not.toContain('каждому клиенту')
})

test('a long list has pages, and so have twenty specialists', () => {
  const blocks = Array.from({ length: 30 }, (_, index) => ({
    ...stored,
    id: index + 1,
    reason: 'Ж'.repeat(100),
  }))
  const screen = renderTimeOffList({ ...list, blocks }, 1, false, ru)
  expect(labels(screen)).toContainEqual(['‹', '2 из 4', '›'])
  for (const { text } of screen.keyboard.flat()) expect(text.length).toBeLessThanOrEqual(64)
  const staff = Array.from({ length: 21 }, (_, index) => ({ id: index + 1, name: `Имя ${index}` }))
  expect(labels(renderStaffToClose({ ...list, staff }, { page: 0 }, ru))).toContainEqual(['1 из 2', '›'])
})

test('weekdays are toggles', () => {
  expect(seen(renderWeekdays({ staffId: 2, days: 0b101 }, ru)).keyboard).toEqual([
    ['✓ Пн → blw.2.4', 'Вт → blw.2.7', '✓ Ср → blw.2.1', 'Чт → blw.2.d'],
    ['Пт → blw.2.l', 'Сб → blw.2.11', 'Вс → blw.2.1x'],
    ['Каждый день → blw.2.3j'],
    ['Дальше → blh.2.5 (primary)'],
    ['‹ Назад → blf.2', 'Панель → adm'],
  ])
  expect(labels(renderWeekdays({ staffId: null, days: 0 }, ru))).not.toContainEqual(['Дальше'])
})

describe('time is told as', () => {
  test.each([
    ['2026-03-14T10:00', '2026-03-14T12:00', 'Суббота, 14 марта, 10:00–12:00'],
    ['2026-03-14T00:00', '2026-03-15T00:00', 'Суббота, 14 марта, весь день'],
    ['2026-03-14T10:30', '2026-03-15T00:00', 'Суббота, 14 марта, с 10:30 до конца дня'],
    ['2026-05-01T00:00', '2026-05-09T00:00', '1–8 мая'],
    ['2026-03-14T10:30', '2026-03-17T00:00', 'сб, 14 марта, 10:30 – 16 марта'],
    ['2026-03-14T22:00', '2026-03-15T02:00', 'сб, 14 марта, 22:00 – вс, 15 марта, 02:00'],
  ])('%s to %s', (from, until, told) => {
    expect(withPlainSpaces(blockTime(inMoscow(from, until), zone, ru))).toBe(told)
  })

  test.each([
    [[1, 2, 3, 4, 5], 'Пн–Пт'],
    [[6, 7], 'Сб, Вс'],
    [[1, 3, 5, 6, 7], 'Пн, Ср, Пт–Вс'],
    [[1, 2, 3, 4, 5, 6, 7], 'Ежедневно'],
  ])('%j', (weekdays, told) => {
    expect(withPlainSpaces(weekdaysText(weekdays, ru))).toBe(told)
  })

  test.each([
    [null, null, ''],
    ['2026-03-14', null, ''],
    ['2026-04-01', null, ', с 1 апреля'],
    ['2026-03-01', '2026-04-30', ', по 30 апреля'],
    ['2026-04-01', '2026-04-30', ', с 1 апреля по 30 апреля'],
  ])('a break from %s to %s', (from, until, told) => {
    const dates = { from: from === null ? null : date(from), until: until === null ? null : date(until) }
    expect(withPlainSpaces(breakTime({ ...weekly, ...dates }, today, ru))).toBe(`Пн–Пт, 13:00–14:00${told}`)
  })
})
