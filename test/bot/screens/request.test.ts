import { expect, test } from '@jest/globals'
import { renderReasons, renderRequest } from '../../../src/bot/admin/bookings/decide-request.ts'
import { renderBooked } from '../../../src/bot/client/booking/book.ts'
import { renderMoved } from '../../../src/bot/client/booking/confirm-move.ts'
import { createNoticeRenderer } from '../../../src/bot/notices/render-notice.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import { en, mine, ru, seen, visit, halfPastTen } from './examples.ts'
import type { DecisionNotice } from '../../../src/usecases/notice.ts'

const render = createNoticeRenderer(createI18n())
const pending = visit({ status: 'pending', pendingFor: 'approval' })
const request = { visit: pending, clientName: 'Анна <Ann>', clientPhone: '+79161234567' }
const toStaff = { by: null, opensCard: true }
const nobodyElse = { ok: true, others: 0, bookingId: null } as const
const waysOn = {
  ru: [['Открыть запись → bk.15.rq~15'], ['Панель → adm']],
  en: [['Open booking → bk.15.rq~15'], ['Panel → adm']],
}
const aDayBefore = new Date(halfPastTen.getTime() - 24 * 60 * 60_000)

const inRussian = ['<b>✂️ Стрижка</b>', 'Суббота, 14 марта, 10:30', 'Специалист: Мария', '1 ч · 1 500 ₽']
const inEnglish = ['<b>✂️ Стрижка</b>', 'Saturday, 14 March, 10:30', 'With Мария', '1 h · ₽1,500']
const decide = {
  ru: [['Подтвердить → rqok.15.3 (success)', 'Отклонить → rqno.15.3']],
  en: [['Confirm → rqok.15.3 (success)', 'Decline → rqno.15.3']],
}

test('a booking that waits is done for now, without a calendar', () => {
  expect(seen(renderBooked(mine(pending), ru))).toEqual({
    text: [
      '<b>Держим это время за вами</b>\nПодтвердим запись и сразу напишем сюда.',
      '',
      ...inRussian,
      'Адрес: Тверская, 1',
    ].join('\n'),
    keyboard: [['Повторять → rep.15'], ['Мои записи → my.upcoming.0']],
  })
  expect(seen(renderBooked(mine(pending), en))).toEqual({
    text: [
      '<b>We’re holding this time for you</b>\nWe’ll write here as soon as it’s confirmed.',
      '',
      ...inEnglish,
      'Address: Тверская, 1',
    ].join('\n'),
    keyboard: [['Repeat → rep.15'], ['My bookings → my.upcoming.0']],
  })
})

test('a move that waits says so', () => {
  expect(renderMoved(mine(pending), aDayBefore, ru).text).toMatch(/^<b>Держим за вами новое время<\/b>/)
  expect(renderMoved(mine(pending), aDayBefore, en).text).toMatch(
    /^<b>We’re holding the new time for you<\/b>/,
  )
})

test('staff decide on the notice of a booking, and on that of a move', () => {
  const about = { ...toStaff, visit: pending, clientName: 'Анна', reason: null, decides: true }
  const booked = { ...about, kind: 'visit_booked', movedFrom: null } as const
  const moved = { ...about, kind: 'visit_moved', movedFrom: { startsAt: aDayBefore } } as const
  expect(seen(render(booked, 'ru'))).toEqual({
    text: ['<b>Новая запись ждёт подтверждения</b>', '', ...inRussian, 'Клиент: Анна'].join('\n'),
    keyboard: [...decide.ru, ['Открыть запись → bk.15']],
  })
  expect(seen(render(booked, 'en'))).toEqual({
    text: ['<b>A new booking awaits confirmation</b>', '', ...inEnglish, 'Client: Анна'].join('\n'),
    keyboard: [...decide.en, ['Open booking → bk.15']],
  })
  expect(render(moved, 'ru').text).toMatch(/^<b>Запись перенесена и ждёт подтверждения<\/b>/)
  expect(seen(render(moved, 'en')).keyboard).toEqual([...decide.en, ['Open booking → bk.15']])
})

test('a specialist who lost a waiting visit to another hears of the move, and decides nothing', () => {
  const moved = {
    kind: 'visit_moved',
    visit: pending,
    clientName: 'Анна',
    by: null,
    opensCard: false,
    movedFrom: { startsAt: aDayBefore },
    reason: null,
    decides: false,
  } as const
  expect(seen(render(moved, 'ru'))).toEqual({
    text: expect.stringMatching(/^<b>Запись перенесена<\/b>/),
    keyboard: [],
  })
  expect(seen(render(moved, 'en'))).toEqual({
    text: expect.stringMatching(/^<b>Booking moved<\/b>/),
    keyboard: [],
  })
})

test('a request shows the client with their phone', () => {
  const client = ['Клиент: Анна &lt;Ann&gt;', 'Телефон: +7 916 123 45 67']
  expect(seen(renderRequest(request, nobodyElse, ru))).toEqual({
    text: ['<b>Новая запись ждёт подтверждения</b>', '', ...inRussian, ...client].join('\n'),
    keyboard: [...decide.ru, ...waysOn.ru],
  })
  expect(seen(renderRequest({ ...request, clientPhone: null }, nobodyElse, en))).toEqual({
    text: ['<b>A new booking awaits confirmation</b>', '', ...inEnglish, 'Client: Анна &lt;Ann&gt;'].join(
      '\n',
    ),
    keyboard: [...decide.en, ...waysOn.en],
  })
})

