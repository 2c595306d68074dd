import { expect, test } from '@jest/globals'
import { renderAbout } from '../../../src/bot/client/about.ts'
import type { LocalTime } from '../../../src/domain/local-time.ts'
import type { Business } from '../../../src/usecases/view-business.ts'
import { en, haircut, ru, seen } from './examples.ts'

const window = (opens: string, closes: string) => ({
  opens: opens as LocalTime,
  closes: closes as LocalTime,
})

const salon: Business = {
  name: 'Салон «Вера» & Co',
  address: 'Тверская, 1',
  location: { latitude: 55.75, longitude: 37.61 },
  phone: '+74951234567',
  hours: [
    { from: 1, until: 5, windows: [window('09:00', '13:00'), window('14:00', '21:00')] },
    { from: 6, until: 6, windows: [window('10:00', '02:30')] },
    { from: 7, until: 7, windows: [] },
  ],
  services: [haircut, { ...haircut, id: 8, name: 'Окрашивание', emoji: null, priceMinor: null }],
  currency: 'RUB',
}

test.each([
  {
    shows: 'a business that says everything of itself',
    screen: (t: typeof ru) => renderAbout(salon, 0, t),
    inRussian: {
      text: [
        '<b>Салон «Вера» &amp; Co</b>',
        'Адрес: Тверская, 1',
        'Телефон: +7 495 123 45 67',
        '',
        '<b>Часы работы</b>',
        'Пн–Пт: 9:00–13:00, 14:00–21:00',
        'Сб: 10:00–2:30',
        'Вс: выходной',
        '',
        '<b>Услуги и цены</b>',
        '✂️ Стрижка · 1 ч · 1 500 ₽',
        'Окрашивание · 1 ч · цена по договорённости',
      ].join('\n'),
      keyboard: [['Показать на карте → map'], ['Записаться → book (primary)']],
    },
    inEnglish: {
      text: [
        '<b>Салон «Вера» &amp; Co</b>',
        'Address: Тверская, 1',
        'Phone: +7 495 123 45 67',
        '',
        '<b>Opening hours</b>',
        'Mon–Fri: 9:00–13:00, 14:00–21:00',
        'Sat: 10:00–2:30',
        'Sun: closed',
        '',
        '<b>Services and prices</b>',
        '✂️ Стрижка · 1 h · ₽1,500',
        'Окрашивание · 1 h · price on request',
      ].join('\n'),
      keyboard: [['Show on the map → map'], ['Book → book (primary)']],
    },
  },
  {
    shows: 'a business that says nothing',
    screen: (t: typeof ru) =>
      renderAbout(
        {
          ...salon,
          address: null,
          location: null,
          phone: null,
          hours: [{ from: 1, until: 7, windows: [window('00:00', '24:00')] }],
          services: [],
        },
        0,
        t,
      ),
    inRussian: {
      text: '<b>Салон «Вера» &amp; Co</b>\n\n<b>Часы работы</b>\nЕжедневно: круглосуточно',
      keyboard: [],
    },
    inEnglish: {
      text: '<b>Салон «Вера» &amp; Co</b>\n\n<b>Opening hours</b>\nEvery day: 24 hours',
      keyboard: [],
    },
  },
])('shows $shows', ({ screen, inRussian, inEnglish }) => {
  expect(seen(screen(ru))).toEqual(inRussian)
  expect(seen(screen(en))).toEqual(inEnglish)
})

test('a long list of long names is paged and fits one message', () => {
  const services = Array.from({ length: 65 }, (_, index) => ({
    ...haircut,
    id: index + 1,
    emoji: null,
    name: `${index + 1} ${'Ж'.repeat(97)}`,
    category: `${index + 1}`.padEnd(40, 'К'),
    durationMin: 715,
    priceMinor: 100_000_000,
  }))
  const busy = [window('09:00', '11:30'), window('12:30', '14:00'), window('15:00', '18:30')]
  const longest: Business = {
    ...salon,
    name: 'Ж'.repeat(100),
    address: 'Ж'.repeat(200),
    services,
    hours: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ from: day, until: day, windows: busy })),
  }
  for (const t of [ru, en]) {
    const pages = [0, 1, 2, 3, 4].map((page) => renderAbout(longest, page, t))
    expect(Math.max(...pages.map(({ text }) => text.length))).toBeLessThanOrEqual(4096)
    const numbers = pages.flatMap(({ text }) => [...text.matchAll(/^(\d+)\sЖ/gm)].map(([, number]) => number))
    expect(numbers).toEqual(services.map(({ id }) => String(id)))
    expect(seen(pages[1]!).keyboard[0]?.map((label) => label.replace(/.* → /, ''))).toEqual([
      'about.0',
      'nil',
      'about.2',
    ])
    expect(renderAbout(longest, 99, t).text).toBe(pages[4]!.text)
  }
})
