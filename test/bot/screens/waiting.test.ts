import { expect, test } from '@jest/globals'
import { renderMyBookings } from '../../../src/bot/client/my-bookings/my-bookings.ts'
import {
  renderOver,
  renderOverlap,
  renderRefused,
} from '../../../src/bot/client/waiting-list/answer-offer.ts'
import { renderEntry } from '../../../src/bot/client/waiting-list/entry.ts'
import { renderDays, renderJoined } from '../../../src/bot/client/waiting-list/join.ts'
import { renderOffer, renderOfferExpired } from '../../../src/bot/notices/offer.ts'
import type { WaitingCard } from '../../../src/usecases/waiting-card.ts'
import { date, en, ru, seen, visit } from './examples.ts'

const now = new Date('2026-03-10T07:30:00Z')
const until = new Date('2026-03-10T08:00:00Z')
const wish = { serviceId: 7, staffId: 2, full: 'day', date: date('2026-03-14') } as const

function card(changes: Partial<WaitingCard> = {}): WaitingCard {
  return {
    entryId: 5,
    serviceId: 7,
    serviceName: 'Стрижка <b>',
    serviceEmoji: '✂️',
    staffId: 2,
    staffName: 'Мария',
    from: date('2026-03-14'),
    to: date('2026-03-14'),
    ...changes,
  }
}

