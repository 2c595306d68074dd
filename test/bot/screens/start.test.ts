import { expect, test } from '@jest/globals'
import { renderDay, renderOffer } from '../../../src/bot/client/start.ts'
import { renderLanguages } from '../../../src/bot/client/language.ts'
import { renderAdded } from '../../../src/bot/admin/services/add-service.ts'
import { date, en, ru, seen, visit, haircut } from './examples.ts'

const salon = { businessName: 'Салон «Вера»', next: null, bookable: true, reminds: true }
const client = { isNew: true }
const monday = { businessName: 'Салон «Вера»', today: date('2026-03-02'), visits: 21 }

test.each([
  {
    shows: 'for somebody new',
    screen: (t: typeof ru) => renderOffer(salon, client, t),
    inRussian: {
      text: [
        'Здесь можно записаться в любое время, без звонков. Если планы поменяются, тут же перенесёте или отмените запись. А перед визитом мы напомним.',
      ].join('\n'),
      keyboard: [['Записаться → book (primary)']],
    },
    inEnglish: {
      text: [
        'Book here at any time, no calls needed. If your plans change, move or cancel your booking right here. And we’ll remind you before your visit.',
      ].join('\n'),
      keyboard: [['Book → book (primary)']],
    },
  },
  {
    shows: 'for somebody new, where nobody is reminded',
    screen: (t: typeof ru) => renderOffer({ ...salon, reminds: false }, client, t),
    inRussian: {
      text: 'Здесь можно записаться в любое время, без звонков. Если планы поменяются, тут же перенесёте или отмените запись.',
      keyboard: [['Записаться → book (primary)']],
    },
    inEnglish: {
      text: 'Book here at any time, no calls needed. If your plans change, move or cancel your booking right here.',
      keyboard: [['Book → book (primary)']],
    },
  },
  {
    shows: 'for somebody who is back',
    screen: (t: typeof ru) => renderOffer(salon, { ...client, isNew: false }, t),
    inRussian: { text: ['Когда вам удобно прийти?'].join('\n'), keyboard: [['Записаться → book (primary)']] },
    inEnglish: { text: ['When would you like to come?'].join('\n'), keyboard: [['Book → book (primary)']] },
  },
  {
    shows: 'with a visit ahead',
    screen: (t: typeof ru) => renderOffer({ ...salon, next: visit() }, client, t),
    inRussian: {
      text: [
        '<b>Ваша ближайшая запись</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
      ].join('\n'),
      keyboard: [['Открыть запись → b.15'], ['Записаться → book (primary)', 'Мои записи → my.upcoming.0']],
    },
    inEnglish: {
      text: [
        '<b>Your next visit</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
      ].join('\n'),
      keyboard: [['Open booking → b.15'], ['Book → book (primary)', 'My bookings → my.upcoming.0']],
    },
  },
  {
    shows: 'before there is anything to book',
    screen: (t: typeof ru) => renderOffer({ ...salon, bookable: false }, client, t),
    inRussian: { text: ['Онлайн-запись скоро откроется. Загляните чуть позже.'].join('\n'), keyboard: [] },
    inEnglish: {
      text: ['Online booking opens soon. Please check back a little later.'].join('\n'),
      keyboard: [],
    },
  },
  {
    shows: 'for the owner before there is anything to book',
    screen: (t: typeof ru) => renderDay(monday, { bookable: false, addsServices: true }, t),
    inRussian: {
      text: [
        'Ваш бот для записи почти готов! Добавьте первую услугу (название, длительность и цену), и клиенты смогут записываться прямо здесь.',
      ].join('\n'),
      keyboard: [['Добавить услугу → dlg.add_service (primary)'], ['Панель управления → adm']],
    },
    inEnglish: {
      text: [
        'Your booking bot is almost ready! Add your first service (a name, how long it takes and a price), and clients can book right here.',
      ].join('\n'),
      keyboard: [['Add a service → dlg.add_service (primary)'], ['Control panel → adm']],
    },
  },
  {
    shows: 'for the owner later',
    screen: (t: typeof ru) => renderDay(monday, { bookable: true, addsServices: true }, t),
    inRussian: {
      text: [
        '<b>Салон «Вера»</b>',
        'Сегодня, понедельник, 2 марта: 21 запись',
        '',
        'Добавите услугу — клиенты увидят её сразу. Приветствие у них своё: приглашение записаться.',
      ].join('\n'),
      keyboard: [
        ['Панель управления → adm (primary)'],
        ['Добавить услугу → dlg.add_service'],
        ['Записаться как клиент → book'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Салон «Вера»</b>',
        'Today, Monday, 2 March: 21 bookings',
        '',
        'Add a service, and clients see it at once. They get a different greeting here: an invitation to book.',
      ].join('\n'),
      keyboard: [
        ['Control panel → adm (primary)'],
        ['Add a service → dlg.add_service'],
        ['Book as a client → book'],
      ],
    },
  },
  {
    shows: 'for a specialist before there is anything to book',
    screen: (t: typeof ru) =>
      renderDay({ ...monday, visits: 0 }, { bookable: false, addsServices: false }, t),
    inRussian: {
      text: [
        '<b>Салон «Вера»</b>',
        'Сегодня, понедельник, 2 марта: записей нет',
        '',
        'У клиентов приветствие своё: приглашение записаться.',
      ].join('\n'),
      keyboard: [['Панель управления → adm']],
    },
    inEnglish: {
      text: [
        '<b>Салон «Вера»</b>',
        'Today, Monday, 2 March: no bookings',
        '',
        'Clients get a different greeting here: an invitation to book.',
      ].join('\n'),
      keyboard: [['Control panel → adm']],
    },
  },
  {
    shows: 'the languages',
    screen: (t: typeof ru) => renderLanguages(t),
    inRussian: {
      text: ['На каком языке вам удобнее?'].join('\n'),
      keyboard: [['✓ Русский → lang.ru', 'English → lang.en']],
    },
    inEnglish: {
      text: ['Which language do you prefer?'].join('\n'),
      keyboard: [['Русский → lang.ru', '✓ English → lang.en']],
    },
  },
  {
    shows: 'a service was added',
    screen: (t: typeof ru) => renderAdded(haircut, 'RUB', t),
    inRussian: {
      text: ['<b>Услуга добавлена</b>', 'Стрижка · 1 ч · 1 500 ₽', '', 'На неё уже можно записаться.'].join(
        '\n',
      ),
      keyboard: [
        ['Добавить ещё одну → dlg.add_service'],
        ['Открыть карточку → svo.7'],
        ['Записаться как клиент → book'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: ['<b>Service added</b>', 'Стрижка · 1 h · ₽1,500', '', 'Clients can book it now.'].join('\n'),
      keyboard: [
        ['Add another → dlg.add_service'],
        ['Open its card → svo.7'],
        ['Book as a client → book'],
        ['Panel → adm'],
      ],
    },
  },
  {
    shows: 'a service without a price was added',
    screen: (t: typeof ru) => renderAdded({ ...haircut, priceMinor: null }, 'RUB', t),
    inRussian: {
      text: [
        '<b>Услуга добавлена</b>',
        'Стрижка · 1 ч · цена по договорённости',
        '',
        'На неё уже можно записаться.',
      ].join('\n'),
      keyboard: [
        ['Добавить ещё одну → dlg.add_service'],
        ['Открыть карточку → svo.7'],
        ['Записаться как клиент → book'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: ['<b>Service added</b>', 'Стрижка · 1 h · price on request', '', 'Clients can book it now.'].join(
        '\n',
      ),
      keyboard: [
        ['Add another → dlg.add_service'],
        ['Open its card → svo.7'],
        ['Book as a client → book'],
        ['Panel → adm'],
      ],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})
