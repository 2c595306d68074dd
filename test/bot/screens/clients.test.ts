import { expect, test } from '@jest/globals'
import { renderClient } from '../../../src/bot/admin/clients/render-card.ts'
import { renderClients } from '../../../src/bot/admin/clients/render-list.ts'
import { renderTags } from '../../../src/bot/admin/clients/tags.ts'
import { renderVisits } from '../../../src/bot/admin/clients/visits.ts'
import { createNoticeRenderer } from '../../../src/bot/notices/render-notice.ts'
import { clientLimits } from '../../../src/domain/client-fields.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import type { ClientCard } from '../../../src/usecases/client-card.ts'
import { en, halfPastTen, ru, seen, visit } from './examples.ts'

const render = createNoticeRenderer(createI18n())

const anna: ClientCard = {
  id: 9,
  name: 'Анна <Петрова>',
  username: 'anna_p',
  phone: '+79161234567',
  telegramId: 501,
  unreachableAt: null,
  erasedAt: null,
  bannedAt: null,
  banReason: null,
  notes: 'Любит кофе',
  tags: ['VIP', 'аллергия'],
  visits: 12,
  upcoming: 2,
  completed: 9,
  noShows: 1,
  cancelled: 4,
  cancelledByClient: 2,
  cancelledByUs: 1,
  spentMinor: 1_500_000,
  lastVisitAt: new Date('2026-03-02T07:00:00Z'),
  nextVisitAt: halfPastTen,
  rating: 4.75,
  reviews: 4,
  currency: 'RUB',
  zone: 'Europe/Moscow',
  country: 'RU',
  editable: true,
}
const walkIn: ClientCard = {
  ...anna,
  ...{ name: 'علي', username: null, telegramId: null, notes: null, tags: [], rating: null, reviews: 0 },
  ...{
    visits: 0,
    upcoming: 0,
    completed: 0,
    noShows: 0,
    cancelled: 0,
    cancelledByClient: 0,
    cancelledByUs: 0,
    spentMinor: 0,
    lastVisitAt: null,
    nextVisitAt: null,
  },
}
const listed = { ...anna, lastVisitAt: new Date('2026-03-02T07:00:00Z') }
const found = { ok: true, page: 0, pages: 1, total: 2, more: false, zone: 'Europe/Moscow' } as const
const list = {
  ...found,
  clients: [listed, { ...listed, id: 10, name: '', lastVisitAt: null, bannedAt: halfPastTen }],
}

