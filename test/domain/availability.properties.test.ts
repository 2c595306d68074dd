import { describe, expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import type { Agenda, Specialist } from '../../src/domain/agenda.ts'
import {
  agendaPeriod,
  agendaPeriodOfStart,
  checkStart,
  freeStartsOfDay,
  monthOf,
} from '../../src/domain/availability.ts'
import { overlaps, type Interval } from '../../src/domain/interval.ts'
import { localDateOf, monthOfDate, type LocalDate, type LocalTime } from '../../src/domain/local-time.ts'
import { plansAt } from '../../src/domain/visit-plan.ts'
import { agendaOf } from './agenda-of.ts'
import { blocks, closing, near, opening, places, rules, visits } from './random-agenda.ts'
import { plusDays, SlowAvailability } from './slow-availability.ts'

const minuteMs = 60_000
const anybody = { staffId: null }

interface Case {
  readonly agenda: Agenda
  readonly around: string
  readonly now: Date
}

const cases: fc.Arbitrary<Case> = places.chain(([zone = '', around = '']) =>
  fc
    .record({
      policy: fc.record({
        opens: opening,
        closes: closing,
        slotIntervalMin: fc.constantFrom(15, 20, 60),
        slotAlignment: fc.constantFrom('grid' as const, 'tight' as const),
        minimumNoticeMin: fc.constantFrom(0, 90, 1500),
        horizonDays: fc.constantFrom(0, 1, 30),
      }),
      service: fc.record({
        durationMin: fc.constantFrom(15, 50, 240, 720),
        bufferBeforeMin: fc.constantFrom(0, 0, 10, 45),
        bufferAfterMin: fc.constantFrom(0, 0, 5, 240),
        slotIntervalMin: fc.constantFrom(null, null, 25),
        minimumNoticeMin: fc.constantFrom(null, null, 0, 30),
        capacity: fc.constantFrom(1, 1, 3),
      }),
      secondDurationMin: fc.constantFrom(15, 30, 90),
      rules: rules(around, [1, 2]),
      blocks: blocks(around, [1, 2]),
      visits: visits(around, [1, 2]),
      now: fc
        .tuple(near(around), fc.constantFrom(0, 4320))
        .map(([at, early]) => new Date(at.getTime() - early * minuteMs)),
    })
    .map(({ now, policy, secondDurationMin, service, ...rest }) => {
      const priceMinor = null
      const specialists: Specialist[] = [
        { id: 1, name: 'Ann', durationMin: service.durationMin, priceMinor },
        { id: 2, name: 'Bob', durationMin: secondDurationMin, priceMinor },
      ]
      return { agenda: agendaOf({ ...rest, service, specialists, policy: { ...policy, zone } }), around, now }
    }),
)

/** Dates from two before to three after, which hold whatever can matter to the date in the middle. */
function datesAround(around: string): string[] {
  return [-3, -2, -1, 0, 1, 2, 3].map((days) => plusDays(around, days))
}

/** What storage would load for a question about this period. */
function loaded(agenda: Agenda, period: Interval): Agenda {
  const first = localDateOf(agenda.policy.zone, period.start)
  const last = localDateOf(agenda.policy.zone, period.end)
  return {
    ...agenda,
    rules: agenda.rules.filter((rule) => rule.date === null || (first <= rule.date && rule.date <= last)),
    blocks: agenda.blocks.filter(({ during }) => overlaps(during, period)),
    visits: agenda.visits.filter(({ busy }) => overlaps(busy, period)),
  }
}

function listed(
  agenda: Agenda,
  around: string,
  now: Date,
  staffId: number | null = null,
  ignoreVisitId?: number,
) {
  return freeStartsOfDay(agenda, around as LocalDate, now, { staffId, ignoreVisitId })
}

describe('for any salon, around any jump of the clocks', () => {
  test('a date lists exactly the starts that the plain rules give it', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(undefined, 1, 11, 21), ({ agenda, around, now }, ignored) => {
        const slow = new SlowAvailability(agenda, datesAround(around), now)
        const from = Date.parse(`${around}T00:00Z`) / minuteMs - 15 * 60
        for (const staff of agenda.specialists) {
          const expected: number[] = []
          for (let minute = from; minute < from + 3 * 1440; minute++) {
            if (slow.offers(staff, minute, ignored) === around) expected.push(minute)
          }
          const starts = listed(agenda, around, now, staff.id, ignored)
          expect(starts.map(({ startsAt }) => startsAt.getTime() / minuteMs)).toEqual(expected)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('a start passes the check with just those specialists who list it, and no other minute passes', () => {
    const offsets = fc.array(fc.integer({ min: -600, max: 2100 }), { maxLength: 20 })
    fc.assert(
      fc.property(cases, offsets, ({ agenda, around, now }, minutes) => {
        // What is somebody's late evening can be somebody else's early morning, and is then listed under both dates.
        const lists = [-1, 0, 1].flatMap((days) => listed(agenda, plusDays(around, days), now))
        const whoAt = (at: number): number[] =>
          lists
            .filter(({ startsAt }) => startsAt.getTime() === at)
            .flatMap(({ staffIds }) => staffIds)
            .sort()
        const starts = listed(agenda, around, now).map(({ startsAt }) => startsAt.getTime())
        const beside = starts.slice(0, 5).flatMap((at) => [at - minuteMs, at + minuteMs])
        const others = minutes.map((minute) => Date.parse(`${around}T00:00Z`) + minute * minuteMs)
        for (const at of [...starts.slice(0, 8), ...starts.slice(-8), ...beside, ...others]) {
          const startsAt = new Date(at)
          // An earlier date may have starts from lists before these.
          if (localDateOf(agenda.policy.zone, startsAt) < around) continue
          const enough = loaded(agenda, agendaPeriodOfStart(agenda.policy, [agenda.service], startsAt))
          const check = checkStart(enough, startsAt, now, anybody)
          expect(check.ok ? check.staffIds : []).toEqual(whoAt(at))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a month counts what its dates list, each from no more than it has to load', () => {
    fc.assert(
      fc.property(cases, ({ agenda, around, now }) => {
        const month = monthOf(agenda, monthOfDate(around as LocalDate), now, anybody)
        for (const day of month.filter(({ date: on }) => datesAround(around).includes(on))) {
          const enough = loaded(agenda, agendaPeriod(agenda.policy, [agenda.service], day.date, day.date))
          const free = listed(enough, day.date, now).length
          expect(day.free).toBe(free)
          expect(['free', 'nearly_full'].includes(day.status)).toBe(free > 0)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('booking until nothing is left never lets two visits overlap, nor seats more people than there are places', () => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.nat()), ({ agenda: empty, around, now }, choices) => {
        let agenda = empty
        for (let id = 1000; id < 1040; id++) {
          const starts = listed(agenda, around, now)
          const choice = Number(choices.next().value)
          const start = starts[choice % Math.max(1, starts.length)]
          if (!start) break
          const [plan] = plansAt(agenda, start.startsAt, anybody)
          if (!plan) throw new Error('nobody for a start that is offered')
          const sessionId = plan.sessionId ?? id
          const [{ staffId, startsAt, endsAt, busy }] = plan.parts
          const others = agenda.visits.filter((one) => one.staffId === staffId)
          const inSession = others.filter((one) => one.sessionId === sessionId)
          expect(others.filter((one) => overlaps(one.busy, busy))).toEqual(inSession)
          expect(inSession.length).toBeLessThan(agenda.service.capacity)
          const booked = {
            bookingId: id,
            visitId: id,
            staffId,
            serviceId: 1,
            sessionId,
            startsAt,
            endsAt,
            busy,
          }
          agenda = { ...agenda, visits: [...agenda.visits, booked] }
        }
      }),
      { numRuns: 40 },
    )
  })
})

test('of every minute of a day, just the listed ones pass the check', () => {
  const agenda = agendaOf({
    policy: { opens: '22:00' as LocalTime, closes: '03:30' as LocalTime, slotIntervalMin: 45 },
    service: { bufferAfterMin: 15, durationMin: 40 },
  })
  const now = new Date('2026-10-20T12:00Z')
  const passing: string[] = []
  for (let at = Date.parse('2026-10-24T10:00Z'); at < Date.parse('2026-10-25T10:00Z'); at += minuteMs) {
    if (checkStart(agenda, new Date(at), now, anybody).ok) passing.push(new Date(at).toISOString())
  }
  const expected = listed(agenda, '2026-10-24', now).map(({ startsAt }) => startsAt.toISOString())
  expect(passing).toEqual(expected)
  expect(passing).toHaveLength(8)
})
