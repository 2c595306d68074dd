import { expect, test } from '@jest/globals'
import type { LocalDate } from '../../src/domain/local-time.ts'
import { parseTypedPeriod } from '../../src/domain/typed-period.ts'

/** A Thursday. */
const today = '2026-03-05' as LocalDate
const hours = (date: string, opens: string, closes: string) => ({ kind: 'hours', date, opens, closes })
const days = (from: string, to = from) => ({ kind: 'days', from, to })
const until = (date: string, time: string) => ({ kind: 'until', date, time })

test.each([
  ['13-15', hours('2026-03-05', '13:00', '15:00')],
  ['13:00–15:30', hours('2026-03-05', '13:00', '15:30')],
  ['с 9 до 12', hours('2026-03-05', '09:00', '12:00')],
  ['22-2', hours('2026-03-05', '22:00', '02:00')],
  ['18-24', hours('2026-03-05', '18:00', '24:00')],
  ['завтра 13-15', hours('2026-03-06', '13:00', '15:00')],
  ['13-15 завтра', hours('2026-03-06', '13:00', '15:00')],
  ['завтра, с 9 до 12', hours('2026-03-06', '09:00', '12:00')],
  ['5 мая 13-15', hours('2026-05-05', '13:00', '15:00')],
  ['13-15 5 мая', hours('2026-05-05', '13:00', '15:00')],
  ['12.03 9 - 18', hours('2026-03-12', '09:00', '18:00')],
  ['9.30-12.15', hours('2026-03-05', '09:30', '12:15')],
  ['в пятницу 9-12', hours('2026-03-06', '09:00', '12:00')],
  ['tomorrow from 9 to 12', hours('2026-03-06', '09:00', '12:00')],
  ['сегодня', days('2026-03-05')],
  ['12.03', days('2026-03-12')],
  ['1-8 мая', days('2026-05-01', '2026-05-08')],
  ['13-15 мая', days('2026-05-13', '2026-05-15')],
  ['1.05-8.05', days('2026-05-01', '2026-05-08')],
  ['may 1-8', days('2026-05-01', '2026-05-08')],
  ['до 18:00', until('2026-03-05', '18:00')],
  ['до 18', until('2026-03-05', '18:00')],
  ['до 6 вечера', until('2026-03-05', '18:00')],
  ['until 6 pm', until('2026-03-05', '18:00')],
  ['до завтра 12:00', until('2026-03-06', '12:00')],
  ['до 12:00 завтра', until('2026-03-06', '12:00')],
  ['до пятницы', until('2026-03-06', '24:00')],
  ['до 8 мая', until('2026-05-08', '24:00')],
  ['час', { kind: 'for', minutes: 60 }],
  ['на 2 часа', { kind: 'for', minutes: 120 }],
  ['полчаса', { kind: 'for', minutes: 30 }],
  ['1ч 30м', { kind: 'for', minutes: 90 }],
  ['2h', { kind: 'for', minutes: 120 }],
])('%s', (typed, period) => {
  expect(parseTypedPeriod(typed, today)).toEqual(period)
})

test.each([
  ['13-15', hours('2026-03-12', '13:00', '15:00')],
  ['2026-03-12', days('2026-03-12')],
  ['завтра 9-12', hours('2026-03-06', '09:00', '12:00')],
  ['завтра', days('2026-03-06')],
])('%s, looking at the twelfth', (typed, period) => {
  expect(parseTypedPeriod(typed, today, '2026-03-12' as LocalDate)).toEqual(period)
})

test.each(['2h', 'до 18:00', 'until 18:00', 'до 8 мая'])(
  '%s begins now, and is nothing on the twelfth',
  (typed) => {
    expect(parseTypedPeriod(typed, today, '2026-03-12' as LocalDate)).toBeNull()
  },
)

test.each([
  '',
  '13',
  '13-13',
  '9-12, 14-18',
  'завтра 9-12 и 13-14',
  '8-1 мая',
  '31.02',
  'до',
  'до обеда',
  '0 ч',
  'когда-нибудь',
  'завтра послезавтра',
  '<b>13-15</b>',
  '9 '.repeat(2000),
])('%j is refused', (typed) => {
  expect(parseTypedPeriod(typed, today)).toBeNull()
})
