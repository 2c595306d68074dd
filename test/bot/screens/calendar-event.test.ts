import { expect, test } from '@jest/globals'
import { renderCalendarEvent, renderCaption } from '../../../src/bot/client/my-bookings/add-to-calendar.ts'
import type { VisitCard } from '../../../src/context.ts'
import { en, ru, part, visit } from './examples.ts'

const bot = { id: 77, username: 'salon_bot' }
const now = new Date('2026-03-02T06:00:00Z')
const eventOf = (changes: Partial<VisitCard>, t: typeof ru) =>
  renderCalendarEvent({ ok: true, visit: visit(changes), visitId: 40, now }, bot, t)
const words = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test('the event says what a client wants to know on the way there', () => {
  const common = {
    uid: 'visit-40@bot-77.telegram-booking',
    sequence: 3,
    startsAt: new Date('2026-03-14T07:30:00Z'),
    endsAt: new Date('2026-03-14T08:30:00Z'),
    location: 'Тверская, 1',
    url: 'https://t.me/salon_bot',
    status: 'confirmed',
    now,
  }
  expect(eventOf({}, ru)).toMatchObject(common)
  expect(eventOf({}, en)).toMatchObject(common)
})

test.each([
  {
    language: 'Russian',
    t: ru,
    title: '✂️ Стрижка · Салон «Вера»',
    description: [
      'Специалист: Мария',
      '1 ч · 1 500 ₽',
      'Телефон: +7 495 123 45 67',
      'Перенести или отменить: https://t.me/salon_bot',
    ],
    bare: ['1 ч', 'Перенести или отменить: https://t.me/salon_bot'],
  },
  {
    language: 'English',
    t: en,
    title: '✂️ Стрижка · Салон «Вера»',
    description: [
      'With Мария',
      '1 h · ₽1,500',
      'Phone: +7 495 123 45 67',
      'Move or cancel: https://t.me/salon_bot',
    ],
    bare: ['1 h', 'Move or cancel: https://t.me/salon_bot'],
  },
])('in $language', ({ t, title, description, bare }) => {
  const event = eventOf({}, t)
  expect([words(event.title), words(event.description).split('\n')]).toEqual([title, description])
  const least = eventOf({ staffName: null, priceMinor: null, phone: null, address: null }, t)
  expect([words(least.description).split('\n'), least.location]).toEqual([bare, null])
})

test.each([
  ['pending', 'tentative'],
  ['confirmed', 'confirmed'],
  ['completed', 'confirmed'],
  ['cancelled', 'cancelled'],
] as const)('a visit that is %s is %s in a calendar', (status, inCalendar) => {
  expect(eventOf({ status }, ru).status).toBe(inCalendar)
})

test('names are told as typed, not as Telegram’s HTML wants them', () => {
  expect(eventOf({ parts: [part({ serviceName: 'Уход <b>&', serviceEmoji: null })] }, ru).title).toBe(
    'Уход <b>& · Салон «Вера»',
  )
})

test.each([
  [{ version: 1 }, 'визит появится в вашем календаре', 'will be in your calendar'],
  [{ version: 2 }, 'а если он там уже есть, обновится', 'up to date'],
  [{ version: 3, status: 'cancelled' as const }, 'чтобы убрать её из календаря', 'take it out'],
])('the file of %j comes with a word on what it does', (changes, inRussian, inEnglish) => {
  expect(words(renderCaption(visit(changes), ru))).toContain(inRussian)
  expect(words(renderCaption(visit(changes), en))).toContain(inEnglish)
})
