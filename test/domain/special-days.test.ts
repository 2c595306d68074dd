import { describe, expect, test } from '@jest/globals'
import type { LocalDate, LocalTime } from '../../src/domain/local-time.ts'
import { comingHolidays } from '../../src/domain/public-holidays.ts'
import {
  areSettable,
  inRuns,
  specialDays,
  specialFingerprint,
  type SpecialRow,
} from '../../src/domain/special-days.ts'
import { parseTypedSpecialHours } from '../../src/domain/typed-special-hours.ts'

const date = (text: string) => text as LocalDate
const time = (text: string) => text as LocalTime

function row(day: string, changes: Partial<SpecialRow> = {}): SpecialRow {
  return {
    staffId: null,
    date: date(day),
    opens: null,
    closes: null,
    closed: true,
    reason: null,
    ...changes,
  }
}

const open = (opens: string, closes: string) => ({ opens: time(opens), closes: time(closes), closed: false })

describe('special days', () => {
  test('are a specialist’s own where there are any, else the business’s', () => {
    const rows = [
      row('2026-03-08', { reason: 'Праздник' }),
      row('2026-03-08', { staffId: 2, ...open('10:00', '12:00') }),
      row('2026-03-08', { staffId: 2, ...open('12:00', '14:00') }),
      row('2026-03-09'),
      row('2026-03-08', { staffId: 3 }),
    ]
    expect(specialDays(rows, 2)).toEqual([
      {
        date: '2026-03-08',
        windows: [{ opens: '10:00', closes: '14:00' }],
        reason: null,
        level: 'specialist',
      },
      { date: '2026-03-09', windows: [], reason: null, level: 'business' },
    ])
    expect(specialDays(rows, null).map(({ reason }) => reason)).toEqual(['Праздник', null])
  })

  test('in a row, of which the same is said, are one', () => {
    const days = specialDays(
      [
        row('2026-04-30', { reason: 'Отпуск' }),
        row('2026-05-01', { reason: 'Отпуск' }),
        row('2026-05-02'),
        row('2026-05-04'),
        row('2026-05-05', open('10:00', '12:00')),
      ],
      null,
    )
    expect(inRuns(days).map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-04-30 2026-05-01',
      '2026-05-02 2026-05-02',
      '2026-05-04 2026-05-04',
      '2026-05-05 2026-05-05',
    ])
  })

  test('are told apart by whatever is said of them, and only by one’s own', () => {
    const seen = (rows: SpecialRow[]) => specialFingerprint(rows, null)
    const rows = [row('2026-03-08'), row('2026-03-09')]
    expect(seen(rows.toReversed())).toBe(seen(rows))
    expect(seen([...rows, row('2026-03-10', { staffId: 2 })])).toBe(seen(rows))
    for (const other of [
      [row('2026-03-08')],
      [row('2026-03-08'), row('2026-03-10')],
      [row('2026-03-08'), row('2026-03-09', { reason: 'x' })],
      [row('2026-03-08'), row('2026-03-09', open('10:00', '12:00'))],
    ]) {
      expect(seen(other)).not.toBe(seen(rows))
    }
  })

  test.each([
    ['2026-03-02', '2026-03-02', true],
    ['2026-03-02', '2027-03-02', true],
    ['2026-03-02', '2027-03-03', false],
    ['2026-03-01', '2026-03-02', false],
    ['2026-03-05', '2026-03-04', false],
    ['2028-03-02', '2028-03-02', true],
    ['2028-03-03', '2028-03-03', false],
  ])('%s to %s: %s', (from, to, settable) => {
    expect(areSettable(date(from), date(to), date('2026-03-02'))).toBe(settable)
  })
})

describe('the hours of a date as typed', () => {
  test.each([
    ['выходной', '', null],
    ['Выходной: Отпуск', '', 'Отпуск'],
    ['закрыто, 8 Марта', '', '8 Марта'],
    ['closed – Easter', '', 'Easter'],
    ['day off painting the walls', '', 'painting the walls'],
    ['10-15', '10:00-15:00', null],
    ['10-15, перерыв 12-13', '10:00-12:00 13:00-15:00', null],
  ])('%j', (typed, hours, reason) => {
    const read = parseTypedSpecialHours(typed)
    const windows = read.ok ? read.windows.map(({ opens, closes }) => `${opens}-${closes}`).join(' ') : null
    expect({ windows, reason: read.reason }).toEqual({ windows: hours, reason })
  })

  test.each([
    ['отпуск', 'not_hours'],
    ['выходной \u0000', 'not_hours'],
    [`выходной ${'ж'.repeat(101)}`, 'reason_too_long'],
    ['ж'.repeat(4096), 'not_hours'],
    ['9-9', 'empty'],
  ])('%j is refused: %s', (typed, reason) => {
    expect(parseTypedSpecialHours(typed)).toEqual({ ok: false, reason })
  })
})

test('coming holidays are those of the period, one a date, the nearest first', () => {
  const holiday = (name: string, from: string, to = from) => ({ name, from: date(from), to: date(to) })
  expect(
    comingHolidays(
      [
        holiday('second', '2026-05-09'),
        holiday('over', '2026-03-01'),
        holiday('under way', '2026-02-28', '2026-03-03'),
        holiday('the same day', '2026-05-09'),
        holiday('too far', '2027-03-03'),
        holiday('first', '2026-05-01'),
      ],
      date('2026-03-02'),
      date('2027-03-01'),
    ),
  ).toEqual([
    holiday('under way', '2026-03-02', '2026-03-03'),
    holiday('first', '2026-05-01'),
    holiday('second', '2026-05-09'),
  ])
})
