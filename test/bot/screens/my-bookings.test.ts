import { expect, test } from '@jest/globals'
import { renderMyBookings } from '../../../src/bot/client/my-bookings/my-bookings.ts'
import {
  renderBooking,
  renderThanks,
  renderUnchangeable,
} from '../../../src/bot/client/my-bookings/booking-card.ts'
import { renderQuestion, renderCancelled } from '../../../src/bot/client/my-bookings/cancel-booking.ts'
import { en, ru, seen, part, visit } from './examples.ts'

const now = new Date('2026-03-10T07:30:00Z')
const afterwards = new Date('2026-03-14T07:31:00Z')

test.each([
  {
    shows: 'a page of coming visits',
    screen: (t: typeof ru) =>
      renderMyBookings(
        {
          visits: [visit(), visit({ bookingId: 42, parts: [part({ serviceEmoji: null })] })],
          waiting: [],
          page: 1,
          pages: 3,
        },
        'upcoming',
        t,
      ),
    inRussian: {
      text: ['<b>Ваши записи</b>'].join('\n'),
      keyboard: [
        ['Сб, 14 марта, 10:30 · ✂️ Стрижка → b.15'],
        ['Сб, 14 марта, 10:30 · Стрижка → b.16'],
        ['‹ → my.upcoming.0', '2 из 3 → nil', '› → my.upcoming.2'],
        ['Записаться → book', 'История записей → my.past.0'],
      ],
    },
    inEnglish: {
      text: ['<b>Your bookings</b>'].join('\n'),
      keyboard: [
        ['Sat, 14 March, 10:30 · ✂️ Стрижка → b.15'],
        ['Sat, 14 March, 10:30 · Стрижка → b.16'],
        ['‹ → my.upcoming.0', '2 of 3 → nil', '› → my.upcoming.2'],
        ['Book → book', 'Booking history → my.past.0'],
      ],
    },
  },
  {
    shows: 'none yet',
    screen: (t: typeof ru) => renderMyBookings({ visits: [], waiting: [], page: 0, pages: 1 }, 'upcoming', t),
    inRussian: {
      text: ['Сейчас у вас нет записей. Выберем время?'].join('\n'),
      keyboard: [['Записаться → book', 'История записей → my.past.0']],
    },
    inEnglish: {
      text: ['You have no bookings right now. Shall we find a time?'].join('\n'),
      keyboard: [['Book → book', 'Booking history → my.past.0']],
    },
  },
  {
    shows: 'past visits',
    screen: (t: typeof ru) =>
      renderMyBookings(
        { visits: [visit(), visit({ status: 'cancelled' })], waiting: [], page: 0, pages: 1 },
        'past',
        t,
      ),
    inRussian: {
      text: ['<b>История записей</b>'].join('\n'),
      keyboard: [
        ['14 марта 2026 · ✂️ Стрижка → b.15'],
        ['Отменена: 14 марта 2026 · ✂️ Стрижка → b.15'],
        ['Предстоящие записи → my.upcoming.0'],
      ],
    },
    inEnglish: {
      text: ['<b>Booking history</b>'].join('\n'),
      keyboard: [
        ['14 March 2026 · ✂️ Стрижка → b.15'],
        ['Cancelled: 14 March 2026 · ✂️ Стрижка → b.15'],
        ['Upcoming bookings → my.upcoming.0'],
      ],
    },
  },
  {
    shows: 'a visit that can be changed',
    screen: (t: typeof ru) =>
      renderBooking({ ok: true, visit: visit(), changeable: true, repeatable: true }, now, t),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
      ].join('\n'),
      keyboard: [
        ['Я приду → come.15.3'],
        ['Перенести → mv.15', 'Отменить → cx.15'],
        ['Добавить в календарь → ics.15'],
        ['Повторять → rep.15'],
        ['‹ Мои записи → my.upcoming.0'],
      ],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
      ].join('\n'),
      keyboard: [
        ['I’ll be there → come.15.3'],
        ['Move → mv.15', 'Cancel → cx.15'],
        ['Add to calendar → ics.15'],
        ['Repeat → rep.15'],
        ['‹ My bookings → my.upcoming.0'],
      ],
    },
  },
  {
    shows: 'a visit after the deadline',
    screen: (t: typeof ru) =>
      renderBooking(
        { ok: true, visit: visit({ attendanceConfirmed: true }), changeable: false, repeatable: true },
        new Date('2026-03-13T09:00:00Z'),
        t,
      ),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        '',
        'Вы подтвердили, что придёте.',
        '',
        'Перенести или отменить эту запись здесь уже нельзя. Если планы поменялись, позвоните нам: +7 495 123 45 67.',
      ].join('\n'),
      keyboard: [['Добавить в календарь → ics.15'], ['Повторять → rep.15'], ['‹ Мои записи → my.upcoming.0']],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        '',
        'You’ve confirmed that you’re coming.',
        '',
        'This booking can’t be moved or cancelled here any more. If your plans have changed, please call us: +7 495 123 45 67.',
      ].join('\n'),
      keyboard: [['Add to calendar → ics.15'], ['Repeat → rep.15'], ['‹ My bookings → my.upcoming.0']],
    },
  },
  {
    shows: 'a visit after the deadline of a business without a phone',
    screen: (t: typeof ru) =>
      renderBooking(
        { ok: true, visit: visit({ phone: null }), changeable: false, repeatable: true },
        new Date('2026-03-14T06:31:00Z'),
        t,
      ),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        '',
        'Перенести или отменить эту запись здесь уже нельзя. Если планы поменялись, свяжитесь с нами, пожалуйста.',
      ].join('\n'),
      keyboard: [
        ['Я приду → come.15.3'],
        ['Добавить в календарь → ics.15'],
        ['Повторять → rep.15'],
        ['‹ Мои записи → my.upcoming.0'],
      ],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        '',
        'This booking can’t be moved or cancelled here any more. If your plans have changed, please get in touch with us.',
      ].join('\n'),
      keyboard: [
        ['I’ll be there → come.15.3'],
        ['Add to calendar → ics.15'],
        ['Repeat → rep.15'],
        ['‹ My bookings → my.upcoming.0'],
      ],
    },
  },
  {
    shows: 'a visit under way',
    screen: (t: typeof ru) =>
      renderBooking(
        { ok: true, visit: visit({ attendanceConfirmed: true }), changeable: false, repeatable: true },
        afterwards,
        t,
      ),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
      ].join('\n'),
      keyboard: [['Записаться снова → again.15'], ['‹ Мои записи → my.upcoming.0']],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
      ].join('\n'),
      keyboard: [['Book again → again.15'], ['‹ My bookings → my.upcoming.0']],
    },
  },
  {
    shows: 'a visit that took place',
    screen: (t: typeof ru) =>
      renderBooking(
        { ok: true, visit: visit({ status: 'completed' }), changeable: false, repeatable: true },
        afterwards,
        t,
      ),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        '',
        'Вы у нас были, спасибо!',
      ].join('\n'),
      keyboard: [['Записаться снова → again.15'], ['‹ Мои записи → my.past.0']],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        '',
        'You were here, thank you!',
      ].join('\n'),
      keyboard: [['Book again → again.15'], ['‹ My bookings → my.past.0']],
    },
  },
  {
    shows: 'a cancelled visit',
    screen: (t: typeof ru) =>
      renderBooking(
        { ok: true, visit: visit({ status: 'cancelled' }), changeable: false, repeatable: true },
        now,
        t,
      ),
    inRussian: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        '',
        'Запись отменена.',
      ].join('\n'),
      keyboard: [['Записаться снова → again.15'], ['‹ Мои записи → my.past.0']],
    },
    inEnglish: {
      text: [
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        '',
        'This booking was cancelled.',
      ].join('\n'),
      keyboard: [['Book again → again.15'], ['‹ My bookings → my.past.0']],
    },
  },
  {
    shows: 'the question before a cancellation',
    screen: (t: typeof ru) => renderQuestion(visit(), { banned: false }, t),
    inRussian: {
      text: [
        '<b>Отменить запись?</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        'Адрес: Тверская, 1',
        '',
        'Если выберете причину, запись тоже отменится, а мы лучше вас поймём.',
      ].join('\n'),
      keyboard: [
        ['Да, отменить → cxok.15.3 (danger)'],
        ['Планы изменились → cxwhy.15.3.plans'],
        ['Плохо себя чувствую → cxwhy.15.3.unwell'],
        ['Своими словами → cxown.15.3'],
        ['Перенести на другое время → mv.15'],
        ['Нет, оставить → b.15'],
      ],
    },
    inEnglish: {
      text: [
        '<b>Cancel this booking?</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        'Address: Тверская, 1',
        '',
        'Picking a reason cancels it, too, and helps us understand.',
      ].join('\n'),
      keyboard: [
        ['Yes, cancel → cxok.15.3 (danger)'],
        ['My plans have changed → cxwhy.15.3.plans'],
        ['I’m not feeling well → cxwhy.15.3.unwell'],
        ['In my own words → cxown.15.3'],
        ['Move it to another time → mv.15'],
        ['No, keep it → b.15'],
      ],
    },
  },
  {
    shows: 'cancelled',
    screen: (t: typeof ru) => renderCancelled(visit({ status: 'cancelled' }), t),
    inRussian: {
      text: [
        '<b>Запись отменена</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Суббота, 14 марта, 10:30',
        'Специалист: Мария',
        '1 ч · 1 500 ₽',
        '',
        'Будем рады видеть вас в другой раз.',
      ].join('\n'),
      keyboard: [['Записаться снова → again.15'], ['Мои записи → my.upcoming.0']],
    },
    inEnglish: {
      text: [
        '<b>Your booking is cancelled</b>',
        '',
        '<b>✂️ Стрижка</b>',
        'Saturday, 14 March, 10:30',
        'With Мария',
        '1 h · ₽1,500',
        '',
        'We’ll be glad to see you another time.',
      ].join('\n'),
      keyboard: [['Book again → again.15'], ['My bookings → my.upcoming.0']],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

const afterDeadline = { ok: true as const, visit: visit(), changeable: false, repeatable: true }

test('thanks for coming are said once', () => {
  const booking = {
    ...afterDeadline,
    changeable: true,
    repeatable: true,
    visit: visit({ attendanceConfirmed: true }),
  }
  const { text, toast } = renderThanks(booking, now, ru)
  expect(text).toContain('Спасибо, ждём вас!')
  expect(text).not.toContain('Вы подтвердили, что придёте.')
  expect(toast).toBe('Спасибо, ждём вас!')
})

test('a tap after the deadline is told that it is too late, and whom to call', () => {
  expect(renderUnchangeable(afterDeadline, now, ru)).toEqual({
    ...renderBooking(afterDeadline, now, ru),
    toast: 'Менять запись здесь уже поздно. Позвоните нам, пожалуйста: +7 495 123 45 67',
  })
  const withoutPhone = { ...afterDeadline, visit: visit({ phone: null }) }
  expect(renderUnchangeable(withoutPhone, now, en).toast).toBe(
    'It’s too late to change the booking here. Please get in touch with us',
  )
})

test('a tap on a cancelled visit is told so, once', () => {
  const cancelled = { ...afterDeadline, visit: visit({ status: 'cancelled' }) }
  const { text, toast } = renderUnchangeable(cancelled, now, ru)
  expect(text).toMatch(/^Эта запись уже отменена\./)
  expect(text).not.toContain('Запись отменена.')
  expect(toast).toBeUndefined()
})

test('a tap on a visit that took place shows it', () => {
  const completed = { ...afterDeadline, visit: visit({ status: 'completed' }) }
  expect(renderUnchangeable(completed, afterwards, ru)).toEqual(renderBooking(completed, afterwards, ru))
})
