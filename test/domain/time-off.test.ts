import { describe, expect, test } from '@jest/globals'
import {
  fingerprintOfPlan,
  refuseTimeOff,
  timeOfPeriod,
  timesOf,
  type TimeBlock,
  type WeeklyBreak,
} from '../../src/domain/time-off.ts'
import type { Period } from '../../src/domain/typed-period.ts'
import { date, time } from './agenda-of.ts'

const zone = 'Europe/Berlin'
/** A Thursday, ten past two in the afternoon. */
const now = new Date('2026-03-05T13:10:30Z')

const hours = (on: string, opens: string, closes: string): Period => ({
  kind: 'hours',
  date: date(on),
  opens: time(opens),
  closes: time(closes),
})
const days = (from: string, to: string): Period => ({ kind: 'days', from: date(from), to: date(to) })

describe('a typed stretch', () => {
  test.each<[about: string, period: Period, start: string, end: string]>([
    ['hours', hours('2026-03-06', '13:00', '15:00'), '2026-03-06T12:00Z', '2026-03-06T14:00Z'],
    ['hours over midnight', hours('2026-03-06', '22:00', '02:00'), '2026-03-06T21:00Z', '2026-03-07T01:00Z'],
    [
      'hours that have begun',
      hours('2026-03-05', '13:00', '15:00'),
      '2026-03-05T13:10Z',
      '2026-03-05T14:00Z',
    ],
    ['the rest of today', days('2026-03-05', '2026-03-05'), '2026-03-05T13:10Z', '2026-03-05T23:00Z'],
    ['a day of 23 hours', days('2026-03-29', '2026-03-29'), '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    ['a day of 25 hours', days('2026-10-25', '2026-10-25'), '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    ['a week over the change', days('2026-03-27', '2026-04-02'), '2026-03-26T23:00Z', '2026-04-02T22:00Z'],
    [
      'both of a doubled hour',
      hours('2026-10-25', '02:00', '03:00'),
      '2026-10-25T00:00Z',
      '2026-10-25T02:00Z',
    ],
    ['two hours from now', { kind: 'for', minutes: 120 }, '2026-03-05T13:10Z', '2026-03-05T15:10Z'],
    [
      'until six',
      { kind: 'until', date: date('2026-03-05'), time: time('18:00') },
      '2026-03-05T13:10Z',
      '2026-03-05T17:00Z',
    ],
  ])('%s', (_, period, start, end) => {
    expect(timeOfPeriod(period, zone, now)).toEqual({ start: new Date(start), end: new Date(end) })
  })

  test('in an hour that no clock shows is none', () => {
    const { start, end } = timeOfPeriod(hours('2026-03-29', '02:10', '02:40'), zone, now)
    expect(refuseTimeOff(block(start, end), zone, now)).toBe('past')
  })
})

function block(start: Date, end: Date): TimeBlock {
  return { kind: 'block', staffId: null, reason: null, during: { start, end } }
}

const weekly = (more: Partial<WeeklyBreak> = {}): WeeklyBreak => ({
  kind: 'break',
  staffId: 1,
  reason: null,
  weekdays: [1, 5],
  opens: time('13:00'),
  closes: time('14:00'),
  from: date('2026-03-05'),
  until: null,
  ...more,
})

describe('time off', () => {
  const inDays = (number: number) => new Date(now.getTime() + number * 86_400_000)

  test.each([
    ['ahead', block(inDays(1), inDays(2)), null],
    ['going on', block(inDays(-1), inDays(1)), null],
    ['over', block(inDays(-2), inDays(-1)), 'past'],
    ['just over', block(inDays(-2), now), 'past'],
    ['of no length', block(inDays(1), inDays(1)), 'past'],
    ['of a year', block(inDays(1), inDays(367)), null],
    ['of more than a year', block(inDays(1), inDays(368)), 'too_long'],
    ['each week', weekly(), null],
    ['each week, over', weekly({ from: date('2026-03-01'), until: date('2026-03-04') }), 'past'],
    ['on no weekday', weekly({ weekdays: [] }), 'never'],
    ['between dates without its weekdays', weekly({ until: date('2026-03-05') }), 'never'],
    ['backwards', weekly({ from: date('2026-04-02'), until: date('2026-04-01') }), 'never'],
  ])('%s', (_, off, refusal) => {
    expect(refuseTimeOff(off, zone, now)).toBe(refusal)
  })

  test('each week takes place at the same local time, and until its last date', () => {
    const off = weekly({ from: date('2026-03-27'), until: date('2026-04-03') })
    expect(timesOf(off, zone, date('2026-12-31')).map(({ start }) => start.toISOString())).toEqual([
      '2026-03-27T12:00:00.000Z',
      '2026-03-30T11:00:00.000Z',
      '2026-04-03T11:00:00.000Z',
    ])
    expect(timesOf(off, zone, date('2026-03-28'))).toHaveLength(1)
  })

  test('its plan is told from any other', () => {
    const visit = { bookingId: 1, version: 1, startsAt: now }
    const plans = [
      fingerprintOfPlan(weekly(), [visit]),
      fingerprintOfPlan(weekly({ reason: 'ill' }), [visit]),
      fingerprintOfPlan(weekly({ staffId: null }), [visit]),
      fingerprintOfPlan(weekly(), []),
      fingerprintOfPlan(weekly(), [{ ...visit, version: 2 }]),
      fingerprintOfPlan(weekly(), [visit, { ...visit, bookingId: 2 }]),
    ]
    expect(new Set(plans).size).toBe(plans.length)
    expect(fingerprintOfPlan(weekly(), [{ ...visit }])).toBe(plans[0])
  })
})
