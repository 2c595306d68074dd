import { expect, test } from '@jest/globals'
import type { ScheduleRule } from '../../src/domain/agenda.ts'
import type { LocalDate, LocalTime } from '../../src/domain/local-time.ts'
import { openingHours } from '../../src/domain/opening-hours.ts'

const defaults = { opens: '09:00' as LocalTime, closes: '21:00' as LocalTime }
/** A Wednesday. */
const today = '2026-03-04' as LocalDate

function row(weekday: number, hours: string, changes: Partial<ScheduleRule> = {}): ScheduleRule {
  const [opens = null, closes = null] = hours === 'closed' ? [] : hours.split('-')
  return {
    staffId: null,
    kind: 'open',
    weekday,
    date: null,
    opens: opens as LocalTime | null,
    closes: closes as LocalTime | null,
    closed: hours === 'closed',
    validFrom: null,
    validTo: null,
    ...changes,
  }
}

const week = (hours: string, changes: Partial<ScheduleRule> = {}) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => row(weekday, hours, changes))

function shown(rules: readonly ScheduleRule[]): string[] {
  return openingHours(rules, defaults, today).map(({ from, until, windows }) => {
    const hours = windows.map(({ opens, closes }) => `${opens}-${closes}`).join(' ')
    return `${from}..${until} ${hours}`.trim()
  })
}

test.each([
  ['the default hours where nothing is set', [], ['1..7 09:00-21:00']],
  [
    'days in a row with equal hours as one',
    [row(6, '10:00-18:00'), row(7, 'closed')],
    ['1..5 09:00-21:00', '6..6 10:00-18:00', '7..7'],
  ],
  ['equal days that are apart, apart', [row(3, 'closed')], ['1..2 09:00-21:00', '3..3', '4..7 09:00-21:00']],
  [
    'several windows of a day, in order',
    [...week('15:00-20:00'), ...week('10:00-14:00')],
    ['1..7 10:00-14:00 15:00-20:00'],
  ],
  ['touching windows as one', [...week('10:00-14:00'), ...week('14:00-20:00')], ['1..7 10:00-20:00']],
  ['hours without the breaks', week('13:00-14:00', { kind: 'break' }), ['1..7 09:00-13:00 14:00-21:00']],
  ['an evening over midnight', week('22:00-02:00'), ['1..7 22:00-02:00']],
  ['the whole day', week('00:00-24:00'), ['1..7 00:00-24:00']],
  ['the whole day as midnight to midnight', week('00:00-00:00'), ['1..7 00:00-24:00']],
  [
    'an evening over midnight with a break at it',
    [...week('20:00-03:00'), ...week('23:00-24:00', { kind: 'break' })],
    ['1..7 20:00-23:00 00:00-03:00'],
  ],
  ['nobody’s own hours', week('10:00-12:00', { staffId: 2 }), ['1..7 09:00-21:00']],
  ['no hours of one date', [row(3, '10:00-12:00', { weekday: null, date: today })], ['1..7 09:00-21:00']],
  [
    'no hours that are over, nor those that begin later than in a week',
    [
      ...week('10:00-12:00', { validTo: '2026-03-03' as LocalDate }),
      ...week('10:00-13:00', { validFrom: '2026-03-11' as LocalDate }),
    ],
    ['1..7 09:00-21:00'],
  ],
  [
    'hours from the day on from which they count',
    week('10:00-16:00', { validFrom: '2026-03-09' as LocalDate }),
    ['1..2 10:00-16:00', '3..7 09:00-21:00'],
  ],
])('tells %s', (_, rules, expected) => {
  expect(shown(rules)).toEqual(expected)
})
