import { describe, expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import {
  addDays,
  addMonths,
  datesOfMonth,
  dayBounds,
  doubledHour,
  instantOf,
  isTimeZone,
  localDateOf,
  localTimeOf,
  monthOfDate,
  parseLocalDate,
  parseLocalTime,
  rememberOffsets,
  weekdayOf,
  type LocalDate,
  type LocalMonth,
  type LocalTime,
} from '../../src/domain/local-time.ts'

const date = (text: string): LocalDate => text as LocalDate
const time = (text: string): LocalTime => text as LocalTime
const hours = (zone: string, on: string): number => {
  const { start, end } = dayBounds(zone, date(on))
  return (end.getTime() - start.getTime()) / 3_600_000
}

describe('instantOf', () => {
  // zone, date, time, as an opening edge, as a closing edge
  test.each([
    ['Europe/Berlin', '2026-01-15', '10:30', '2026-01-15T09:30Z', '2026-01-15T09:30Z'],
    ['America/New_York', '2026-07-01', '13:30', '2026-07-01T17:30Z', '2026-07-01T17:30Z'],
    ['America/New_York', '2026-12-31', '23:00', '2027-01-01T04:00Z', '2027-01-01T04:00Z'],
    ['Asia/Kolkata', '2026-07-01', '00:00', '2026-06-30T18:30Z', '2026-06-30T18:30Z'],
    ['Pacific/Kiritimati', '2026-07-01', '00:30', '2026-06-30T10:30Z', '2026-06-30T10:30Z'],
    ['Pacific/Pago_Pago', '2026-07-01', '23:30', '2026-07-02T10:30Z', '2026-07-02T10:30Z'],
    ['UTC', '2026-07-01', '24:00', '2026-07-02T00:00Z', '2026-07-02T00:00Z'],
    // spring: from 02:00 to 03:00
    ['Europe/Berlin', '2026-03-29', '01:59', '2026-03-29T00:59Z', '2026-03-29T00:59Z'],
    ['Europe/Berlin', '2026-03-29', '02:00', '2026-03-29T01:00Z', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00Z', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '2026-03-29', '03:00', '2026-03-29T01:00Z', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '2026-03-29', '03:30', '2026-03-29T01:30Z', '2026-03-29T01:30Z'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00Z', '2026-03-08T07:00Z'],
    // half an hour only
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30Z', '2026-10-03T15:30Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45Z', '2026-04-04T15:15Z'],
    // autumn: from 03:00 to 02:00
    ['Europe/Berlin', '2026-10-25', '01:59', '2026-10-24T23:59Z', '2026-10-24T23:59Z'],
    ['Europe/Berlin', '2026-10-25', '02:00', '2026-10-25T00:00Z', '2026-10-25T01:00Z'],
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30Z', '2026-10-25T01:30Z'],
    ['Europe/Berlin', '2026-10-25', '03:00', '2026-10-25T02:00Z', '2026-10-25T02:00Z'],
    // the jump is at midnight: 00:00 does not exist
    ['Asia/Beirut', '2026-03-29', '00:00', '2026-03-28T22:00Z', '2026-03-28T22:00Z'],
    ['Asia/Beirut', '2026-03-28', '24:00', '2026-03-28T22:00Z', '2026-03-28T22:00Z'],
    ['Asia/Beirut', '2026-03-29', '00:30', '2026-03-28T22:00Z', '2026-03-28T22:00Z'],
    ['Africa/Cairo', '2026-04-24', '00:00', '2026-04-23T22:00Z', '2026-04-23T22:00Z'],
    ['Africa/Cairo', '2026-04-23', '24:00', '2026-04-23T22:00Z', '2026-04-23T22:00Z'],
    // the hour before midnight twice
    ['Asia/Beirut', '2026-10-24', '23:30', '2026-10-24T20:30Z', '2026-10-24T21:30Z'],
    ['Asia/Beirut', '2026-10-24', '24:00', '2026-10-24T22:00Z', '2026-10-24T22:00Z'],
    ['Africa/Cairo', '2026-10-29', '23:30', '2026-10-29T20:30Z', '2026-10-29T21:30Z'],
    // the hour after midnight twice: the day before ends with the first midnight
    ['America/Havana', '2026-11-01', '00:00', '2026-11-01T04:00Z', '2026-11-01T05:00Z'],
    ['America/Havana', '2026-10-31', '24:00', '2026-11-01T04:00Z', '2026-11-01T04:00Z'],
    // a date that a zone left out when it crossed the date line
    ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T10:00Z', '2011-12-30T10:00Z'],
  ])('%s %s %s', (zone, on, at, opening, closing) => {
    expect(instantOf(zone, date(on), time(at), 'opening')).toEqual(new Date(opening))
    expect(instantOf(zone, date(on), time(at), 'closing')).toEqual(new Date(closing))
    expect(instantOf(rememberOffsets(zone), date(on), time(at), 'opening')).toEqual(new Date(opening))
    expect(instantOf(rememberOffsets(zone), date(on), time(at), 'closing')).toEqual(new Date(closing))
  })
})

describe('dayBounds', () => {
  test.each([
    ['Europe/Berlin', '2026-03-28', 24],
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Asia/Beirut', '2026-03-28', 24],
    ['Asia/Beirut', '2026-03-29', 23],
    ['Asia/Beirut', '2026-10-24', 25],
    ['Africa/Cairo', '2026-04-24', 23],
    ['Africa/Cairo', '2026-10-29', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('%s %s has %d hours', (zone, on, expected) => {
    expect(hours(zone, on)).toBe(expected)
  })
})

describe('what the clocks show', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29', '01:59'],
    ['Europe/Berlin', '2026-03-29T01:00Z', '2026-03-29', '03:00'],
    ['Europe/Berlin', '2026-10-25T01:30Z', '2026-10-25', '02:30'],
    ['Asia/Beirut', '2026-03-28T21:59Z', '2026-03-28', '23:59'],
    ['Asia/Beirut', '2026-03-28T22:00Z', '2026-03-29', '01:00'],
    ['America/New_York', '2026-07-02T03:59Z', '2026-07-01', '23:59'],
    ['Asia/Kathmandu', '2026-07-01T18:15Z', '2026-07-02', '00:00'],
    // 02:30 does not exist on this date in New York, which must not matter to Berlin
    ['Europe/Berlin', '2026-03-08T01:30Z', '2026-03-08', '02:30'],
  ])('%s at %s', (zone, instant, on, at) => {
    expect(localDateOf(zone, new Date(instant))).toBe(on)
    expect(localTimeOf(zone, new Date(instant))).toBe(at)
  })

  test.each([
    ['Europe/Berlin', '2026-10-24T23:59Z', null],
    ['Europe/Berlin', '2026-10-25T00:00Z', 'first'],
    ['Europe/Berlin', '2026-10-25T00:59Z', 'first'],
    ['Europe/Berlin', '2026-10-25T01:00Z', 'second'],
    ['Europe/Berlin', '2026-10-25T01:59Z', 'second'],
    ['Europe/Berlin', '2026-10-25T02:00Z', null],
    ['Europe/Berlin', '2026-03-29T01:00Z', null],
    ['Africa/Cairo', '2026-10-29T20:30Z', 'first'],
    ['Africa/Cairo', '2026-10-29T21:30Z', 'second'],
  ])('of %s at %s the doubled hour is %s', (zone, instant, which) => {
    expect(doubledHour(zone, new Date(instant))).toBe(which)
  })
})

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Beirut',
  'Africa/Cairo',
  'America/Havana',
  'Asia/Kolkata',
]
const instants = fc.integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2028, 0) / 60_000 })

