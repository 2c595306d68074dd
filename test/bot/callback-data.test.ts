import { describe, expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import {
  count,
  defineButton,
  id,
  instant,
  localDate,
  localMonth,
  maxDataBytes,
  oneOf,
  optional,
  word,
} from '../../src/bot/callback-data.ts'
import * as bookingButtons from '../../src/bot/client/booking/buttons.ts'
import * as myBookingsButtons from '../../src/bot/client/my-bookings/buttons.ts'
import * as dialogButtons from '../../src/bot/dialogs/buttons.ts'
import { withDay } from '../../src/bot/on-day.ts'
import { inertButton } from '../../src/bot/pager.ts'
import { withWayBack } from '../../src/bot/way-back.ts'
import type { LocalDate, LocalMonth } from '../../src/domain/local-time.ts'

const day = 24 * 60 * 60 * 1000
const everything = defineButton('all', {
  whole: id,
  maybe: optional(id),
  page: count,
  at: instant,
  date: localDate,
  month: localMonth,
  scope: oneOf('upcoming', 'past'),
  name: word,
})

const dates = fc
  .integer({ min: Date.UTC(2000, 0, 1) / day, max: Date.UTC(2099, 11, 31) / day })
  .map((days) => new Date(days * day).toISOString())

const values = fc.record({
  whole: fc.integer({ min: 1, max: 1e7 }),
  maybe: fc.option(fc.integer({ min: 1, max: 1e7 })),
  page: fc.integer({ min: 0, max: 1000 }),
  at: fc
    .integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2099, 11, 31) / 60_000 })
    .map((minutes) => new Date(minutes * 60_000)),
  date: dates.map((date) => date.slice(0, 10) as LocalDate),
  month: dates.map((date) => date.slice(0, 7) as LocalMonth),
  scope: fc.constantFrom('upcoming' as const, 'past' as const),
  name: fc.stringMatching(/^[a-z0-9_]{1,8}$/),
})

describe('a button', () => {
  test('gives back exactly what it was packed with, in at most 64 bytes', () => {
    fc.assert(
      fc.property(values, (packed) => {
        const data = everything.pack(packed)
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(maxDataBytes)
        expect(everything.parse(data)).toEqual(packed)
      }),
    )
  })

  test('takes nothing that it would not have written itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 70 }), forgeries()), (data) => {
        const parsed = everything.parse(data)
        expect(parsed === null || everything.pack(parsed) === data).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['another name', 'b.1'],
    ['too few values', 'a'],
    ['too many values', 'a.1.2'],
    ['nothing', 'a.'],
    ['zero, where rows begin with one', 'a.0'],
    ['a negative number', 'a.-1'],
    ['a leading zero', 'a.01'],
    ['capitals', 'a.A'],
    ['a sign', 'a.+1'],
    ['a fraction', 'a.1,5'],
    ['blanks', 'a. 1'],
    ['more than a number can hold', 'a.2gosa7pa2gw'],
    ['another script', 'a.１'],
  ])('refuses %s', (_, data) => {
    expect(defineButton('a', { row: id }).parse(data)).toBeNull()
  })

  test('refuses days, months and moments outside this century', () => {
    expect(defineButton('a', { date: localDate }).parse('a.1')).toBeNull()
    expect(defineButton('a', { month: localMonth }).parse('a.zzzz')).toBeNull()
    expect(defineButton('a', { at: instant }).parse('a.zzzzzz')).toBeNull()
  })

  test('can be packed with row numbers as large as they get', () => {
    const most = Number.MAX_SAFE_INTEGER
    const date = '2099-12-31' as LocalDate
    const startsAt = new Date('2099-12-31T00:00:00Z')
    const target = { serviceIds: [most], staffId: most, movingBookingId: null, clientId: most }
    const { timeButton, confirmButton, confirmMoveButton } = bookingButtons
    const moving = { ...target, serviceIds: [], movingBookingId: most }
    for (const one of [target, moving]) {
      expect(() => timeButton.pack({ ...one, date, page: 99, startsAt })).not.toThrow()
    }
    expect(() => confirmButton.pack({ ...target, date, page: 99, startsAt, seen: 36 ** 3 - 1 })).not.toThrow()
    const move = {
      ...target,
      bookingId: most,
      version: 1_000_000,
      date,
      page: 99,
      startsAt,
      seen: 36 ** 4 - 1,
    }
    expect(() => confirmMoveButton.pack(move)).not.toThrow()
  })

  test('have room for four services, specialist and notes', () => {
    const serviceIds = [36 ** 4 - 1, 36 ** 4 - 2, 36 ** 4 - 3, 36 ** 4 - 4]
    const most = Number.MAX_SAFE_INTEGER
    const start = { date: '2099-12-31' as LocalDate, page: 99, startsAt: new Date('2099-12-31T00:00:00Z') }
    const chosen = { serviceIds, staffId: most, movingBookingId: null, clientId: null, ...start }
    const { pickServicesButton, timeButton, confirmWithNotesButton, noteButton } = bookingButtons
    expect(timeButton.parse(timeButton.pack(chosen))).toEqual({ ...chosen, from: null })
    expect(() => confirmWithNotesButton.pack({ ...chosen, notes: 36 ** 8, seen: 36 ** 3 - 1 })).not.toThrow()
    expect(() => noteButton.pack({ ...chosen, note: 'comment' })).not.toThrow()
    expect(() =>
      pickServicesButton.pack({ serviceIds: [...serviceIds, 1], clientId: null, page: 0 }),
    ).toThrow(RangeError)
    expect(pickServicesButton.parse('pick.1-2-3-4-5..0')).toBeNull()
    expect(pickServicesButton.parse('pick.1--2..0')).toBeNull()
    expect(pickServicesButton.parse('pick.1-0..0')).toBeNull()
  })

  test('throws rather than cut data that is too long', () => {
    const wide = defineButton('wide', { a: word, b: word, c: word, d: word })
    const long = 'x'.repeat(20)
    expect(() => wide.pack({ a: long, b: long, c: long, d: long })).toThrow(RangeError)
  })

  test('has a name of its own', () => {
    const all = [
      ...Object.values(bookingButtons),
      ...Object.values(myBookingsButtons),
      ...Object.values(dialogButtons),
    ]
    const names = [...all, inertButton].flatMap((button) => ('parse' in button ? [button.name] : []))
    expect(names.length).toBeGreaterThan(15)
    expect([...new Set(names)]).toEqual(names)
  })
})

