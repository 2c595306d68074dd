import { describe, expect, test } from '@jest/globals'
import { parseTypedHours, parseTypedTime } from '../../src/domain/typed-time.ts'

describe('a time', () => {
  test.each([
    ['9', '09:00'],
    ['09', '09:00'],
    ['21', '21:00'],
    ['0', '00:00'],
    ['9:30', '09:30'],
    ['09:30', '09:30'],
    ['9.30', '09:30'],
    ['9 30', '09:30'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['2115', '21:15'],
    ['000', '00:00'],
    ['23:59', '23:59'],
    ['в 9', '09:00'],
    ['в 9:30', '09:30'],
    ['at 9', '09:00'],
    ['9 ч', '09:00'],
    ['9 утра', '09:00'],
    ['9:30 вечера', '21:30'],
    ['3 дня', '15:00'],
    ['12 дня', '12:00'],
    ['12 ночи', '00:00'],
    ['2 часа ночи', '02:00'],
    ['9 am', '09:00'],
    ['9:30PM', '21:30'],
    ['12 am', '00:00'],
    ['12 p.m.', '12:00'],
    [' 9:30\u200f', '09:30'],
    ['9\u00a030', '09:30'],
  ])('%j is %s', (typed, time) => {
    expect(parseTypedTime(typed)).toBe(time)
  })

  test.each([
    '',
    '24',
    '24:00',
    '25',
    '99:99',
    '9:60',
    '9:5',
    '960',
    '2500',
    '12345',
    '9:30:15',
    '-9',
    '9,30',
    '9-18',
    '13 утра',
    '21 вечера',
    '13 pm',
    '0 am',
    '6 дня',
    '9 constructor',
    'девять',
    'noonish',
    '9 30 утра завтра',
    '٩:٣٠',
    '９',
    '9️⃣',
    '<i>9</i>',
    '9'.repeat(4000),
    `${' '.repeat(3000)}9`,
  ])('%j is refused', (typed) => {
    expect(parseTypedTime(typed)).toBeNull()
  })

  test('midnight closes a day, and opens none as 24', () => {
    expect(parseTypedTime('24', 'closing')).toBe('24:00')
    expect(parseTypedTime('24:00', 'closing')).toBe('24:00')
    expect(parseTypedTime('2400', 'closing')).toBe('24:00')
    expect(parseTypedTime('24:30', 'closing')).toBeNull()
  })
})

describe('hours', () => {
  test.each([
    ['9-18', '09:00-18:00'],
    ['9–18', '09:00-18:00'],
    ['9 — 18', '09:00-18:00'],
    ['9:00–13:00, 14-18', '09:00-13:00 14:00-18:00'],
    ['9-13;14-18', '09:00-13:00 14:00-18:00'],
    ['14-18, 9-13', '09:00-13:00 14:00-18:00'],
    ['9-13 и 14-18', '09:00-13:00 14:00-18:00'],
    ['9-13 and 14-18', '09:00-13:00 14:00-18:00'],
    ['9-13, 13-18', '09:00-13:00 13:00-18:00'],
    ['9-13\n14-18', null],
    ['с 9 до 18', '09:00-18:00'],
    ['from 9 to 18', '09:00-18:00'],
    ['9am-6pm', '09:00-18:00'],
    ['930-1815', '09:30-18:15'],
    ['22-2', '22:00-02:00'],
    ['10-14, 22-2', '10:00-14:00 22:00-02:00'],
    ['0-24', '00:00-24:00'],
    ['18-0', '18:00-24:00'],
    ['9-24:00', '09:00-24:00'],
  ])('%j are %s', (typed, windows) => {
    const hours = parseTypedHours(typed)
    expect(hours.ok ? hours.windows.map(({ opens, closes }) => `${opens}-${closes}`).join(' ') : null).toBe(
      windows,
    )
  })

  test.each([
    ['9-9', 'empty'],
    ['9-18, 12-14', 'overlap'],
    ['9-18, 17-20', 'overlap'],
    ['22-9, 8-12', 'overlap'],
    ['20-2, 22-23', 'overlap'],
    ['9-13, 9-13', 'overlap'],
    ['', 'not_hours'],
    ['9', 'not_hours'],
    ['9-', 'not_hours'],
    ['-9', 'not_hours'],
    ['9-18-20', 'not_hours'],
    ['9-25', 'not_hours'],
    ['24-9', 'not_hours'],
    ['9-18,', 'not_hours'],
    ['9-18, выходной', 'not_hours'],
    ['99:99-18', 'not_hours'],
    ['٩-١٨', 'not_hours'],
    ['9-10,'.repeat(11), 'not_hours'],
    ['9-18'.repeat(1000), 'not_hours'],
  ])('%j: %s', (typed, reason) => {
    expect(parseTypedHours(typed)).toEqual({ ok: false, reason })
  })
})