describe('any instant', () => {
  test('comes back from its date and time, by the edge that the doubled hour asks for', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, minute) => {
        const instant = new Date(minute * 60_000)
        const edge = doubledHour(zone, instant) === 'second' ? 'closing' : 'opening'
        expect(instantOf(zone, localDateOf(zone, instant), localTimeOf(zone, instant), edge)).toEqual(instant)
      }),
    )
  })

  test('shows what the runtime itself says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, minute) => {
        const instant = new Date(minute * 60_000)
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'short',
        })
        const remembered = rememberOffsets(zone)
        expect(`${localDateOf(zone, instant)} ${localTimeOf(zone, instant)}`).toBe(shown.format(instant))
        expect(localTimeOf(remembered, instant)).toBe(localTimeOf(zone, instant))
      }),
    )
  })

  test('lies within the bounds of its date, which end where the next begin', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, minute) => {
        const instant = new Date(minute * 60_000)
        const today = localDateOf(zone, instant)
        const { start, end } = dayBounds(zone, today)
        expect(start <= instant && instant < end).toBe(true)
        expect(dayBounds(zone, addDays(today, 1)).start).toEqual(end)
        expect(localDateOf(zone, start)).toBe(today)
        expect(localDateOf(zone, new Date(start.getTime() - 1))).not.toBe(today)
      }),
    )
  })
})

describe('dates and months', () => {
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-28', 2, '2026-03-30'],
  ])('%s and %d days', (from, days, expected) => {
    expect(addDays(date(from), days)).toBe(expected)
  })

  test.each([
    ['2026-01', 1, '2026-02'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-03', 14, '2027-05'],
  ])('%s and %d months', (from, months, expected) => {
    expect(addMonths(from as LocalMonth, months)).toBe(expected)
  })

  test('a month has all its dates', () => {
    const february = datesOfMonth('2028-02' as LocalMonth)
    expect(february).toHaveLength(29)
    expect([february[0], february.at(-1)]).toEqual(['2028-02-01', '2028-02-29'])
    expect(monthOfDate(date('2028-02-29'))).toBe('2028-02')
  })

  test('weekdays are ISO: Monday 1, Sunday 7', () => {
    expect([weekdayOf(date('2026-03-02')), weekdayOf(date('2026-03-08'))]).toEqual([1, 7])
  })
})

describe('what people and databases write', () => {
  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00', 'tomorrow', ''])(
    'no date: %s',
    (text) => {
      expect(parseLocalDate(text)).toBeNull()
    },
  )
  test.each(['24:01', '25:00', '9:00', '12:60', '12:00:00', ''])('no time: %s', (text) => {
    expect(parseLocalTime(text)).toBeNull()
  })
  test('dates and times', () => {
    expect(parseLocalDate('2028-02-29')).toBe('2028-02-29')
    expect([parseLocalTime('00:00'), parseLocalTime('23:59'), parseLocalTime('24:00')]).toEqual([
      '00:00',
      '23:59',
      '24:00',
    ])
  })
  test.each([
    ['Europe/Moscow', true],
    ['UTC', true],
    ['America/Argentina/Buenos_Aires', true],
    ['Europe/Atlantis', false],
    ['+03:00', false],
    ['MSK', false],
    ['', false],
  ])('%s as a time zone: %s', (name, expected) => {
    expect(isTimeZone(name)).toBe(expected)
  })
})
