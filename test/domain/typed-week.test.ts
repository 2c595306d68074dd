import { describe, expect, test } from '@jest/globals'
import { parseTypedDay, parseTypedWeek } from '../../src/domain/typed-week.ts'

/** `1: 09:00-18:00; 7: closed`. */
function week(typed: string, asked: readonly number[] = [1]): string {
  const read = parseTypedWeek(typed, asked)
  if (!read.ok) return read.reason
  return read.days.map(({ weekday, windows }) => `${weekday}: ${text(windows)}`).join('; ')
}

function text(windows: readonly { opens: string; closes: string }[]): string {
  return windows.length === 0 ? 'closed' : windows.map(({ opens, closes }) => `${opens}-${closes}`).join(' ')
}

describe('the hours of a day', () => {
  test.each([
    ['10-19', '10:00-19:00'],
    ['9:00–13:00, 14–20', '09:00-13:00 14:00-20:00'],
    ['22-02', '22:00-02:00'],
    ['закрыто', 'closed'],
    ['Выходной', 'closed'],
    ['не работаем', 'closed'],
    ['closed', 'closed'],
    ['Day off', 'closed'],
    ['круглосуточно', '00:00-24:00'],
    ['24/7', '00:00-24:00'],
    ['10-19, перерыв 14-15', '10:00-14:00 15:00-19:00'],
    ['10-19 с перерывом 14-15', '10:00-14:00 15:00-19:00'],
    ['10-19, обед: 13:30-14', '10:00-13:30 14:00-19:00'],
    ['10-19 обед с 13 до 14', '10:00-13:00 14:00-19:00'],
    ['10-19, break 14-15, break 17-17:30', '10:00-14:00 15:00-17:00 17:30-19:00'],
    ['10-19 with a break 14-15', '10:00-14:00 15:00-19:00'],
    ['9-14, 15-20, lunch 12-13', '09:00-12:00 13:00-14:00 15:00-20:00'],
    ['10-19, перерыв 20-21', 'not_hours'],
    ['10-19, перерыв 9-20', 'empty'],
    ['10-19, перерыв', 'not_hours'],
    ['перерыв 14-15', 'not_hours'],
    ['закрыто завтра', 'not_hours'],
    ['', 'not_hours'],
  ])('%j: %s', (typed, hours) => {
    const read = parseTypedDay(typed)
    expect(read.ok ? text(read.windows) : read.reason).toBe(hours)
  })
})

describe('the hours of a week', () => {
  test.each([
    ['10-19', '1: 10:00-19:00'],
    [
      'пн-пт 10-19, сб 11-16, вс выходной',
      '1: 10:00-19:00; 2: 10:00-19:00; 3: 10:00-19:00; 4: 10:00-19:00; 5: 10:00-19:00; 6: 11:00-16:00; 7: closed',
    ],
    [
      'Mon, Wed 9-13, 14-18; Sun: closed',
      '1: 09:00-13:00 14:00-18:00; 3: 09:00-13:00 14:00-18:00; 7: closed',
    ],
    ['пн — 10-19\nвт — 11-20', '1: 10:00-19:00; 2: 11:00-20:00'],
    ['Пн. 10–19 и сб. и вс. 11–16', '1: 10:00-19:00; 6: 11:00-16:00; 7: 11:00-16:00'],
    ['пт-пн 10-12', '1: 10:00-12:00; 5: 10:00-12:00; 6: 10:00-12:00; 7: 10:00-12:00'],
    ['во вторник с 10 до 19', '2: 10:00-19:00'],
    ['on Saturday 11-16', '6: 11:00-16:00'],
    [
      'будни 10-19 с перерывом 14-15; weekend closed',
      [1, 2, 3, 4, 5].map((day) => `${day}: 10:00-14:00 15:00-19:00; `).join('') + '6: closed; 7: closed',
    ],
    ['10-19, вс выходной', '1: 10:00-19:00; 7: closed'],
    [
      'ежедневно 9-21, среда 10-12',
      [1, 2, 3, 4, 5, 6, 7].map((day) => `${day}: ${day === 3 ? '10:00-12:00' : '09:00-21:00'}`).join('; '),
    ],
    ['пн-пт', 'not_hours'],
    ['пн-пт 10-19, сб', 'not_hours'],
    ['понедельничек 10-19', 'not_hours'],
    ['пн 9-18, 17-20', 'overlap'],
    ['пн 9-9', 'empty'],
    ['', 'not_hours'],
    ['пн '.repeat(2000), 'not_hours'],
  ])('%j: %s', (typed, days) => {
    expect(week(typed)).toBe(days)
  })

  test('without a weekday are of those that were asked for', () => {
    expect(week('10-19', [6, 7])).toBe('6: 10:00-19:00; 7: 10:00-19:00')
    expect(week('10-19, вс выходной', [6, 7])).toBe('6: 10:00-19:00; 7: closed')
  })
})
