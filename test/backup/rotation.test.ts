import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'

const script = join(import.meta.dirname, '../../scripts/backup/rotation.sh')

/** Days, at one in the morning unless an hour is told (`2026-11-27 13`); the kept ones, newest first. */
function kept(days: readonly string[]): string[] {
  const moments = days.map((day) => `${day.slice(0, 10).replaceAll('-', '')}T${day.slice(11) || '01'}0000Z\n`)
  const printed = execFileSync(script, { input: moments.join(''), encoding: 'utf8' })
  return printed
    .split('\n')
    .filter(Boolean)
    .map(
      (moment) => `${moment.slice(0, 4)}-${moment.slice(4, 6)}-${moment.slice(6, 8)} ${moment.slice(9, 11)}`,
    )
    .map((day) => day.replace(/ 01$/, ''))
}

function nights(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) =>
    new Date(Date.parse(first) + n * 86_400_000).toISOString().slice(0, 10),
  )
}

describe('of the backups that there are, are kept', () => {
  test.each<[string, string[], string[]]>([
    ['none of none', [], []],
    ['the only one, however old', ['2019-02-03'], ['2019-02-03']],
    [
      'the newest of a day',
      ['2026-11-26', '2026-11-27', '2026-11-27 04', '2026-11-27 13'],
      ['2026-11-27 13', '2026-11-26'],
    ],
    [
      'seven days, and of the week before its last',
      nights('2026-11-12', 16),
      [...nights('2026-11-21', 7).reverse(), '2026-11-15'],
    ],
    [
      'seven days that have any, when the machine is off for long',
      [
        '2026-01-10',
        '2026-01-11',
        '2026-06-01',
        '2026-06-02',
        '2026-06-03',
        '2026-06-04',
        '2026-06-05',
        '2026-06-06',
      ],
      ['2026-06-06', '2026-06-05', '2026-06-04', '2026-06-03', '2026-06-02', '2026-06-01', '2026-01-11'],
    ],
    [
      'the days around a new year by the week that they belong to',
      // Thursday to Sunday of the last week of 2026, Monday of the first of 2027, and its days until Sunday.
      ['2026-12-20', ...nights('2026-12-31', 11)],
      [...nights('2027-01-04', 7).reverse(), '2027-01-03', '2026-12-31', '2026-12-20'],
    ],
  ])('%s', (_, days, expected) => {
    expect(kept(days)).toEqual(expected)
  })

  test('seven days, four weeks and six months, when it is asked each night', () => {
    let present = ['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30']
    for (const night of nights('2026-10-24', 35)) {
      present = kept([...present, night])
      expect(present[0]).toBe(night)
    }

    const sundays = ['2026-11-15', '2026-11-08']
    const lastOfMonths = ['2026-10-31', '2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30']
    expect(present).toEqual([...nights('2026-11-21', 7).reverse(), ...sundays, ...lastOfMonths])
  })
})
