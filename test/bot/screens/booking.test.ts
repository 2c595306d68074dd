import { describe, expect, test } from '@jest/globals'
import { renderNoServices, renderServices } from '../../../src/bot/client/booking/choose-service.ts'
import { renderSpecialists } from '../../../src/bot/client/booking/choose-specialist.ts'
import { renderMonth } from '../../../src/bot/client/booking/choose-day.ts'
import { renderTimes } from '../../../src/bot/client/booking/choose-time.ts'
import { renderSummary } from '../../../src/bot/client/booking/summary.ts'
import { renderBooked } from '../../../src/bot/client/booking/book.ts'
import { renderBanned } from '../../../src/bot/client/booking/refuse-to-book.ts'
import { renderMoved } from '../../../src/bot/client/booking/confirm-move.ts'
import { renderRefusal } from '../../../src/bot/client/booking/refuse.ts'
import {
  en,
  labels,
  mine,
  part,
  ru,
  seen,
  visit,
  haircut,
  halfPastTen,
  start,
  days,
  date,
  month,
} from './examples.ts'

const target = { serviceIds: [7], staffId: 2, movingBookingId: null, clientId: null }
const moving = { serviceIds: [7], staffId: 2, movingBookingId: 41, clientId: null }
const maria = { id: 2, name: 'Мария', durationMin: 60, priceMinor: 150_000 }
const olga = { ...maria, id: 3, name: 'Ольга' }
const chosen = { date: date('2026-03-14'), page: 1, startsAt: halfPastTen }
const offered = {
  ok: true as const,
  parts: [part()],
  staffName: 'Мария',
  anySpecialist: false,
  startsAt: halfPastTen,
  endsAt: new Date('2026-03-14T08:30:00Z'),
  durationMin: 60,
  priceMinor: 150_000,
  priceVaries: false,
  fingerprint: 77,
  needsApproval: false,
  unchangeableWithinHours: null,
  seatsLeft: null,
  currency: 'RUB',
  zone: 'Europe/Moscow',
  address: 'Тверская, 1',
  moving: null,
  served: null,
}
const aDayBefore = new Date('2026-03-13T07:30:00Z')
const aDay = {
  ok: true as const,
  services: [haircut],
  chosen: null,
  zone: 'Europe/Moscow',
  date: date('2026-03-14'),
  starts: [],
  nextFreeDay: null,
  moving: null,
}