test.each([
  ['confirmed', 'Эта запись уже подтверждена', 'This booking is already confirmed'],
  ['cancelled', 'Эта запись уже не ждёт ответа', 'This booking no longer awaits an answer'],
] as const)('a request that is %s is decided no more, and leads on', (status, russian, english) => {
  const decided = { ...request, visit: visit({ status }) }
  expect(seen(renderRequest(decided, nobodyElse, ru))).toEqual({
    text: expect.stringContaining(russian),
    keyboard: waysOn.ru,
  })
  expect(seen(renderRequest(decided, nobodyElse, en))).toEqual({
    text: expect.stringContaining(english),
    keyboard: waysOn.en,
  })
})

test('a request leads to the next one', () => {
  const first = (others: number, t: typeof ru) =>
    seen(renderRequest({ ...request, visit: visit() }, { ok: true, others, bookingId: 77 }, t)).keyboard[0]
  expect([1, 2, 5].map((others) => first(others, ru))).toEqual([
    ['Следующая, ждёт ещё 1 → rq.25'],
    ['Следующая, ждут ещё 2 → rq.25'],
    ['Следующая, ждут ещё 5 → rq.25'],
  ])
  expect(first(1, en)).toEqual(['Next, 1 more waits → rq.25'])
})

test('a decline may be given a reason', () => {
  expect(seen(renderReasons(request, ru)).keyboard).toEqual([
    ['Не успеваем → rqnook.15.3.no_time'],
    ['Специалист не работает → rqnook.15.3.specialist_away'],
    ['Попросить позвонить → rqnook.15.3.call_us'],
    ['Без причины → rqnook.15.3.'],
    ['‹ Назад → rq.15'],
  ])
  expect(seen(renderReasons(request, en)).keyboard).toEqual([
    ['Too busy → rqnook.15.3.no_time'],
    ['Specialist is away → rqnook.15.3.specialist_away'],
    ['Ask them to call → rqnook.15.3.call_us'],
    ['No reason → rqnook.15.3.'],
    ['‹ Back → rq.15'],
  ])
})

function decision(
  kind: DecisionNotice['kind'],
  to: DecisionNotice['to'],
  reason: DecisionNotice['reason'] = null,
) {
  return {
    ...toStaff,
    kind,
    to,
    visit: visit(),
    clientName: 'Анна',
    reason,
    begun: false,
    moved: false,
  } as const
}

test.each([
  [
    'request_approved',
    null,
    '<b>Запись подтверждена. Ждём вас!</b>',
    '<b>Your booking is confirmed. See you then!</b>',
  ],
  [
    'request_declined',
    null,
    '<b>К сожалению, записать вас на это время не получится</b>',
    '<b>Sorry, we can’t see you at that time</b>',
  ],
  [
    'request_declined',
    'call_us',
    '<b>К сожалению, записать вас на это время не получится</b>\nДавайте подберём время вместе.\nПозвоните нам: +7 495 123 45 67.',
    '<b>Sorry, we can’t see you at that time</b>\nLet’s find a time together.\nPlease call us: +7 495 123 45 67.',
  ],
  [
    'request_expired',
    null,
    '<b>К сожалению, мы не успели подтвердить эту запись</b>\nДавайте подберём время ещё раз.',
    '<b>Sorry, we didn’t get round to confirming this booking</b>\nLet’s find a time again.',
  ],
] as const)('the client hears of %s (%s)', (kind, reason, russian, english) => {
  const address = { ru: ['Адрес: Тверская, 1'], en: ['Address: Тверская, 1'] }
  const end = (locale: 'ru' | 'en') => (kind === 'request_approved' ? address[locale] : [])
  expect(seen(render(decision(kind, 'client', reason), 'ru')).text).toBe(
    [russian, '', ...inRussian, ...end('ru')].join('\n'),
  )
  expect(seen(render(decision(kind, 'client', reason), 'en')).text).toBe(
    [english, '', ...inEnglish, ...end('en')].join('\n'),
  )
})

test('a hold that ended with the start offers no time that has passed', () => {
  const expired = { ...decision('request_expired', 'client'), begun: true }
  const text = (locale: 'ru' | 'en') => seen(render(expired, locale)).text.split('\n')[1]
  expect([text('ru'), text('en')]).toEqual(['Давайте подберём другое время.', 'Let’s find another time.'])
})

test('after the answer the client goes on from there', () => {
  expect(seen(render(decision('request_approved', 'client'), 'ru')).keyboard).toEqual([
    ['Открыть запись → b.15'],
    ['Добавить в календарь → ics.15'],
  ])
  expect(seen(render(decision('request_declined', 'client'), 'ru')).keyboard[0]?.[0]).toContain(
    'Записаться снова',
  )
})

test.each([
  ['request_approved', '<b>Запись подтверждена</b>', '<b>Booking confirmed</b>'],
  ['request_declined', '<b>Запись отклонили</b>', '<b>Booking declined</b>'],
  [
    'request_expired',
    '<b>Запись не подтвердили вовремя, она отменена</b>',
    '<b>The booking wasn’t confirmed in time and is cancelled</b>',
  ],
] as const)('staff who did not decide hear of %s', (kind, russian, english) => {
  const client = { ru: 'Клиент: Анна', en: 'Client: Анна' }
  expect(seen(render(decision(kind, 'staff'), 'ru'))).toEqual({
    text: [russian, '', ...inRussian, client.ru].join('\n'),
    keyboard: [['Открыть запись → bk.15']],
  })
  expect(seen(render(decision(kind, 'staff'), 'en'))).toEqual({
    text: [english, '', ...inEnglish, client.en].join('\n'),
    keyboard: [['Open booking → bk.15']],
  })
})
