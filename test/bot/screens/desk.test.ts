import { expect, test } from '@jest/globals'
import { renderPartChange } from '../../../src/bot/admin/bookings/change-part.ts'
import { renderServedSummary } from '../../../src/bot/admin/bookings/served-summary.ts'
import { cardText } from '../../../src/bot/admin/bookings/card-text.ts'
import { takenText } from '../../../src/bot/admin/bookings/unusual-text.ts'
import { renderClients } from '../../../src/bot/admin/new-booking/choose-client.ts'
import { renderChangedByUs } from '../../../src/bot/notices/changed-by-us.ts'
import type { StaffBooking } from '../../../src/usecases/require-staff-booking.ts'
import { date, en, halfPastTen, part, ru, seen, visit } from './examples.ts'

const noon = new Date('2026-03-14T09:00:00Z')
const atNoon = visit({ startsAt: noon, endsAt: new Date('2026-03-14T10:00:00Z') })

const booking: StaffBooking = {
  visit: visit(),
  clientId: 5,
  clientName: 'Анна',
  clientPhone: null,
  username: null,
  inBot: true,
  arrived: false,
  cancelReason: null,
  cancelledBy: null,
  review: null,
  history: [],
  changeable: true,
  now: halfPastTen,
}

test('the history names the client’s promise as the button that they tapped', () => {
  const promised: StaffBooking['history'][number] = {
    ...{ at: noon, by: 'client', staffName: null, action: 'booking.confirm_attendance' },
    ...{ changed: null, from: null, to: null, stars: null },
  }
  expect(cardText({ ...booking, history: [promised] }, ru)).toMatch(/: ответ «приду» \(клиент\)$/)
})

const nobody = {
  ...{ name: '', username: null, phone: null, telegramId: null, bannedAt: null, lastVisitAt: null },
}

const served = {
  ...{ client: { id: 5, name: 'Анна' }, reachable: true, unusual: [], staffId: 2 },
} as const

const start = {
  ...{ serviceIds: [], staffId: 2, movingBookingId: 41, clientId: 5 },
  ...{ date: date('2026-03-14'), page: 0, startsAt: noon },
}

const summary = {
  ...{
    ...atNoon,
    ok: true as const,
    anySpecialist: false,
    priceVaries: false,
    needsApproval: false,
    fingerprint: 77,
  },
  ...{ unchangeableWithinHours: null, seatsLeft: null, served: null },
}