describe('a button with a way back', () => {
  const card = withWayBack(defineButton('bk', { bookingId: id, page: optional(count) }))

  test('carries it, and reads without it what was written before there was one', () => {
    for (const page of [3, null]) {
      const packed = { bookingId: 15, page, from: 'sd.fu6..0' }
      expect(card.parse(card.pack(packed))).toEqual(packed)
    }
    expect(card.pack({ bookingId: 15, page: 3, from: 'sd.fu6..0' })).toBe('bk.f.3.sd~fu6~~0')
    expect(card.pack({ bookingId: 15, page: 3 })).toBe('bk.f.3')
    expect(card.parse('bk.f.3')).toEqual({ bookingId: 15, page: 3, from: null })
  })

  test('leaves it out where there is no room, or where it has one of its own', () => {
    const [long, nested] = [`se.${'1'.repeat(60)}`, card.pack({ bookingId: 1, page: 1, from: 'sd.1' })]
    for (const from of [long, nested]) expect(card.pack({ bookingId: 15, page: 3, from })).toBe('bk.f.3')
  })

  test.each([
    'bk.f.3.',
    'bk.f.3.SD~1',
    'bk.f.3.sd 1',
    'bk.f.sd~1',
    'bk.f.3.sd.1',
    `bk.f.3.${'s'.repeat(60)}`,
  ])('refuses %s', (data) => {
    expect(card.parse(data)).toBeNull()
  })
})

test('a button with a day gives it back beside a way back, and reads what was sent without one', () => {
  const choose = withWayBack(withDay(defineButton('nb', { page: count })))
  const date = '2026-03-05' as LocalDate
  for (const packed of [
    { page: 3, date, from: 'sd.fu6..0' },
    { page: 3, date, from: null },
    { page: 3, date: null, from: 'adm' },
  ]) {
    expect(choose.parse(choose.pack(packed))).toEqual(packed)
  }
  expect(choose.pack({ page: 3 })).toBe('nb.3')
  expect(choose.parse('nb.3')).toEqual({ page: 3, date: null, from: null })
  for (const data of ['nb.+fu6', 'nb.3.+', 'nb.3.+FU6', 'nb.3.+1', 'nb.3.+fu6.+fu6']) {
    expect(choose.parse(data)).toBeNull()
  }
})

/** Data of a real button with some characters changed. */
function forgeries() {
  return fc
    .tuple(
      values,
      fc.array(fc.tuple(fc.nat({ max: 60 }), fc.constantFrom(...'. 0 - a z Z _ é'.split(' '), ' ')), {
        maxLength: 3,
      }),
    )
    .map(([packed, changes]) => {
      const characters = Array.from(everything.pack(packed))
      for (const [at, character] of changes) characters[at] = character
      return characters.join('')
    })
}
