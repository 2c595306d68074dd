import fc from '../support/properties.ts'
import type { Block, BusyVisit, ScheduleRule } from '../../src/domain/agenda.ts'
import { overlaps, type Interval } from '../../src/domain/interval.ts'
import type { LocalTime } from '../../src/domain/local-time.ts'
import { date } from './agenda-of.ts'
import { plusDays } from './slow-availability.ts'

const minuteMs = 60_000

/** Zones and dates around which their clocks jump, or nothing happens. */
export const places = fc.constantFrom(
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Europe/Berlin', '2026-06-15'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Asia/Beirut', '2026-03-29'],
  ['Asia/Beirut', '2026-10-25'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-30'],
  ['America/Havana', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Asia/Kathmandu', '2026-01-01'],
)

const hhmm = (quarter: number): LocalTime =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}` as LocalTime
export const opening = fc.integer({ min: 0, max: 95 }).map(hhmm)
export const closing = fc.integer({ min: 0, max: 96 }).map(hhmm)

export const rules = (around: string, staffIds: readonly number[]): fc.Arbitrary<ScheduleRule[]> =>
  fc.array(
    fc
      .record({
        staffId: fc.constantFrom(null, ...staffIds),
        kind: fc.constantFrom('open' as const, 'open' as const, 'break' as const),
        byDate: fc.boolean(),
        day: fc.integer({ min: -2, max: 2 }),
        opens: opening,
        closes: closing,
        closed: fc.integer({ min: 0, max: 9 }),
        validFrom: fc.constantFrom(null, null, date(plusDays(around, -1)), date(plusDays(around, 1))),
        validTo: fc.constantFrom(null, null, date(plusDays(around, 1)), date(plusDays(around, -1))),
      })
      .map(({ byDate, day, closed, validFrom, validTo, ...row }) => {
        const on = date(plusDays(around, day))
        const isClosed = row.kind === 'open' && closed === 0
        return {
          ...row,
          ...(isClosed ? { opens: null, closes: null } : {}),
          closed: isClosed,
          date: byDate ? on : null,
          weekday: byDate ? null : new Date(`${on}T00:00Z`).getUTCDay() || 7,
          validFrom: byDate ? null : validFrom,
          validTo: byDate ? null : validTo,
        }
      }),
    { maxLength: 8 },
  )

/** An instant within two days of noon of the date, in steps of five minutes. */
export const near = (around: string): fc.Arbitrary<Date> =>
  fc
    .integer({ min: -576, max: 576 })
    .map((fives) => new Date(Date.parse(`${around}T12:00Z`) + fives * 5 * minuteMs))

export const interval = (around: string): fc.Arbitrary<Interval> =>
  fc
    .tuple(near(around), fc.integer({ min: 1, max: 180 }))
    .map(([start, minutes]) => ({ start, end: new Date(start.getTime() + minutes * minuteMs) }))

export const blocks = (around: string, staffIds: readonly number[]): fc.Arbitrary<Block[]> =>
  fc.array(fc.record({ staffId: fc.constantFrom(null, ...staffIds), during: interval(around) }), {
    maxLength: 3,
  })

/** As the database keeps them: of one specialist, only people of one session overlap. */
export const visits = (around: string, staffIds: readonly number[]): fc.Arbitrary<BusyVisit[]> =>
  fc
    .array(
      fc.record({
        staffId: fc.constantFrom(...staffIds),
        serviceId: fc.constantFrom(1, 1, 2),
        during: interval(around),
        before: fc.constantFrom(0, 10, 60),
        after: fc.constantFrom(0, 15, 90),
        seats: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 14 },
    )
    .map((drawn) => {
      const kept: BusyVisit[] = []
      for (const [i, { during, before, after, seats, staffId, serviceId }] of drawn.entries()) {
        const busy = {
          start: new Date(during.start.getTime() - before * minuteMs),
          end: new Date(during.end.getTime() + after * minuteMs),
        }
        if (kept.some((one) => one.staffId === staffId && overlaps(one.busy, busy))) continue
        for (let seat = 1; seat <= seats; seat++) {
          const id = i * 10 + seat
          const { start: startsAt, end: endsAt } = during
          kept.push({
            bookingId: id,
            visitId: id,
            sessionId: i + 1,
            staffId,
            serviceId,
            startsAt,
            endsAt,
            busy,
          })
        }
      }
      return kept
    })