test.each([
  {
    shows: 'the days after a full day',
    screen: (t: typeof ru) => renderDays('✂️ Стрижка', wish, t),
    inRussian: {
      text: '<b>✂️ Стрижка</b>\nЕсли место освободится, напишем вам и придержим его. Какие дни вам подходят?',
      keyboard: [
        ['Суббота, 14 марта → waitok.7.2.day.fu6.day'],
        ['9–15 марта → waitok.7.2.day.fu6.week'],
        ['Любой день → waitok.7.2.day.fu6.any'],
        ['‹ Назад → day.7.2...fu6.0'],
      ],
    },
    inEnglish: {
      text: '<b>✂️ Стрижка</b>\nIf a time opens up, we’ll write to you and hold it. Which days suit you?',
      keyboard: [
        ['Saturday, 14 March → waitok.7.2.day.fu6.day'],
        ['9–15 March → waitok.7.2.day.fu6.week'],
        ['Any day → waitok.7.2.day.fu6.any'],
        ['‹ Back → day.7.2...fu6.0'],
      ],
    },
  },
  {
    shows: 'what will happen',
    screen: (t: typeof ru) => renderJoined({ ok: true, card: card(), offerMinutes: 21 }, t),
    inRussian: {
      text: '<b>Напишем, если освободится</b>\n\n✂️ Стрижка &lt;b&gt;\nСпециалист: Мария\nСуббота, 14 марта\n\nКак только место освободится, пришлём сообщение и придержим его для вас на 21 минуту. Запишетесь раньше сами — из листа ожидания вычеркнем.',
      keyboard: [['Мои записи → my.upcoming.0'], ['Больше не ждать → weno.5']],
    },
    inEnglish: {
      text: '<b>We’ll tell you if a time opens up</b>\n\n✂️ Стрижка &lt;b&gt;\nWith Мария\nSaturday, 14 March\n\nAs soon as a time opens up we’ll send you a message and hold it for 21 minutes. If you book before that, you’ll stop waiting.',
      keyboard: [['My bookings → my.upcoming.0'], ['Stop waiting → weno.5']],
    },
  },
  {
    shows: 'how long a place is held, in hours',
    screen: (t: typeof ru) => {
      const { text } = renderJoined({ ok: true, card: card(), offerMinutes: 120 }, t)
      return { text: text.split('\n\n').at(-1)!, keyboard: [] }
    },
    inRussian: {
      text: 'Как только место освободится, пришлём сообщение и придержим его для вас на 2 часа. Запишетесь раньше сами — из листа ожидания вычеркнем.',
      keyboard: [],
    },
    inEnglish: {
      text: 'As soon as a time opens up we’ll send you a message and hold it for 2 hours. If you book before that, you’ll stop waiting.',
      keyboard: [],
    },
  },
  {
    shows: 'an entry of several days with anybody',
    screen: (t: typeof ru) =>
      renderEntry(
        {
          ok: true,
          card: card({ staffName: null, from: date('2026-03-10'), to: date('2026-03-15') }),
          offer: null,
        },
        now,
        t,
      ),
    inRussian: {
      text: '<b>Вы ждёте свободное место</b>\n\n✂️ Стрижка &lt;b&gt;\n10–15 марта\n\nНапишем, как только место освободится. Запишетесь раньше сами — из листа ожидания вычеркнем.',
      keyboard: [['Больше не ждать → weno.5'], ['‹ Мои записи → my.upcoming.0']],
    },
    inEnglish: {
      text: '<b>You’re waiting for a free place</b>\n\n✂️ Стрижка &lt;b&gt;\n10–15 March\n\nWe’ll write as soon as a time opens up. If you book before that, you’ll stop waiting.',
      keyboard: [['Stop waiting → weno.5'], ['‹ My bookings → my.upcoming.0']],
    },
  },
  {
    shows: 'entries among the bookings',
    screen: (t: typeof ru) => {
      const waiting = [card(), card({ entryId: 6, from: date('2026-03-10'), to: date('2026-06-08') })]
      return renderMyBookings({ visits: [], waiting, page: 0, pages: 1 }, 'upcoming', t)
    },
    inRussian: {
      text: 'Сейчас у вас нет записей. Выберем время?',
      keyboard: [
        ['Жду: сб, 14 марта · ✂️ Стрижка <b> → we.5'],
        ['Жду: любой день до 8 июня · ✂️ Стрижка <b> → we.6'],
        ['Записаться → book', 'История записей → my.past.0'],
      ],
    },
    inEnglish: {
      text: 'You have no bookings right now. Shall we find a time?',
      keyboard: [
        ['Waiting: Sat, 14 March · ✂️ Стрижка <b> → we.5'],
        ['Waiting: any day until 8 June · ✂️ Стрижка <b> → we.6'],
        ['Book → book', 'Booking history → my.past.0'],
      ],
    },
  },
  {
    shows: 'an offer',
    screen: (t: typeof ru) => renderOffer({ kind: 'offer', now, until, visit: visit() }, t),
    inRussian: {
      text: '<b>Освободилось время!</b>\nДержим его для вас до 11:00.\n\n<b>✂️ Стрижка</b>\nСуббота, 14 марта, 10:30\nСпециалист: Мария\n1 ч · 1 500 ₽\nАдрес: Тверская, 1',
      keyboard: [['Записаться → take.15 (success)'], ['Не подходит → pass.15']],
    },
    inEnglish: {
      text: '<b>A place is free!</b>\nWe’re holding it for you until 11:00.\n\n<b>✂️ Стрижка</b>\nSaturday, 14 March, 10:30\nWith Мария\n1 h · ₽1,500\nAddress: Тверская, 1',
      keyboard: [['Book it → take.15 (success)'], ['It doesn’t suit me → pass.15']],
    },
  },
  {
    shows: 'an offer that ran out',
    screen: (t: typeof ru) => renderOfferExpired({ kind: 'offer_expired', visit: visit() }, t),
    inRussian: {
      text: '<b>Мы больше не держим это время</b>\nНе успели — не страшно: освободится другое, и мы напишем.\n\n<b>✂️ Стрижка</b>\nСуббота, 14 марта, 10:30\nСпециалист: Мария\n1 ч · 1 500 ₽',
      keyboard: [],
    },
    inEnglish: {
      text: '<b>We’re no longer holding this time</b>\nNo worries if you missed it: if another opens up, we’ll write.\n\n<b>✂️ Стрижка</b>\nSaturday, 14 March, 10:30\nWith Мария\n1 h · ₽1,500',
      keyboard: [],
    },
  },
  {
    shows: 'the buttons of an old offer',
    screen: (t: typeof ru) => renderOver(visit(), t),
    inRussian: {
      text: '<b>Это время мы уже не держим</b>\nЗагляните в календарь: может быть, оно ещё свободно.\n\n<b>✂️ Стрижка</b>\nСуббота, 14 марта, 10:30\nСпециалист: Мария\n1 ч · 1 500 ₽',
      keyboard: [['Открыть календарь → day.7.2...fu6.0']],
    },
    inEnglish: {
      text: '<b>We’re no longer holding this time</b>\nHave a look at the calendar: it may still be free.\n\n<b>✂️ Стрижка</b>\nSaturday, 14 March, 10:30\nWith Мария\n1 h · ₽1,500',
      keyboard: [['Open the calendar → day.7.2...fu6.0']],
    },
  },
  {
    shows: 'a no',
    screen: (t: typeof ru) => renderRefused(card(), t),
    inRussian: {
      text: '<b>Хорошо, предложим это время другим</b>\nОсвободится что-то ещё — напишем вам.',
      keyboard: [['Больше не ждать → weno.5'], ['Мои записи → my.upcoming.0']],
    },
    inEnglish: {
      text: '<b>All right, we’ll offer this time to others</b>\nIf another opens up, we’ll write.',
      keyboard: [['Stop waiting → weno.5'], ['My bookings → my.upcoming.0']],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test('a month that is full asks for the month', () => {
  const { keyboard } = seen(renderDays('Стрижка', { ...wish, full: 'month' }, ru))
  expect(keyboard).toEqual([
    ['Март целиком → waitok.7.2.month.fu6.month'],
    ['Любой день → waitok.7.2.month.fu6.any'],
    ['‹ Назад → cal.7.2...ire'],
  ])
})

test('an offer until another day tells the day; one beside another visit can still be answered', () => {
  const tomorrow = new Date('2026-03-11T06:00:00Z')
  const { text } = seen(renderOffer({ kind: 'offer', now, until: tomorrow, visit: visit() }, ru))
  expect(text).toContain('до ср, 11 марта, 09:00.')
  const offer = { visit: visit(), until }
  expect(seen(renderEntry({ ok: true, card: card(), offer }, now, ru)).keyboard).toEqual([
    ['Записаться → take.15 (success)'],
    ['Не подходит → pass.15'],
    ['Больше не ждать → weno.5'],
    ['‹ Мои записи → my.upcoming.0'],
  ])
  expect(seen(renderOverlap(visit(), ru)).text).toMatch(/^В это время у вас уже есть другая запись/)
  expect(seen(renderRefused(null, en)).keyboard).toEqual([['My bookings → my.upcoming.0']])
})
