import { describe, expect, test } from '@jest/globals'
import { renderMonth } from '../../../src/bot/client/booking/choose-day.ts'
import { renderTimes } from '../../../src/bot/client/booking/choose-time.ts'
import type { DayView } from '../../../src/domain/availability.ts'
import { date, days, en, haircut, labels, month, ru, start } from './examples.ts'

const target = { serviceIds: [7], staffId: null, movingBookingId: null, clientId: null }

function calendar(of: string, others: Readonly<Record<number, DayView['status']>> = {}, t = en) {
  return renderMonth(
    {
      ok: true,
      services: [haircut],
      chosen: null,
      month: month(of),
      days: days(of, others),
      today: date('2026-01-01'),
      previous: null,
      next: null,
      moving: null,
    },
    target,
    t,
  )
}

describe('the calendar', () => {
  test.each([
    ['2026-06', 'begins on a Monday', 5, '1', '·'],
    ['2026-02', 'begins on a Sunday and has four weeks', 5, '·', '·'],
    ['2027-02', 'begins on a Monday and has exactly four weeks', 4, '1', '28'],
    ['2026-08', 'begins on a Saturday and needs six weeks', 6, '·', '·'],
  ])('%s %s: whole weeks of seven', (of, _, weeks, first, last) => {
    const grid = labels(calendar(of)).slice(1, 1 + weeks)
    expect(grid.map((week) => week.length)).toEqual(Array.from({ length: weeks }, () => 7))
    expect([grid[0]?.[0], grid.at(-1)?.at(-1)]).toEqual([first, last])
    expect(labels(calendar(of))).toHaveLength(1 + weeks + 1)
  })

  test('each day stands under its weekday', () => {
    const [weekdays, ...weeks] = labels(calendar('2026-08'))
    expect([weekdays?.[5], weekdays?.[6]]).toEqual(['Sat', 'Sun'])
    expect([weeks[0]?.[5], weeks[0]?.[6]]).toEqual(['1', '2'])
    expect(weeks[5]?.[0]).toBe('31')
  })

  test('explains only the marks that are seen', () => {
    expect(calendar('2026-03', {}, ru).text).not.toContain('\n\n')
    expect(calendar('2026-03', { 3: 'full' }, ru).text).toMatch(/\n\n× всё занято$/)
    expect(calendar('2026-03', { 3: 'nearly_full' }, ru).text).toMatch(/\n\n• почти всё занято$/)
  })

  test('says so when the whole month is taken', () => {
    const full = Object.fromEntries(Array.from({ length: 31 }, (_, day) => [day + 1, 'full' as const]))
    expect(calendar('2026-03', full, ru).text).toContain('В этом месяце свободных дней нет.')
  })
})

describe('the times of a day', () => {
  /** Starts from midnight on, in Moscow. */
  const every = (minutes: number) =>
    Array.from({ length: (24 * 60) / minutes }, (_, index) =>
      start(new Date(Date.UTC(2026, 2, 13, 21, index * minutes)).toISOString()),
    )
  const view = {
    ok: true as const,
    services: [haircut],
    chosen: null,
    zone: 'Europe/Moscow',
    date: date('2026-03-14'),
    nextFreeDay: null,
    moving: null,
  }

  test('stand under the part of the day they belong to', () => {
    const rows = labels(renderTimes({ ...view, starts: every(60) }, target, 0, en)).map((row) =>
      row.join(' '),
    )
    expect(rows).toEqual([
      'Night',
      '00:00 01:00 02:00 03:00',
      '04:00 05:00',
      'Morning',
      '06:00 07:00 08:00 09:00',
      '10:00 11:00',
      'Afternoon',
      '12:00 13:00 14:00 15:00',
      '16:00',
      'Evening',
      '17:00 18:00 19:00 20:00',
      '21:00 22:00 23:00',
      '‹ Another day',
    ])
  })

  test('after midnight are the next day’s: they come last, under its name', () => {
    const hours = ['2026-03-14T19:00Z', '2026-03-14T20:00Z', '2026-03-14T21:00Z', '2026-03-14T22:00Z']
    const night = { ...view, starts: hours.map((hour) => start(hour)) }
    expect(labels(renderTimes(night, target, 0, en))).toEqual([
      ['Evening'],
      ['22:00', '23:00'],
      ['After midnight: Sunday, 15 March'],
      ['00:00', '01:00'],
      ['‹ Another day'],
    ])
    expect(labels(renderTimes(night, target, 0, ru))[2]).toEqual(['После полуночи: воскресенье, 15 марта'])
  })

  test('come in pages, each start on one of them', () => {
    const starts = every(10)
    const shown = [0, 1, 2, 3, 4, 5].flatMap((page) => {
      const rows = labels(renderTimes({ ...view, starts }, target, page, en))
      expect(rows.at(-2)?.join(' ')).toContain(`${page + 1} of 6`)
      return rows.flat().filter((label) => /^\d\d:\d\d$/.test(label))
    })
    expect(shown).toHaveLength(144)
    expect(new Set(shown).size).toBe(144)
  })

  test('a page that is no longer there is the last one', () => {
    const rows = labels(renderTimes({ ...view, starts: every(30) }, target, 9, en))
    expect(rows.at(-2)).toEqual(['‹', '2 of 2'])
  })
})