test.each([
  {
    shows: 'services with minutes and price, long names cut',
    screen: (t: typeof ru) =>
      renderServices(
        {
          services: [
            haircut,
            { ...haircut, id: 8, name: 'Очень '.repeat(12), emoji: null, durationMin: 90, priceMinor: null },
          ],
          currency: 'RUB',
        },
        t,
      ),
    inRussian: {
      text: ['На что вас записать?'].join('\n'),
      keyboard: [
        ['✂️ Стрижка · 1 ч · 1 500 ₽ → svc.7.'],
        ['Очень Очень Очень Очень Очень Очень… · 1 ч 30 мин → svc.8.'],
        ['Несколько услуг сразу → pick...0'],
      ],
    },
    inEnglish: {
      text: ['What would you like to book?'].join('\n'),
      keyboard: [
        ['✂️ Стрижка · 1 h · ₽1,500 → svc.7.'],
        ['Очень Очень Очень Очень Очень Очень… · 1 h 30 min → svc.8.'],
        ['Several services → pick...0'],
      ],
    },
  },
  {
    shows: 'nothing to book yet',
    screen: (t: typeof ru) => renderNoServices(false, null, t),
    inRussian: { text: ['Услуг для записи пока нет. Загляните чуть позже.'].join('\n'), keyboard: [] },
    inEnglish: {
      text: ['There’s nothing to book just yet. Please check back a little later.'].join('\n'),
      keyboard: [],
    },
  },
  {
    shows: 'nothing to book yet, to whoever may add it',
    screen: (t: typeof ru) => renderNoServices(true, null, t),
    inRussian: {
      text: 'Ваш бот для записи почти готов! Добавьте первую услугу (название, длительность и цену), и клиенты смогут записываться прямо здесь.',
      keyboard: [['Добавить услугу → dlg.add_service (primary)']],
    },
    inEnglish: {
      text: 'Your booking bot is almost ready! Add your first service (a name, how long it takes and a price), and clients can book right here.',
      keyboard: [['Add a service → dlg.add_service (primary)']],
    },
  },
  {
    shows: 'nothing to book a client for yet, to whoever may add it',
    screen: (t: typeof ru) => renderNoServices(true, 5, t),
    inRussian: {
      text: 'Записывать пока не на что. Добавьте первую услугу.',
      keyboard: [['Добавить услугу → dlg.add_service (primary)'], ['Панель → adm']],
    },
    inEnglish: {
      text: 'There is nothing to book yet. Add the first service.',
      keyboard: [['Add a service → dlg.add_service (primary)'], ['Panel → adm']],
    },
  },
  {
    shows: 'nothing to book a client for yet, to a specialist',
    screen: (t: typeof ru) => renderNoServices(false, 5, t),
    inRussian: {
      text: 'Записывать пока не на что: услуг ещё нет. Их добавляет администратор.',
      keyboard: [['Панель → adm']],
    },
    inEnglish: {
      text: 'There is nothing to book yet: no services. An administrator adds them.',
      keyboard: [['Panel → adm']],
    },
  },
  {
    shows: 'a service that nobody can book a client for',
    screen: (t: typeof ru) =>
      renderRefusal('staff_gone', { serviceIds: [7], staffId: null, movingBookingId: null, clientId: 5 }, t),
    inRussian: {
      text: 'Эту услугу сейчас никто не делает. Кто её делает, отмечают в разделах «Услуги» и «Специалисты».',
      keyboard: [['Выбрать услугу → svcs.5.0'], ['Панель → adm']],
    },
    inEnglish: {
      text: 'Nobody provides this service at the moment. Choose who does under “Services” or “Specialists”.',
      keyboard: [['Choose a service → svcs.5.0'], ['Panel → adm']],
    },
  },
  {
    shows: 'specialists, prices only where they differ, and details only where there are any',
    screen: (t: typeof ru) =>
      renderSpecialists(
        {
          ok: true,
          services: [haircut],
          specialists: [maria, { ...olga, priceMinor: 200_000 }],
          byAnybody: true,
          withCards: [3],
          currency: 'RUB',
        },
        { serviceIds: [7], movingBookingId: null, clientId: null },
        t,
      ),
    inRussian: {
      text: ['<b>✂️ Стрижка</b>', 'К кому вас записать?'].join('\n'),
      keyboard: [
        ['Любой специалист → cal.7....'],
        ['Мария · 1 500 ₽ → cal.7.2...'],
        ['Ольга · 2 000 ₽ → cal.7.3...', 'Подробнее → who.7.3..'],
        ['‹ Назад → svcs..0'],
      ],
    },
    inEnglish: {
      text: ['<b>✂️ Стрижка</b>', 'Who would you like to see?'].join('\n'),
      keyboard: [
        ['Any specialist → cal.7....'],
        ['Мария · ₽1,500 → cal.7.2...'],
        ['Ольга · ₽2,000 → cal.7.3...', 'Details → who.7.3..'],
        ['‹ Back → svcs..0'],
      ],
    },
  },
  {
    shows: 'who performs what the business has described',
    screen: (t: typeof ru) =>
      renderSpecialists(
        {
          ok: true,
          services: [{ ...haircut, description: 'Мытьё & укладка' }],
          specialists: [maria, olga],
          byAnybody: true,
          withCards: [],
          currency: 'RUB',
        },
        { serviceIds: [7], movingBookingId: null, clientId: null },
        t,
      ),
    inRussian: {
      text: '<b>✂️ Стрижка</b>\nМытьё &amp; укладка\n\nК кому вас записать?',
      keyboard: [
        ['Любой специалист → cal.7....'],
        ['Мария → cal.7.2...'],
        ['Ольга → cal.7.3...'],
        ['‹ Назад → svcs..0'],
      ],
    },
    inEnglish: {
      text: '<b>✂️ Стрижка</b>\nМытьё &amp; укладка\n\nWho would you like to see?',
      keyboard: [
        ['Any specialist → cal.7....'],
        ['Мария → cal.7.2...'],
        ['Ольга → cal.7.3...'],
        ['‹ Back → svcs..0'],
      ],
    },
  },
  {
    shows: 'specialists of one price, for a move',
    screen: (t: typeof ru) =>
      renderSpecialists(
        {
          ok: true,
          services: [haircut],
          specialists: [maria, olga],
          byAnybody: true,
          withCards: [],
          currency: 'RUB',
        },
        { serviceIds: [7], movingBookingId: 41, clientId: null },
        t,
      ),
    inRussian: {
      text: ['<b>✂️ Стрижка</b>', 'К кому вас записать?'].join('\n'),
      keyboard: [
        ['Любой специалист → cal.7..15..'],
        ['Мария → cal.7.2.15..'],
        ['Ольга → cal.7.3.15..'],
        ['‹ Назад → b.15'],
      ],
    },
    inEnglish: {
      text: ['<b>✂️ Стрижка</b>', 'Who would you like to see?'].join('\n'),
      keyboard: [
        ['Any specialist → cal.7..15..'],
        ['Мария → cal.7.2.15..'],
        ['Ольга → cal.7.3.15..'],
        ['‹ Back → b.15'],
      ],
    },
  },
  {
    shows: 'a month with days of every kind',
    screen: (t: typeof ru) =>
      renderMonth(
        {
          ok: true,
          services: [haircut],
          chosen: null,
          month: month('2026-03'),
          days: days('2026-03', {
            1: 'past',
            2: 'past',
            4: 'nearly_full',
            5: 'full',
            8: 'closed',
            31: 'beyond',
          }),
          today: date('2026-03-03'),
          previous: null,
          next: month('2026-04'),
          moving: null,
        },
        target,
        t,
      ),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Март 2026. Какой день вам подходит?',
        '',
        '• почти всё занято   × всё занято',
      ].join('\n'),
      keyboard: [
        ['Пн → nil', 'Вт → nil', 'Ср → nil', 'Чт → nil', 'Пт → nil', 'Сб → nil', 'Вс → nil'],
        [
          '· → nope.ftu.past',
          '[3] → day.7.2...ftv.0',
          '4• → day.7.2...ftw.0',
          '5× → day.7.2...ftx.0',
          '6 → day.7.2...fty.0',
          '7 → day.7.2...ftz.0',
          '· → off.7.2...fu0',
        ],
        [
          '9 → day.7.2...fu1.0',
          '10 → day.7.2...fu2.0',
          '11 → day.7.2...fu3.0',
          '12 → day.7.2...fu4.0',
          '13 → day.7.2...fu5.0',
          '14 → day.7.2...fu6.0',
          '15 → day.7.2...fu7.0',
        ],
        [
          '16 → day.7.2...fu8.0',
          '17 → day.7.2...fu9.0',
          '18 → day.7.2...fua.0',
          '19 → day.7.2...fub.0',
          '20 → day.7.2...fuc.0',
          '21 → day.7.2...fud.0',
          '22 → day.7.2...fue.0',
        ],
        [
          '23 → day.7.2...fuf.0',
          '24 → day.7.2...fug.0',
          '25 → day.7.2...fuh.0',
          '26 → day.7.2...fui.0',
          '27 → day.7.2...fuj.0',
          '28 → day.7.2...fuk.0',
          '29 → day.7.2...ful.0',
        ],
        [
          '30 → day.7.2...fum.0',
          '· → nope.fun.beyond',
          '· → nil',
          '· → nil',
          '· → nil',
          '· → nil',
          '· → nil',
        ],
        ['Апрель › → cal.7.2...irf'],
        ['‹ Назад → spc.7..'],
      ],
    },
    inEnglish: {
      text: ['<b>✂️ Стрижка</b>', 'March 2026. Which day suits you?', '', '• nearly full   × full'].join(
        '\n',
      ),
      keyboard: [
        ['Mon → nil', 'Tue → nil', 'Wed → nil', 'Thu → nil', 'Fri → nil', 'Sat → nil', 'Sun → nil'],
        [
          '· → nope.ftu.past',
          '[3] → day.7.2...ftv.0',
          '4• → day.7.2...ftw.0',
          '5× → day.7.2...ftx.0',
          '6 → day.7.2...fty.0',
          '7 → day.7.2...ftz.0',
          '· → off.7.2...fu0',
        ],
        [
          '9 → day.7.2...fu1.0',
          '10 → day.7.2...fu2.0',
          '11 → day.7.2...fu3.0',
          '12 → day.7.2...fu4.0',
          '13 → day.7.2...fu5.0',
          '14 → day.7.2...fu6.0',
          '15 → day.7.2...fu7.0',
        ],
        [
          '16 → day.7.2...fu8.0',
          '17 → day.7.2...fu9.0',
          '18 → day.7.2...fua.0',
          '19 → day.7.2...fub.0',
          '20 → day.7.2...fuc.0',
          '21 → day.7.2...fud.0',
          '22 → day.7.2...fue.0',
        ],
        [
          '23 → day.7.2...fuf.0',
          '24 → day.7.2...fug.0',
          '25 → day.7.2...fuh.0',
          '26 → day.7.2...fui.0',
          '27 → day.7.2...fuj.0',
          '28 → day.7.2...fuk.0',
          '29 → day.7.2...ful.0',
        ],
        [
          '30 → day.7.2...fum.0',
          '· → nope.fun.beyond',
          '· → nil',
          '· → nil',
          '· → nil',
          '· → nil',
          '· → nil',
        ],
        ['April › → cal.7.2...irf'],
        ['‹ Back → spc.7..'],
      ],
    },
  },
  {
    shows: 'a month to move a visit to',
    screen: (t: typeof ru) =>
      renderMonth(
        {
          ok: true,
          services: [haircut],
          chosen: null,
          month: month('2027-02'),
          days: days('2027-02'),
          today: date('2027-01-31'),
          previous: month('2027-01'),
          next: month('2027-03'),
          moving: visit(),
        },
        moving,
        t,
      ),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Вы записаны на субботу, 14 марта, 10:30',
        '',
        'Февраль 2027. На какой день перенести?',
      ].join('\n'),
      keyboard: [
        ['Пн → nil', 'Вт → nil', 'Ср → nil', 'Чт → nil', 'Пт → nil', 'Сб → nil', 'Вс → nil'],
        [
          '1 → day.7.2.15..g36.0',
          '2 → day.7.2.15..g37.0',
          '3 → day.7.2.15..g38.0',
          '4 → day.7.2.15..g39.0',
          '5 → day.7.2.15..g3a.0',
          '6 → day.7.2.15..g3b.0',
          '7 → day.7.2.15..g3c.0',
        ],
        [
          '8 → day.7.2.15..g3d.0',
          '9 → day.7.2.15..g3e.0',
          '10 → day.7.2.15..g3f.0',
          '11 → day.7.2.15..g3g.0',
          '12 → day.7.2.15..g3h.0',
          '13 → day.7.2.15..g3i.0',
          '14 → day.7.2.15..g3j.0',
        ],
        [
          '15 → day.7.2.15..g3k.0',
          '16 → day.7.2.15..g3l.0',
          '17 → day.7.2.15..g3m.0',
          '18 → day.7.2.15..g3n.0',
          '19 → day.7.2.15..g3o.0',
          '20 → day.7.2.15..g3p.0',
          '21 → day.7.2.15..g3q.0',
        ],
        [
          '22 → day.7.2.15..g3r.0',
          '23 → day.7.2.15..g3s.0',
          '24 → day.7.2.15..g3t.0',
          '25 → day.7.2.15..g3u.0',
          '26 → day.7.2.15..g3v.0',
          '27 → day.7.2.15..g3w.0',
          '28 → day.7.2.15..g3x.0',
        ],
        ['‹ Январь → cal.7.2.15..iro', 'Март › → cal.7.2.15..irq'],
        ['‹ Назад → b.15', 'Другой специалист → spc.7.15.'],
      ],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'You’re booked for Saturday, 14 March, 10:30',
        '',
        'February 2027. Which day shall we move it to?',
      ].join('\n'),
      keyboard: [
        ['Mon → nil', 'Tue → nil', 'Wed → nil', 'Thu → nil', 'Fri → nil', 'Sat → nil', 'Sun → nil'],
        [
          '1 → day.7.2.15..g36.0',
          '2 → day.7.2.15..g37.0',
          '3 → day.7.2.15..g38.0',
          '4 → day.7.2.15..g39.0',
          '5 → day.7.2.15..g3a.0',
          '6 → day.7.2.15..g3b.0',
          '7 → day.7.2.15..g3c.0',
        ],
        [
          '8 → day.7.2.15..g3d.0',
          '9 → day.7.2.15..g3e.0',
          '10 → day.7.2.15..g3f.0',
          '11 → day.7.2.15..g3g.0',
          '12 → day.7.2.15..g3h.0',
          '13 → day.7.2.15..g3i.0',
          '14 → day.7.2.15..g3j.0',
        ],
        [
          '15 → day.7.2.15..g3k.0',
          '16 → day.7.2.15..g3l.0',
          '17 → day.7.2.15..g3m.0',
          '18 → day.7.2.15..g3n.0',
          '19 → day.7.2.15..g3o.0',
          '20 → day.7.2.15..g3p.0',
          '21 → day.7.2.15..g3q.0',
        ],
        [
          '22 → day.7.2.15..g3r.0',
          '23 → day.7.2.15..g3s.0',
          '24 → day.7.2.15..g3t.0',
          '25 → day.7.2.15..g3u.0',
          '26 → day.7.2.15..g3v.0',
          '27 → day.7.2.15..g3w.0',
          '28 → day.7.2.15..g3x.0',
        ],
        ['‹ January → cal.7.2.15..iro', 'March › → cal.7.2.15..irq'],
        ['‹ Back → b.15', 'Another specialist → spc.7.15.'],
      ],
    },
  },
  {
    shows: 'the times of a day by its parts',
    screen: (t: typeof ru) =>
      renderTimes(
        { ...aDay, starts: ['06', '07', '08', '09', '14'].map((hour) => start(`2026-03-14T${hour}:30:00Z`)) },
        target,
        0,
        t,
      ),
    inRussian: {
      text: ['<b>✂️ Стрижка</b>', 'Суббота, 14 марта. Во сколько вам удобно?'].join('\n'),
      keyboard: [
        ['Утро → nil'],
        [
          '09:30 → time.7.2...fu6.0.hliyu',
          '10:30 → time.7.2...fu6.0.hlj0i',
          '11:30 → time.7.2...fu6.0.hlj26',
        ],
        ['День → nil'],
        ['12:30 → time.7.2...fu6.0.hlj3u'],
        ['Вечер → nil'],
        ['17:30 → time.7.2...fu6.0.hljc6'],
        ['‹ Другой день → cal.7.2...ire'],
      ],
    },
    inEnglish: {
      text: ['<b>✂️ Стрижка</b>', 'Saturday, 14 March. What time suits you?'].join('\n'),
      keyboard: [
        ['Morning → nil'],
        [
          '09:30 → time.7.2...fu6.0.hliyu',
          '10:30 → time.7.2...fu6.0.hlj0i',
          '11:30 → time.7.2...fu6.0.hlj26',
        ],
        ['Afternoon → nil'],
        ['12:30 → time.7.2...fu6.0.hlj3u'],
        ['Evening → nil'],
        ['17:30 → time.7.2...fu6.0.hljc6'],
        ['‹ Another day → cal.7.2...ire'],
      ],
    },
  },
  {
    shows: 'places left in a group',
    screen: (t: typeof ru) =>
      renderTimes(
        {
          ...aDay,
          starts: [
            start('2026-03-14T07:00:00Z', { seatsLeft: 5 }),
            start('2026-03-14T08:00:00Z', { seatsLeft: 1 }),
          ],
        },
        target,
        0,
        t,
      ),
    inRussian: {
      text: ['<b>✂️ Стрижка</b>', 'Суббота, 14 марта. Во сколько вам удобно?'].join('\n'),
      keyboard: [
        ['Утро → nil'],
        ['10:00 · 5 мест → time.7.2...fu6.0.hlizo', '11:00 · 1 место → time.7.2...fu6.0.hlj1c'],
        ['‹ Другой день → cal.7.2...ire'],
      ],
    },
    inEnglish: {
      text: ['<b>✂️ Стрижка</b>', 'Saturday, 14 March. What time suits you?'].join('\n'),
      keyboard: [
        ['Morning → nil'],
        ['10:00 · 5 places → time.7.2...fu6.0.hlizo', '11:00 · 1 place → time.7.2...fu6.0.hlj1c'],
        ['‹ Another day → cal.7.2...ire'],
      ],
    },
  },
  {
    shows: 'the doubled hour, after midnight',
    screen: (t: typeof ru) =>
      renderTimes(
        {
          ...aDay,
          zone: 'Europe/Berlin',
          date: date('2026-10-25'),
          starts: [start('2026-10-25T00:30:00Z'), start('2026-10-25T01:30:00Z')],
        },
        target,
        0,
        t,
      ),
    inRussian: {
      text: ['<b>✂️ Стрижка</b>', 'Воскресенье, 25 октября. Во сколько вам удобно?'].join('\n'),
      keyboard: [
        ['Ночь → nil'],
        [
          '02:30 (до перевода часов) → time.7.2...g0f.0.hsgou',
          '02:30 (после перевода часов) → time.7.2...g0f.0.hsgqi',
        ],
        ['‹ Другой день → cal.7.2...irl'],
      ],
    },
    inEnglish: {
      text: ['<b>✂️ Стрижка</b>', 'Sunday, 25 October. What time suits you?'].join('\n'),
      keyboard: [
        ['Night → nil'],
        [
          '02:30 (before the clocks change) → time.7.2...g0f.0.hsgou',
          '02:30 (after the clocks change) → time.7.2...g0f.0.hsgqi',
        ],
        ['‹ Another day → cal.7.2...irl'],
      ],
    },
  },
  {
    shows: 'no time, but on another day',
    screen: (t: typeof ru) => renderTimes({ ...aDay, nextFreeDay: date('2026-03-16') }, target, 0, t),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'В субботу, 14 марта, свободного времени нет.',
        'Ближайший свободный день: понедельник, 16 марта.',
      ].join('\n'),
      keyboard: [
        ['Пн, 16 марта › → day.7.2...fu8.0'],
        ['Сообщить, если освободится → wait.7.2.day.fu6'],
        ['‹ Другой день → cal.7.2...ire'],
      ],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'On Saturday, 14 March, there are no free times.',
        'The next free day is Monday, 16 March.',
      ].join('\n'),
      keyboard: [
        ['Mon, 16 March › → day.7.2...fu8.0'],
        ['Tell me if a time opens up → wait.7.2.day.fu6'],
        ['‹ Another day → cal.7.2...ire'],
      ],
    },
  },
  {
    shows: 'no time at all',
    screen: (t: typeof ru) => renderTimes(aDay, target, 0, t),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'В субботу, 14 марта, свободного времени нет.',
        'В другие дни его пока тоже нет. Загляните чуть позже.',
      ].join('\n'),
      keyboard: [['Сообщить, если освободится → wait.7.2.day.fu6'], ['‹ Другой день → cal.7.2...ire']],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'On Saturday, 14 March, there are no free times.',
        'Nothing on other days either, for now. Please check back a little later.',
      ].join('\n'),
      keyboard: [['Tell me if a time opens up → wait.7.2.day.fu6'], ['‹ Another day → cal.7.2...ire']],
    },
  },
  {
    shows: 'the summary',
    screen: (t: typeof ru) => renderSummary(offered, { ...target, ...chosen }, t),
    inRussian: {
      text: [
        '<b>Проверьте, всё ли верно</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
      ].join('\n'),
      keyboard: [
        ['Подтвердить → ok.7.2.fu6.1.hlj0i.25 (success)'],
        ['Добавить комментарий → note.comment.7.2.fu6.1.hlj0i'],
        ['Кто придёт: я → note.guest.7.2.fu6.1.hlj0i'],
        ['‹ Другое время → day.7.2...fu6.1'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Does everything look right?</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
      ].join('\n'),
      keyboard: [
        ['Confirm → ok.7.2.fu6.1.hlj0i.25 (success)'],
        ['Add a comment → note.comment.7.2.fu6.1.hlj0i'],
        ['Who it’s for: me → note.guest.7.2.fu6.1.hlj0i'],
        ['‹ Another time → day.7.2...fu6.1'],
      ],
    },
  },
  {
    shows: 'the summary with a comment and for somebody else, and a button that tells which',
    screen: (t: typeof ru) =>
      renderSummary(offered, { ...target, ...chosen }, t, {
        comment: 'Аллергия на <лак>',
        guestName: 'Маша & Даша',
        version: 1234,
      }),
    inRussian: {
      text: [
        '<b>Проверьте, всё ли верно</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Придёт: Маша &amp; Даша',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        'Комментарий: <i>Аллергия на &lt;лак&gt;</i>',
      ].join('\n'),
      keyboard: [
        ['Подтвердить → okn.7.2.ya.fu6.1.hlj0i.25 (success)'],
        ['Изменить комментарий → note.comment.7.2.fu6.1.hlj0i'],
        ['Кто придёт: Маша & Даша → note.guest.7.2.fu6.1.hlj0i'],
        ['‹ Другое время → day.7.2...fu6.1'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Does everything look right?</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'For Маша &amp; Даша',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        'Comment: <i>Аллергия на &lt;лак&gt;</i>',
      ].join('\n'),
      keyboard: [
        ['Confirm → okn.7.2.ya.fu6.1.hlj0i.25 (success)'],
        ['Change the comment → note.comment.7.2.fu6.1.hlj0i'],
        ['For Маша & Даша → note.guest.7.2.fu6.1.hlj0i'],
        ['‹ Another time → day.7.2...fu6.1'],
      ],
    },
  },
  {
    shows: 'the summary with any specialist, where prices differ',
    screen: (t: typeof ru) =>
      renderSummary(
        { ...offered, staffName: null, anySpecialist: true, priceVaries: true, address: null },
        { ...target, staffId: null, ...chosen },
        t,
      ),
    inRussian: {
      text: [
        '<b>Проверьте, всё ли верно</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: любой свободный',
        '1 ч · от 1 500 ₽',
      ].join('\n'),
      keyboard: [
        ['Подтвердить → ok.7..fu6.1.hlj0i.25 (success)'],
        ['Добавить комментарий → note.comment.7..fu6.1.hlj0i'],
        ['Кто придёт: я → note.guest.7..fu6.1.hlj0i'],
        ['‹ Другое время → day.7....fu6.1'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Does everything look right?</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With any free specialist',
        '1 h · from ₽1,500',
      ].join('\n'),
      keyboard: [
        ['Confirm → ok.7..fu6.1.hlj0i.25 (success)'],
        ['Add a comment → note.comment.7..fu6.1.hlj0i'],
        ['Who it’s for: me → note.guest.7..fu6.1.hlj0i'],
        ['‹ Another time → day.7....fu6.1'],
      ],
    },
  },
  {
    shows: 'the summary of a move, old and new',
    screen: (t: typeof ru) =>
      renderSummary({ ...offered, moving: visit({ startsAt: aDayBefore }) }, { ...moving, ...chosen }, t),
    inRussian: {
      text: [
        '<b>Переносим запись?</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Было: <s>пятница, 13 марта, 10:30</s>',
        'Станет: <b>суббота, 14 марта, 10:30</b>',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
      ].join('\n'),
      keyboard: [
        ['Перенести → mvok.15.3.2.fu6.1.hlj0i.25 (success)'],
        ['‹ Другое время → day.7.2.15..fu6.1'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Move this booking?</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Was: <s>Friday, 13 March, 10:30</s>',
        'New time: <b>Saturday, 14 March, 10:30</b>',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
      ].join('\n'),
      keyboard: [['Move → mvok.15.3.2.fu6.1.hlj0i.25 (success)'], ['‹ Another time → day.7.2.15..fu6.1']],
    },
  },
  {
    shows: 'done',
    screen: (t: typeof ru) => renderBooked(mine(visit()), t),
    inRussian: {
      text: [
        '<b>Вы записаны. Ждём вас!</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        '',
        'Если планы поменяются, откройте запись: там её можно перенести или отменить.',
      ].join('\n'),
      keyboard: [
        ['Добавить в календарь → ics.15'],
        ['Повторять → rep.15'],
        ['Открыть запись → b.15', 'Мои записи → my.upcoming.0'],
      ],
    },
    inEnglish: {
      text: [
        '<b>You’re booked. See you then!</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        '',
        'If your plans change, open the booking: you can move or cancel it there.',
      ].join('\n'),
      keyboard: [
        ['Add to calendar → ics.15'],
        ['Repeat → rep.15'],
        ['Open booking → b.15', 'My bookings → my.upcoming.0'],
      ],
    },
  },
  {
    shows: 'done so late that nothing can be changed, with as many visits as one may have',
    screen: (t: typeof ru) =>
      renderBooked(mine(visit({ address: null }), { changeable: false, repeatable: false }), t),
    inRussian: {
      text: [
        '<b>Вы записаны. Ждём вас!</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        '',
        'Если что-то не так или планы поменяются, позвоните нам: +7 495 123 45 67. Здесь эту запись уже не перенести и не отменить.',
      ].join('\n'),
      keyboard: [['Добавить в календарь → ics.15'], ['Открыть запись → b.15', 'Мои записи → my.upcoming.0']],
    },
    inEnglish: {
      text: [
        '<b>You’re booked. See you then!</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        '',
        'If something isn’t right or your plans change, please call us: +7 495 123 45 67. It’s too late to move or cancel this booking here.',
      ].join('\n'),
      keyboard: [['Add to calendar → ics.15'], ['Open booking → b.15', 'My bookings → my.upcoming.0']],
    },
  },
  {
    shows: 'moved',
    screen: (t: typeof ru) => renderMoved(mine(visit({ staffName: null, address: null })), aDayBefore, t),
    inRussian: {
      text: [
        '<b>Перенесли. Ждём вас!</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Было: <s>пятница, 13 марта, 10:30</s>',
        'Теперь: <b>суббота, 14 марта, 10:30</b>',
        '1 ч · 1 500 ₽',
        '',
        'Если планы поменяются, откройте запись: там её можно перенести или отменить.',
      ].join('\n'),
      keyboard: [['Добавить в календарь → ics.15'], ['Открыть запись → b.15', 'Мои записи → my.upcoming.0']],
    },
    inEnglish: {
      text: [
        '<b>Moved. See you then!</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Was: <s>Friday, 13 March, 10:30</s>',
        'Now: <b>Saturday, 14 March, 10:30</b>',
        '1 h · ₽1,500',
        '',
        'If your plans change, open the booking: you can move or cancel it there.',
      ].join('\n'),
      keyboard: [['Add to calendar → ics.15'], ['Open booking → b.15', 'My bookings → my.upcoming.0']],
    },
  },
  {
    shows: 'the service is gone',
    screen: (t: typeof ru) => renderRefusal('service_gone', target, t),
    inRussian: {
      text: ['Этой услуги больше нет. Выберите, пожалуйста, другую.'].join('\n'),
      keyboard: [['Выбрать услугу → book']],
    },
    inEnglish: {
      text: ['That service is no longer offered. Please choose another.'].join('\n'),
      keyboard: [['Choose a service → book']],
    },
  },
  {
    shows: 'the specialist is gone',
    screen: (t: typeof ru) => renderRefusal('staff_gone', target, t),
    inRussian: {
      text: ['К этому специалисту больше нельзя записаться. Выберите, пожалуйста, другого.'].join('\n'),
      keyboard: [['Выбрать специалиста → spc.7..']],
    },
    inEnglish: {
      text: ['That specialist can’t be booked any more. Please choose another.'].join('\n'),
      keyboard: [['Choose a specialist → spc.7..']],
    },
  },
  {
    shows: 'nobody does the service any more',
    screen: (t: typeof ru) => renderRefusal('staff_gone', { ...target, staffId: null }, t),
    inRussian: {
      text: 'Эту услугу сейчас никто не делает. Выберите, пожалуйста, другую.',
      keyboard: [['Выбрать услугу → book']],
    },
    inEnglish: {
      text: 'Nobody does this at the moment. Please choose another service.',
      keyboard: [['Choose a service → book']],
    },
  },
  {
    shows: 'nobody is left to move a visit to',
    screen: (t: typeof ru) => renderRefusal('staff_gone', { ...moving, staffId: null }, t),
    inRussian: {
      text: 'Эту услугу сейчас никто не делает, поэтому перенести запись не получится.',
      keyboard: [['Открыть запись → b.15']],
    },
    inEnglish: {
      text: 'Nobody does this at the moment, so the booking can’t be moved.',
      keyboard: [['Open booking → b.15']],
    },
  },
  {
    shows: 'somebody who may not book',
    screen: (t: typeof ru) => renderBanned(null, t),
    inRussian: {
      text: 'К сожалению, записать вас здесь не получится. Пожалуйста, свяжитесь с нами.',
      keyboard: [],
    },
    inEnglish: { text: 'Sorry, we can’t book you in here. Please get in touch with us.', keyboard: [] },
  },
  {
    shows: 'somebody who may not book, and whom to call',
    screen: (t: typeof ru) => renderBanned('+74951234567', t),
    inRussian: {
      text: 'К сожалению, записать вас здесь не получится. Пожалуйста, позвоните нам: +7 495 123 45 67.',
      keyboard: [],
    },
    inEnglish: { text: 'Sorry, we can’t book you in here. Please call us: +7 495 123 45 67.', keyboard: [] },
  },
  {
    shows: 'too far ahead',
    screen: (t: typeof ru) => renderRefusal('beyond_horizon', target, t),
    inRussian: {
      text: ['Запись на такой далёкий день ещё не открыта. Выберите, пожалуйста, день поближе.'].join('\n'),
      keyboard: [['Выбрать день → cal.7.2...']],
    },
    inEnglish: {
      text: ['Booking isn’t open that far ahead yet. Please choose a nearer day.'].join('\n'),
      keyboard: [['Choose a day → cal.7.2...']],
    },
  },
  {
    shows: 'no such booking',
    screen: (t: typeof ru) => renderRefusal('booking_gone', moving, t),
    inRussian: {
      text: ['Такой записи нет: возможно, она отменена или уже прошла. Загляните в «Мои записи».'].join('\n'),
      keyboard: [['Мои записи → my.upcoming.0']],
    },
    inEnglish: {
      text: [
        'There’s no such booking: it may be cancelled or already over. Have a look in “My bookings”.',
      ].join('\n'),
      keyboard: [['My bookings → my.upcoming.0']],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

/** The days of a calendar as far as its arrows, without the row of weekdays. */
function calendar(view: Parameters<typeof renderMonth>[0]): { text: string; weeks: string[] } {
  const { text, keyboard } = renderMonth(view, target, ru)
  const isWeek = (row: string[]) => row.length === 7
  return {
    text,
    weeks: labels({ text, keyboard })
      .filter(isWeek)
      .slice(1)
      .map((row) => row.join(' ')),
  }
}

test('whoever was chosen is named over the days, the times and a day without any', () => {
  const chosen = { ...aDay, chosen: 'Мария' }
  const month2027 = {
    ...{ ...chosen, month: month('2027-02'), days: days('2027-02'), today: date('2027-01-31') },
    ...{ previous: null, next: null },
  }
  const screens = [
    renderMonth(month2027, target, ru),
    renderTimes({ ...chosen, starts: [start('2026-03-14T07:00:00Z')] }, target, 0, ru),
    renderTimes(chosen, target, 0, en),
  ]
  for (const { text } of screens) expect(text).toMatch(/^<b>✂️ Стрижка · Мария<\/b>\n/)
})

describe('the calendar', () => {
  const before = (day: number) =>
    Object.fromEntries(Array.from({ length: day - 1 }, (_, index) => [index + 1, 'past' as const]))
  const march = {
    ok: true as const,
    services: [haircut],
    chosen: null,
    month: month('2026-03'),
    days: days('2026-03'),
    today: date('2026-03-18'),
    previous: null,
    next: null,
    moving: null,
  }

  test('leaves out the weeks that are over', () => {
    const view = { ...march, days: days('2026-03', before(18)) }
    expect(calendar(view).weeks).toEqual(['· · [18] 19 20 21 22', '23 24 25 26 27 28 29', '30 31 · · · · ·'])
  })

  test('keeps the week of today when nothing of it is left', () => {
    const view = { ...march, today: date('2026-03-15'), days: days('2026-03', before(16)) }
    expect(calendar(view).weeks[0]).toBe('· · · · · · [15]')
  })

  test('keeps a week whose last night can still be booked', () => {
    const view = { ...march, today: date('2026-03-16'), days: days('2026-03', before(15)) }
    expect(calendar(view).weeks[0]).toBe('· · · · · · 15')
  })

  test('without a free day points to the next month, where there is one', () => {
    const full = days('2026-03').map((day) => ({ ...day, status: 'full' as const, free: 0 }))
    const nothing = 'В этом месяце свободных дней нет.'
    expect(calendar({ ...march, days: full }).text.endsWith(nothing)).toBe(true)
    const { text } = calendar({ ...march, days: full, next: month('2026-04') })
    expect(text.endsWith(`${nothing} Посмотрите следующий.`)).toBe(true)
  })
})

describe('long lists', () => {
  const services = Array.from({ length: 95 }, (_, index) => ({ ...haircut, id: index + 1 }))
  const specialists = Array.from({ length: 95 }, (_, index) => ({ ...maria, id: index + 1 }))
  const choice = { serviceIds: [7], movingBookingId: null, clientId: null }

  test('of services are paged, and none is left out', () => {
    const pages = [0, 1, 2, 3].map((page) =>
      renderServices({ services, currency: 'RUB' }, ru, new Map(), page),
    )
    const data = pages.flatMap(({ keyboard }) => keyboard.flat()).map((shown) => shown.data)
    expect(data.filter((one) => one.startsWith('svc.'))).toEqual(
      services.map(({ id }) => `svc.${id.toString(36)}.`),
    )
    expect(seen(pages[1]!).keyboard.at(-2)).toEqual(['‹ → svcs..0', '2 из 4 → nil', '› → svcs..2'])
  })

  test('of specialists are paged, any specialist first on each', () => {
    const list = {
      ok: true as const,
      services: [haircut],
      specialists,
      byAnybody: true,
      withCards: [],
      currency: 'RUB',
    }
    const pages = [0, 1, 2, 3].map((page) => renderSpecialists(list, choice, ru, page))
    const data = pages.flatMap(({ keyboard }) => keyboard.slice(1).flat()).map((shown) => shown.data)
    expect(data.filter((one) => one.startsWith('cal.'))).toEqual(
      specialists.map(({ id }) => `cal.7.${id.toString(36)}...`),
    )
    expect(pages.map(({ keyboard }) => keyboard[0]?.[0]?.data)).toEqual(Array(4).fill('cal.7....'))
    expect(seen(pages[3]!).keyboard.slice(-2)).toEqual([
      ['‹ → spcs.7...2', '4 из 4 → nil'],
      ['‹ Назад → svcs..0'],
    ])
  })

  test('a page beyond the end is the last', () => {
    const beyond = renderServices({ services, currency: 'RUB' }, ru, new Map(), 99)
    expect(beyond).toEqual(renderServices({ services, currency: 'RUB' }, ru, new Map(), 3))
  })
})

test('the summary of a visit that is too near to be changed says so', () => {
  const near = { ...offered, unchangeableWithinHours: 24 }
  expect(seen(renderSummary(near, { ...target, ...chosen }, ru)).text).toContain(
    'До визита меньше 24 часов: такую запись здесь не перенести и не отменить.',
  )
  expect(seen(renderSummary(near, { ...target, ...chosen }, en)).text).toContain(
    'The visit is less than 24 hours away: this booking can’t be moved or cancelled here.',
  )
})
