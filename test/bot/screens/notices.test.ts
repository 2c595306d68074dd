import { expect, test } from '@jest/globals'
import { createNoticeRenderer } from '../../../src/bot/notices/render-notice.ts'
import { createI18n } from '../../../src/i18n/i18n.ts'
import { en, ru, seen, visit, halfPastTen } from './examples.ts'

const render = createNoticeRenderer(createI18n())
const toAdmin = { movedFrom: null, reason: null, decides: true, by: null, opensCard: true }
const before = (minutes: number) => new Date(halfPastTen.getTime() - minutes * 60_000)

test.each([
  {
    shows: 'to owners, which account a specialist connected',
    screen: (t: typeof ru) =>
      render(
        { kind: 'specialist_connected', staffId: 2, name: 'Мария', account: '<Маша>', username: 'masha' },
        t.locale,
      ),
    inRussian: {
      text: [
        '<b>Мария</b>: Telegram подключён.',
        'Аккаунт: &lt;Маша&gt;, @masha',
        '',
        'Если это кто-то другой, заберите доступ в карточке.',
      ].join('\n'),
      keyboard: [['Открыть карточку → sto.2']],
    },
    inEnglish: {
      text: [
        '<b>Мария</b>: Telegram is connected.',
        'Account: &lt;Маша&gt;, @masha',
        '',
        'If that’s somebody else, take access away on the card.',
      ].join('\n'),
      keyboard: [['Open the card → sto.2']],
    },
  },
  {
    shows: 'a reminder',
    screen: (t: typeof ru) =>
      render(
        { kind: 'reminder', now: before(24 * 60), changeableUntil: before(23 * 60), visit: visit() },
        t.locale,
      ),
    inRussian: {
      text: [
        '<b>Ждём вас завтра в 10:30</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        '',
        'Если планы поменялись, перенести или отменить запись можно сегодня до 11:30.',
      ].join('\n'),
      keyboard: [['Я приду → come.15.3 (success)'], ['Перенести → mv.15', 'Отменить → cx.15']],
    },
    inEnglish: {
      text: [
        '<b>See you tomorrow at 10:30</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        '',
        'If your plans have changed, you can move or cancel until 11:30 today.',
      ].join('\n'),
      keyboard: [['I’ll be there → come.15.3 (success)'], ['Move → mv.15', 'Cancel → cx.15']],
    },
  },
  {
    shows: 'a reminder too late for changes, to somebody who said that they come',
    screen: (t: typeof ru) =>
      render(
        {
          kind: 'reminder',
          now: before(120),
          changeableUntil: null,
          visit: visit({ attendanceConfirmed: true }),
        },
        t.locale,
      ),
    inRussian: {
      text: [
        '<b>Ждём вас через 2 часа, в 10:30</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        '',
        'Если планы поменялись, позвоните нам: +7 495 123 45 67.',
      ].join('\n'),
      keyboard: [['Открыть запись → b.15']],
    },
    inEnglish: {
      text: [
        '<b>See you in 2 hours, at 10:30</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        '',
        'If your plans have changed, please call us: +7 495 123 45 67.',
      ].join('\n'),
      keyboard: [['Open booking → b.15']],
    },
  },
  {
    shows: 'a new booking, to staff',
    screen: (t: typeof ru) =>
      render({ ...toAdmin, kind: 'visit_booked', visit: visit(), clientName: 'Анна <Ann>' }, t.locale),
    inRussian: {
      text: [
        '<b>Новая запись</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Клиент: Анна &lt;Ann&gt;',
      ].join('\n'),
      keyboard: [['Открыть запись → bk.15']],
    },
    inEnglish: {
      text: [
        '<b>New booking</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Client: Анна &lt;Ann&gt;',
      ].join('\n'),
      keyboard: [['Open booking → bk.15']],
    },
  },
  {
    shows: 'a move, to staff',
    screen: (t: typeof ru) =>
      render(
        {
          ...toAdmin,
          kind: 'visit_moved',
          visit: visit(),
          clientName: 'Анна',
          movedFrom: { startsAt: before(24 * 60) },
        },
        t.locale,
      ),
    inRussian: {
      text: [
        '<b>Запись перенесена</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Было: <s>пятница, 13 марта, 10:30</s>',
        'Теперь: <b>суббота, 14 марта, 10:30</b>',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Клиент: Анна',
      ].join('\n'),
      keyboard: [['Открыть запись → bk.15']],
    },
    inEnglish: {
      text: [
        '<b>Booking moved</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Was: <s>Friday, 13 March, 10:30</s>',
        'Now: <b>Saturday, 14 March, 10:30</b>',
        'With Мария',
        '1 h · ₽1,500',
        'Client: Анна',
      ].join('\n'),
      keyboard: [['Open booking → bk.15']],
    },
  },
  {
    shows: 'a cancellation by a colleague, to a specialist who lost the visit before',
    screen: (t: typeof ru) =>
      render(
        {
          ...toAdmin,
          kind: 'visit_cancelled',
          visit: visit({ status: 'cancelled' }),
          clientName: 'Анна',
          by: 'Вера & Ко',
          opensCard: false,
          reason: 'Планы <изменились>',
        },
        t.locale,
      ),
    inRussian: {
      text: [
        '<b>Запись отменена</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Клиент: Анна',
        'Кто это сделал: Вера &amp; Ко',
        'Причина: Планы &lt;изменились&gt;',
      ].join('\n'),
      keyboard: [],
    },
    inEnglish: {
      text: [
        '<b>Booking cancelled</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Client: Анна',
        'Done by: Вера &amp; Ко',
        'Reason: Планы &lt;изменились&gt;',
      ].join('\n'),
      keyboard: [],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test('a reminder too late for changes says whom to tell also where the business has no phone', () => {
  const reminder = { kind: 'reminder', now: before(120), changeableUntil: null } as const
  const { text } = render({ ...reminder, visit: visit({ phone: null }) }, 'ru')
  expect(text.split('\n').at(-1)).toBe('Если планы поменялись, свяжитесь с нами, пожалуйста.')
})

test.each([
  [true, '+74951234567', 'choose another one or cancel.'],
  [false, '+74951234567', 'please call us: +7 495 123 45 67.'],
  [false, null, 'please get in touch with us.'],
])('a client whose visit the business moved hears what to do (changeable: %s, phone: %s)', (...given) => {
  const [changeable, phone, wayOn] = given
  const moved = { kind: 'moved_by_us', movedFrom: { startsAt: before(24 * 60) }, changeable } as const
  expect(
    render({ ...moved, visit: visit({ phone }) }, 'en')
      .text.split('\n')
      .at(-1),
  ).toBe(`If the new time doesn’t suit you, ${wayOn}`)
})

test.each([
  ['ru', true, 'Мы перенесли вашу запись, как договорились', 'Адрес: Тверская, 1'],
  ['en', false, 'We have moved your visit, as agreed', 'please call us: +7 495 123 45 67.'],
] as const)(
  'a client who agreed to a move hears that, and not what to do if it does not suit',
  (...given) => {
    const [locale, changeable, heading, ends] = given
    const moved = { kind: 'moved_by_us', movedFrom: { startsAt: before(24 * 60) }, agreed: true } as const
    const { text } = render({ ...moved, changeable, visit: visit() }, locale)
    expect(text).toContain(`<b>${heading}</b>`)
    expect(text).toMatch(new RegExp(`${ends.replaceAll(/[+.]/g, '.')}$`))
    expect(text).not.toMatch(/suit|подходит/)
  },
)

test('a client whose visit the business cancelled may choose another time or call', () => {
  const cancelled = { kind: 'cancelled_by_us', reason: null, visit: visit({ status: 'cancelled' }) } as const
  const lastLine = (text: string) => text.split('\n').at(-1)
  expect(lastLine(render(cancelled, 'ru').text)).toBe(
    'Выберите другое время или позвоните нам: +7 495 123 45 67.',
  )
  expect(lastLine(render(cancelled, 'en').text)).toBe('Choose another time, or call us: +7 495 123 45 67.')
  const unreachable = { ...cancelled, visit: visit({ status: 'cancelled', phone: null }) }
  expect(lastLine(render(unreachable, 'en').text)).toBe(
    'If you’d like to come another time, please choose a new one.',
  )
})