test.each([
  {
    shows: 'all of a client, with what can be done',
    screen: (t: typeof ru) => renderClient(anna, 'анна', t),
    inRussian: {
      text: [
        '<b>Анна &lt;Петрова&gt;</b>',
        'Телефон: +7 916 123 45 67',
        'Telegram: @anna_p',
        '',
        'Состоялось визитов: 9',
        'Не пришёл: 1 раз',
        'Отмен клиентом: 2',
        'Отмен с нашей стороны: 1',
        'Сумма визитов: 15 000 ₽',
        'Последний визит: 2 марта 2026',
        'Впереди 2 визита, ближайший: сб, 14 марта, 10:30',
        '★ 4,8 · 4 отзыва',
        '',
        'Метки: VIP, аллергия',
        '',
        'Заметки: Любит кофе',
      ].join('\n'),
      keyboard: [
        ['Визиты: 16 → clv.9.0'],
        ['Записать → nbc.9.clo~9~'],
        ['Заметки → cle.9.notes', 'Метки → clt.9'],
        ['Написать → clw.9', 'Запретить запись → clb.9'],
        ['‹ Назад → cl.0.0LDQvdC90LA', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Анна &lt;Петрова&gt;</b>',
        'Phone: +7 916 123 45 67',
        'Telegram: @anna_p',
        '',
        'Completed visits: 9',
        'Did not come: once',
        'Cancelled by the client: 2',
        'Cancelled by us: 1',
        'Spent: ₽15,000',
        'Last visit: 2 March 2026',
        '2 visits ahead, next: Sat, 14 March, 10:30',
        '★ 4.8 · 4 reviews',
        '',
        'Tags: VIP, аллергия',
        '',
        'Notes: Любит кофе',
      ].join('\n'),
      keyboard: [
        ['Visits: 16 → clv.9.0'],
        ['Book a visit → nbc.9.clo~9~'],
        ['Notes → cle.9.notes', 'Tags → clt.9'],
        ['Write → clw.9', 'Stop bookings → clb.9'],
        ['‹ Back → cl.0.0LDQvdC90LA', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'a walk-in client who was banned before they ever came',
    screen: (t: typeof ru) =>
      renderClient({ ...walkIn, bannedAt: halfPastTen, banReason: 'грубит' }, null, t),
    inRussian: {
      text: [
        '<b>علي</b>',
        'Телефон: +7 916 123 45 67',
        'В бот ещё не заходил.',
        '',
        'Визитов пока не было.',
        '',
        '<b>Не может записаться с 14 марта 2026</b>',
        'Причина: грубит',
      ].join('\n'),
      keyboard: [
        ['Записать → nbc.9.clo~9~'],
        ['Заметки → cle.9.notes', 'Метки → clt.9'],
        ['Имя → cle.9.name', 'Телефон → cle.9.phone'],
        ['Снова разрешить запись → clu.9'],
        ['‹ Назад → cl.0.', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: [
        '<b>علي</b>',
        'Phone: +7 916 123 45 67',
        'Has not opened the bot yet.',
        '',
        'No visits yet.',
        '',
        '<b>Can’t book since 14 March 2026</b>',
        'Reason: грубит',
      ].join('\n'),
      keyboard: [
        ['Book a visit → nbc.9.clo~9~'],
        ['Notes → cle.9.notes', 'Tags → clt.9'],
        ['Name → cle.9.name', 'Phone → cle.9.phone'],
        ['Allow bookings again → clu.9'],
        ['‹ Back → cl.0.', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'somebody who had their data removed, without anything to change',
    screen: (t: typeof ru) =>
      renderClient(
        { ...walkIn, name: '', phone: null, visits: 1, completed: 1, erasedAt: halfPastTen, editable: false },
        null,
        t,
      ),
    inRussian: {
      text: [
        '<b>Данные удалены</b>',
        'Клиент удалил всё, что мы о нём знали.',
        '',
        'Состоялось визитов: 1',
      ].join('\n'),
      keyboard: [['Визиты: 1 → clv.9.0'], ['‹ Назад → cl.0.', 'Панель → adm']],
    },
    inEnglish: {
      text: [
        '<b>Data removed</b>',
        'The client removed everything we knew about them.',
        '',
        'Completed visits: 1',
      ].join('\n'),
      keyboard: [['Visits: 1 → clv.9.0'], ['‹ Back → cl.0.', 'Panel → adm']],
    },
  },
  {
    shows: 'whom a search found, a banned one marked',
    screen: (t: typeof ru) => renderClients(list, '<ан>', t, { asks: true }),
    inRussian: {
      text: '<b>По запросу «&lt;ан&gt;»: 2</b>',
      keyboard: [
        ['Анна <Петрова> · 2 марта 2026 → clo.9.PNCw0L0-'],
        ['🚫 @anna_p → clo.a.PNCw0L0-'],
        ['Искать ещё → dlg.look_up_client', 'Все клиенты → cl.0.'],
        ['Новый клиент → nbq.note.cl~0~'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: '<b>For “&lt;ан&gt;”: 2</b>',
      keyboard: [
        ['Анна <Петрова> · 2 March 2026 → clo.9.PNCw0L0-'],
        ['🚫 @anna_p → clo.a.PNCw0L0-'],
        ['Find another → dlg.look_up_client', 'All clients → cl.0.'],
        ['New client → nbq.note.cl~0~'],
        ['Panel → adm'],
      ],
    },
  },
  {
    shows: 'nobody, and how to look else',
    screen: (t: typeof ru) => renderClients({ ...found, clients: [], total: 0 }, '&', t, { asks: true }),
    inRussian: {
      text: '<b>По запросу «&amp;» никого нет</b>\nПопробуйте часть имени, несколько цифр телефона или @username.',
      keyboard: [
        ['Искать ещё → dlg.look_up_client', 'Все клиенты → cl.0.'],
        ['Новый клиент → nbq.note.cl~0~'],
        ['Панель → adm'],
      ],
    },
    inEnglish: {
      text: '<b>Nobody fits “&amp;”</b>\nTry a part of the name, some digits of the phone, or @username.',
      keyboard: [
        ['Find another → dlg.look_up_client', 'All clients → cl.0.'],
        ['New client → nbq.note.cl~0~'],
        ['Panel → adm'],
      ],
    },
  },
  {
    shows: 'what tags are for while there are none',
    screen: (t: typeof ru) => renderTags({ ok: true, card: { ...anna, tags: [] }, offered: [] }, t),
    inRussian: {
      text: '<b>Метки: Анна &lt;Петрова&gt;</b>\nНапример, «постоянный» или «аллергия». Метки видно в карточке клиента.',
      keyboard: [['Новая метка → cltn.9'], ['‹ Назад → clo.9.', 'Панель → adm']],
    },
    inEnglish: {
      text: '<b>Tags: Анна &lt;Петрова&gt;</b>\nFor example “regular” or “allergy”. You’ll see them on the client’s card.',
      keyboard: [['New tag → cltn.9'], ['‹ Back → clo.9.', 'Panel → adm']],
    },
  },
  {
    shows: 'tags to take off and to put on',
    screen: (t: typeof ru) => renderTags({ ok: true, card: { ...anna, tags: ['VIP'] }, offered: ['<b>'] }, t),
    inRussian: {
      text: '<b>Метки: Анна &lt;Петрова&gt;</b>\nНажмите, чтобы добавить или убрать.',
      keyboard: [
        ['✕ VIP → cltr.9.yt7irs'],
        ['+ <b> → clta.9.js7qrj'],
        ['Новая метка → cltn.9'],
        ['‹ Назад → clo.9.', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: '<b>Tags: Анна &lt;Петрова&gt;</b>\nTap to add or remove one.',
      keyboard: [
        ['✕ VIP → cltr.9.yt7irs'],
        ['+ <b> → clta.9.js7qrj'],
        ['New tag → cltn.9'],
        ['‹ Back → clo.9.', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'visits, each leading to its card',
    screen: (t: typeof ru) =>
      renderVisits(
        { ok: true, card: anna, visits: [visit(), visit({ status: 'no_show' })], page: 0, pages: 2 },
        t,
      ),
    inRussian: {
      text: '<b>Визиты: Анна &lt;Петрова&gt;</b>\nСверху самые поздние.',
      keyboard: [
        ['14 марта 2026, 10:30 · ✂️ Стрижка → bk.15.clv~9~0'],
        ['14 марта 2026, 10:30 · ✂️ Стрижка · не пришёл → bk.15.clv~9~0'],
        ['1 из 2 → nil', '› → clv.9.1'],
        ['‹ Назад → clo.9.', 'Панель → adm'],
      ],
    },
    inEnglish: {
      text: '<b>Visits: Анна &lt;Петрова&gt;</b>\nThe latest on top.',
      keyboard: [
        ['14 March 2026, 10:30 · ✂️ Стрижка → bk.15.clv~9~0'],
        ['14 March 2026, 10:30 · ✂️ Стрижка · didn’t come → bk.15.clv~9~0'],
        ['1 of 2 → nil', '› → clv.9.1'],
        ['‹ Back → clo.9.', 'Panel → adm'],
      ],
    },
  },
  {
    shows: 'what the business wrote, and how to answer',
    screen: (t: typeof ru) =>
      render(
        { kind: 'message', businessName: 'Салон «Вера»', phone: '+74951234567', words: '<b>Ждём' },
        t.locale,
      ),
    inRussian: {
      text: '<b>Салон «Вера» пишет вам</b>\n\n&lt;b&gt;Ждём\n\nЧтобы ответить, позвоните нам: +7 495 123 45 67.',
      keyboard: [['Мои записи → mynew']],
    },
    inEnglish: {
      text: '<b>Салон «Вера» writes to you</b>\n\n&lt;b&gt;Ждём\n\nTo answer, please call us: +7 495 123 45 67.',
      keyboard: [['My bookings → mynew']],
    },
  },
  {
    shows: 'that a message did not arrive',
    screen: (t: typeof ru) =>
      render(
        { kind: 'message_undelivered', clientId: 9, clientName: 'Анна', clientPhone: '+79161234567' },
        t.locale,
      ),
    inRussian: {
      text: '<b>Сообщение клиенту не дошло</b>\nКлиент: Анна\nТелефон: +7 916 123 45 67',
      keyboard: [['Открыть клиента → clo.9.']],
    },
    inEnglish: {
      text: '<b>Your message did not arrive</b>\nClient: Анна\nPhone: +7 916 123 45 67',
      keyboard: [['Open the client → clo.9.']],
    },
  },
])('$shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test.each([ru, en])('the longest values fit into a message and its buttons ($locale)', (t) => {
  const long = (length: number) => '&'.repeat(length / 2) + '😀'.repeat(length / 2)
  const longest: ClientCard = {
    ...anna,
    name: long(128),
    notes: long(clientLimits.notes),
    tags: Array.from({ length: clientLimits.tags }, (_, index) => `${index}${long(28)}`),
    bannedAt: halfPastTen,
    banReason: long(clientLimits.banReason),
  }
  const query = 'ё'.repeat(100)
  const screens = [
    renderClient(longest, query, t),
    renderClients({ ...list, clients: [longest], page: 2e9, pages: 2_147_483_647, total: 2e9 }, query, t, {
      asks: true,
    }),
    renderTags({ ok: true, card: { ...longest, tags: [] }, offered: longest.tags }, t),
    renderVisits({ ok: true, card: longest, visits: [visit()], page: 0, pages: 1 }, t),
    render(
      { kind: 'message', businessName: long(100), phone: null, words: long(clientLimits.message) },
      t.locale,
    ),
  ]
  for (const { text, keyboard } of screens) {
    expect(text.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;/g, '&').length).toBeLessThanOrEqual(4096)
    for (const { text: label, data } of keyboard.flat()) {
      expect(label.length).toBeLessThanOrEqual(64)
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
    }
  }
})

test('a client without a @username is opened by their name', () => {
  const [first] = seen(renderClient({ ...anna, username: null }, null, ru)).text.split('\n')
  expect(first).toBe('<b><a href="tg://user?id=501">Анна &lt;Петрова&gt;</a></b>')
})

test('of a client who only missed a visit the card says that, and not that there were none', () => {
  const { text } = seen(renderClient({ ...walkIn, visits: 1, noShows: 1 }, null, ru))
  expect(text.split('\n').slice(4)).toEqual(['Не пришёл: 1 раз'])
})

test('a visit that goes on is no reason to say that it took place, nor that there was none', () => {
  const { text } = seen(renderClient({ ...walkIn, visits: 1, lastVisitAt: halfPastTen }, null, ru))
  expect(text.split('\n').slice(4)).toEqual(['Последний визит: 14 марта 2026'])
})
