import { describe, expect, test } from '@jest/globals'
import type { BookingStatus } from '../../src/domain/booking.ts'
import {
  cancellationHoursOf,
  changeDeadline,
  countUpcomingVisits,
  isChangeable,
  overlapsOwnVisit,
  refuseCancellation,
  refuseMove,
  withAgreedTerms,
  type OwnBooking,
} from '../../src/domain/booking-rules.ts'
import { isActive } from '../../src/domain/booking-status.ts'
import { agendaOf, specialist } from './agenda-of.ts'

const at = (hour: string): Date => new Date(`2026-02-02T${hour}Z`)
const own = (visitId: number, from: string, to: string, more: Partial<OwnBooking> = {}): OwnBooking => ({
  visitId,
  startsAt: at(from),
  endsAt: at(to),
  status: 'confirmed',
  guestName: null,
  ...more,
})

describe('the limit per person', () => {
  test('counts active visits that are ahead, each once however many services it has', () => {
    const bookings = [
      own(1, '10:00', '11:00'),
      own(1, '11:00', '11:30'),
      own(2, '14:00', '15:00', { status: 'pending' }),
      own(3, '16:00', '17:00', { status: 'cancelled' }),
      own(4, '09:00', '10:00'),
    ]
    expect(countUpcomingVisits(bookings, at('09:00'))).toBe(2)
  })
})

describe('overlap of own visits', () => {
  const bookings = [own(1, '10:00', '11:00'), own(2, '10:00', '11:00', { guestName: 'Anna' })]
  const during = { start: at('10:30'), end: at('11:30') }

  test('is in the way, touching is not', () => {
    expect(overlapsOwnVisit(bookings, during)).toBe(true)
    expect(overlapsOwnVisit(bookings, { start: at('11:00'), end: at('12:00') })).toBe(false)
  })

  test('does not count the visit that moves, nor one that is no longer active', () => {
    expect(overlapsOwnVisit(bookings, during, { ignoreVisitId: 1 })).toBe(false)
    expect(overlapsOwnVisit([own(1, '10:00', '11:00', { status: 'cancelled' })], during)).toBe(false)
  })

  test('is allowed for somebody else, unless it is the same guest', () => {
    expect(overlapsOwnVisit(bookings.slice(0, 1), during, { guestName: 'Anna' })).toBe(false)
    expect(overlapsOwnVisit(bookings.slice(1), during)).toBe(false)
    expect(overlapsOwnVisit(bookings, during, { guestName: 'Anna' })).toBe(true)
  })
})

describe("the client's deadline", () => {
  test("is the service's, else the business's", () => {
    const confirmed = { status: 'confirmed' } as const
    expect(cancellationHoursOf(confirmed, [{ cancellationHours: null }], { cancellationHours: 24 })).toBe(24)
    expect(cancellationHoursOf(confirmed, [{ cancellationHours: 0 }], { cancellationHours: 24 })).toBe(0)
  })

  test('is that of the strictest of several services', () => {
    const services = [{ cancellationHours: null }, { cancellationHours: 48 }, { cancellationHours: 2 }]
    expect(cancellationHoursOf({ status: 'confirmed' }, services, { cancellationHours: 24 })).toBe(48)
  })

  test('is the start itself while the visit waits for the business', () => {
    const pending = { status: 'pending' } as const
    expect(cancellationHoursOf(pending, [{ cancellationHours: 48 }], { cancellationHours: 24 })).toBe(0)
  })

  test.each([
    [2, '09:59', true],
    [2, '10:00', true],
    [2, '10:01', false],
    [0, '11:59', true],
    [0, '12:00', false],
    [0, '12:30', false],
  ])('of %d hours before noon: at %s changeable %s', (hours, now, expected) => {
    const deadline = deadlineOf(hours, [24, 1])
    expect(isChangeable(at('12:00'), deadline, at(now))).toBe(expected)
  })

  test('leaves an hour to answer a reminder that is due at that moment', () => {
    expect(deadlineOf(2, [4, 2, 1])).toEqual(at('11:00'))
    expect(deadlineOf(3, [4, 2, 1])).toEqual(at('09:00'))
    expect(isChangeable(at('12:00'), deadlineOf(1, [1]), at('12:00'))).toBe(false)
  })

  function deadlineOf(cancellationHours: number, reminderHours: number[]) {
    const visit = { status: 'confirmed', startsAt: at('12:00') } as const
    return changeDeadline(visit, [{ cancellationHours: null }], { cancellationHours, reminderHours })
  }
})

describe('cancelling', () => {
  test.each([
    ['confirmed', '09:00', null],
    ['pending', '09:00', null],
    ['confirmed', '11:00', 'too_late'],
    ['cancelled', '11:00', 'already_cancelled'],
    ['completed', '09:00', 'booking_gone'],
    ['no_show', '09:00', 'booking_gone'],
  ] as const)('a %s visit at %s: %s', (status, now, expected) => {
    const visit = { status, startsAt: at('12:00'), version: 2 }
    expect(refuseCancellation(visit, { version: 2 }, at('10:00'), at(now))).toBe(expected)
  })
})

test('a visit that changed since the question is not cancelled', () => {
  const visit = { status: 'confirmed', startsAt: at('12:00'), version: 3 } as const
  expect(refuseCancellation(visit, { version: 2 }, at('10:00'), at('09:00'))).toBe('changed_meanwhile')
})

describe('moving', () => {
  const booking = { status: 'confirmed', startsAt: at('12:00'), parts: [{ staffId: 1 }], version: 3 } as const

  test.each([
    ['another time', booking, { startsAt: at('14:00'), staffId: 1, version: 3 }, null],
    ['another specialist', booking, { startsAt: at('12:00'), staffId: 2, version: 3 }, null],
    ['the same', booking, { startsAt: at('12:00'), staffId: 1, version: 3 }, 'not_changed'],
    [
      'the same time with anybody',
      booking,
      { startsAt: at('12:00'), staffId: null, version: 3 },
      'not_changed',
    ],
    ['from an old screen', booking, { startsAt: at('14:00'), staffId: 1, version: 2 }, 'changed_meanwhile'],
    [
      'a cancelled one',
      { ...booking, status: 'cancelled' as const },
      { startsAt: at('14:00'), staffId: 1, version: 3 },
      'booking_gone',
    ],
  ])('to %s', (_, from, to, expected) => {
    expect(refuseMove(from, to, at('10:00'), at('09:00'))).toBe(expected)
  })

  test('after the deadline is refused', () => {
    const to = { startsAt: at('14:00'), staffId: 1, version: 3 }
    expect(refuseMove(booking, to, at('10:00'), at('10:30'))).toBe('too_late')
  })

  test('keeps what was agreed with the same specialist only', () => {
    const agenda = agendaOf({ specialists: [specialist(1), specialist(2)] })
    const { specialists } = withAgreedTerms(agenda, [{ staffId: 2, durationMin: 45, priceMinor: 9900 }])
    expect(specialists.map((one) => [one.durationMin, one.priceMinor])).toEqual([
      [60, 150_000],
      [45, 9900],
    ])
  })
})

describe('the states of a booking', () => {
  const all: BookingStatus[] = ['pending', 'confirmed', 'completed', 'no_show', 'cancelled']
  test('that hold their time are pending and confirmed', () => {
    expect(all.filter(isActive)).toEqual(['pending', 'confirmed'])
  })
})