test.each([
  {
    shows: 'the client a visit that the business moved',
    screen: (t: typeof ru) =>
      renderChangedByUs(
        { kind: 'moved_by_us', visit: atNoon, movedFrom: { startsAt: halfPastTen }, changeable: true },
        t,
      ),
    inRussian: {
      text: [
        '<b>Мы перенесли вашу запись</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Было: <s>суббота, 14 марта, 10:30</s>',
        'Теперь: <b>суббота, 14 марта, 12:00</b>',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        '',
        'Если новое время не подходит, выберите другое или отмените запись.',
      ].join('\n'),
      keyboard: [['Я приду → come.15.3 (success)'], ['Перенести → mv.15', 'Отменить → cx.15']],
    },
    inEnglish: {
      text: [
        '<b>We have moved your visit</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Was: <s>Saturday, 14 March, 10:30</s>',
        'Now: <b>Saturday, 14 March, 12:00</b>',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        '',
        'If the new time doesn’t suit you, choose another one or cancel.',
      ].join('\n'),
      keyboard: [['I’ll be there → come.15.3 (success)'], ['Move → mv.15', 'Cancel → cx.15']],
    },
  },
  {
    shows: 'a move to an unusual time',
    screen: (t: typeof ru) =>
      renderServedSummary(
        { ...summary, moving: visit() },
        { ...served, unusual: ['outside_hours', 'client_busy'] },
        start,
        t,
      ),
    inRussian: {
      text: [
        '<b>Переносим запись?</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Было: <s>суббота, 14 марта, 10:30</s>',
        'Станет: <b>суббота, 14 марта, 12:00</b>',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Клиент: Анна',
        '',
        '<b>Обратите внимание</b>',
        '— это вне рабочих часов',
        '— у клиента в это время уже есть другая запись',
      ].join('\n'),
      keyboard: [
        ['Всё равно перенести → bkmv.15.3.5.2.fu6.0.hlj30.x (danger)'],
        ['Перенести, как договорились → bkma.15.3.5.2.fu6.0.hlj30.x'],
        ['‹ Другое время → day..2.15.5.fu6.0', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Move this booking?</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Was: <s>Saturday, 14 March, 10:30</s>',
        'New time: <b>Saturday, 14 March, 12:00</b>',
        'With Мария',
        '1 h · ₽1,500',
        'Client: Анна',
        '',
        '<b>Please note</b>',
        '— this is outside the working hours',
        '— the client has another visit at this time',
      ].join('\n'),
      keyboard: [
        ['Move it anyway → bkmv.15.3.5.2.fu6.0.hlj30.x (danger)'],
        ['Move it, as agreed with the client → bkma.15.3.5.2.fu6.0.hlj30.x'],
        ['‹ Another time → day..2.15.5.fu6.0', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'another specialist at another price',
    screen: (t: typeof ru) =>
      renderPartChange(
        {
          ok: true,
          booking,
          changed: visit({
            staffName: 'Ольга',
            priceMinor: 200_000,
            parts: [part({ staffId: 3, staffName: 'Ольга', priceMinor: 200_000 })],
          }),
          unusual: [],
        },
        { bookingId: 41, part: 0, serviceId: 7, staffId: 3 },
        t,
      ),
    inRussian: {
      text: [
        '<b>Изменить запись?</b>',
        '',
        'Было: <s>✂️ Стрижка</s>',
        'Раньше: Мария · 1 ч · 1 500 ₽',
        '',
        'Станет:',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Ольга',
        '1 ч · 2 000 ₽',
        'Клиент: Анна',
      ].join('\n'),
      keyboard: [['Изменить → bkpk.15.0.3.7.3.0 (success)'], ['‹ Назад → bk.15', 'Панель → adm']],
    },
    inEnglish: {
      text: [
        '<b>Change the booking?</b>',
        '',
        'It was: <s>✂️ Стрижка</s>',
        'Before: Мария · 1 h · ₽1,500',
        '',
        'It will be:',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Ольга',
        '1 h · ₽2,000',
        'Client: Анна',
      ].join('\n'),
      keyboard: [['Change → bkpk.15.0.3.7.3.0 (success)'], ['‹ Back → bk.15', 'Panel → adm']],
    },
  },
  {
    shows: 'whom a search found',
    screen: (t: typeof ru) =>
      renderClients(
        {
          ...{ ok: true, page: 0, pages: 1, total: 2, more: true, zone: 'Europe/Moscow' },
          clients: [
            { ...nobody, id: 5, name: 'Анна <b>', phone: '+79161234567' },
            { ...nobody, id: 6, username: 'vika' },
          ],
        },
        '<анна>',
        t,
        { asks: true },
      ),
    inRussian: {
      text: 'Нашлись по запросу «&lt;анна&gt;»:\n\nЭто не все. Чтобы найти остальных, уточните запрос.',
      keyboard: [
        ['Анна <b> · +7 916 123 45 67 → nbc.5'],
        ['без имени · @vika → nbc.6'],
        ['Найти → nbq.find', 'Новый клиент → nbq.enter'],
        ['‹ Назад → nb.0', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: 'Found for “&lt;анна&gt;”:\n\nThere are others. To find them, be more precise.',
      keyboard: [
        ['Анна <b> · +7 916 123 45 67 → nbc.5'],
        ['no name · @vika → nbc.6'],
        ['Find → nbq.find', 'New client → nbq.enter'],
        ['‹ Back → nb.0', 'Panel → adm'],
      ],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test('names whose time it is, and nobody whom one may not know', () => {
  const taken = [
    { visit: visit(), clientName: 'Анна' },
    { visit: atNoon, clientName: '' },
  ]
  expect(takenText(taken, ru)).toBe(
    '<b>Это время занято</b>\n10:30–11:30: Анна · ✂️ Стрижка · Мария\n12:00–13:00: ✂️ Стрижка · Мария',
  )
  expect(takenText(taken, en)).toContain('<b>This time is taken</b>')
})

test('nobody is offered to tell a client who can’t be told', () => {
  const away = { ...served, reachable: false }
  expect(seen(renderServedSummary({ ...summary, moving: visit() }, away, start, ru)).keyboard[1]).toEqual([
    '‹ Другое время → day..2.15.5.fu6.0',
    'Панель → adm',
  ])
})

test('a client whom only others know is called by their phone, as people write it', () => {
  const unnamed = { ...served, client: { id: 5, name: null, phone: '+79990001122' } }
  expect(seen(renderServedSummary({ ...summary, moving: null }, unnamed, start, ru)).text).toContain(
    'Клиент: +7 999 000 11 22',
  )
})
