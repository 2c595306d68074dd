import { describe, expect, test } from '@jest/globals'
import type { Agenda } from '../../src/domain/agenda.ts'
import type { OwnBooking } from '../../src/domain/booking-rules.ts'
import {
  chosenOffers,
  countRepeats,
  fingerprintOf,
  isChoiceOf,
  planSeries,
  seriesPeriod,
  switched,
  type SeriesDate,
  type SeriesWish,
} from '../../src/domain/series.ts'
import { agendaOf, rule, specialist, time, visit } from './agenda-of.ts'

/** Monday, 1 June 2026, at ten in Berlin. */
const mondayAtTen = '2026-06-01T08:00Z'
const now = new Date('2026-05-29T08:00Z')
const all = { leftOut: 0, taken: 0xfff }
const asOffered = { leftOut: 0, taken: 0 }

function plan(agenda: Agenda, more: Partial<SeriesWish> & { from?: string; at?: Date } = {}): SeriesDate[] {
  const { from = mondayAtTen, at = now, ...wish } = more
  return planSeries(
    agenda,
    { staffId: 1, startsAt: new Date(from), guestName: null, weeks: 1, count: 3, own: [], ...wish },
    at,
  )
}

/** `free`, or why not and what is offered instead: `slot_taken → 1 at 2026-06-08T09:00`. */
function told({ refusal, offer }: SeriesDate): string {
  if (refusal === null) return 'free'
  return `${refusal} → ${offer ? `${offer.staffId} at ${offer.startsAt.toISOString().slice(0, 16)}` : 'nothing'}`
}

function ownVisit(from: string, guestName: string | null = null): OwnBooking {
  const startsAt = new Date(from)
  const endsAt = new Date(startsAt.getTime() + 3_600_000)
  return { visitId: 900, startsAt, endsAt, status: 'confirmed', guestName }
}

describe('the dates of a series keep their local time', () => {
  const allDay = { opens: time('00:00'), closes: time('24:00'), slotIntervalMin: 30 }
  test.each([
    {
      name: 'into summer time, in Berlin',
      zone: 'Europe/Berlin',
      from: '2026-03-22T09:00Z',
      weeks: 1,
      wanted: ['2026-03-29T08:00', '2026-04-05T08:00', '2026-04-12T08:00'],
    },
    {
      name: 'out of summer time, in Berlin',
      zone: 'Europe/Berlin',
      from: '2026-10-11T08:00Z',
      weeks: 2,
      wanted: ['2026-10-25T09:00', '2026-11-08T09:00', '2026-11-22T09:00'],
    },
    {
      name: 'at a time that the jump leaves out, in Berlin: at the jump, and back afterwards',
      zone: 'Europe/Berlin',
      from: '2026-03-22T01:30Z',
      weeks: 1,
      wanted: ['2026-03-29T01:00', '2026-04-05T00:30', '2026-04-12T00:30'],
    },
    {
      name: 'at a time shown twice, in Berlin: the first',
      zone: 'Europe/Berlin',
      from: '2026-10-18T00:30Z',
      weeks: 1,
      wanted: ['2026-10-25T00:30', '2026-11-01T01:30', '2026-11-08T01:30'],
    },
    {
      name: 'from the second of a time shown twice, in Berlin',
      zone: 'Europe/Berlin',
      from: '2026-10-25T01:30Z',
      weeks: 1,
      wanted: ['2026-11-01T01:30', '2026-11-08T01:30', '2026-11-15T01:30'],
    },
    {
      name: 'into summer time, in New York',
      zone: 'America/New_York',
      from: '2026-02-22T15:00Z',
      weeks: 2,
      wanted: ['2026-03-08T14:00', '2026-03-22T14:00', '2026-04-05T14:00'],
    },
    {
      name: 'at a time that the jump leaves out, in New York',
      zone: 'America/New_York',
      from: '2026-03-01T07:30Z',
      weeks: 1,
      wanted: ['2026-03-08T07:00', '2026-03-15T06:30', '2026-03-22T06:30'],
    },
    {
      name: 'at a time shown twice, in New York',
      zone: 'America/New_York',
      from: '2026-10-25T05:30Z',
      weeks: 1,
      wanted: ['2026-11-01T05:30', '2026-11-08T06:30', '2026-11-15T06:30'],
    },
    {
      name: 'late in the evening, in New York: another date in UTC',
      zone: 'America/New_York',
      from: '2026-10-26T03:00Z',
      weeks: 4,
      wanted: ['2026-11-23T04:00', '2026-12-21T04:00', '2027-01-18T04:00'],
    },
  ])('$name', ({ zone, from, weeks, wanted }) => {
    const agenda = agendaOf({ policy: { ...allDay, zone, horizonDays: 365 }, service: { durationMin: 30 } })
    const dates = plan(agenda, { from, weeks, at: new Date(Date.parse(from) - 3_600_000) })
    expect(dates.map((one) => one.wanted.toISOString().slice(0, 16))).toEqual(wanted)
    expect(dates.map(told)).toEqual(['free', 'free', 'free'])
  })
})

describe('a date that is not free', () => {
  test.each([
    {
      name: 'gets the nearest time of the same day, the earlier of two',
      agenda: agendaOf({ visits: [visit(1, '2026-06-08T08:00Z', 60)] }),
      expected: 'slot_taken → 1 at 2026-06-08T07:00',
    },
    {
      name: 'gets a time that its service fits into, buffers included',
      agenda: agendaOf({
        service: { bufferAfterMin: 30 },
        visits: [visit(1, '2026-06-08T08:00Z', 60, { after: 30 })],
      }),
      expected: 'slot_taken → 1 at 2026-06-08T10:00',
    },
    {
      name: 'gets the nearest day when its own is full, at the same time of day',
      agenda: agendaOf({ visits: [visit(1, '2026-06-08T07:00Z', 8 * 60)] }),
      expected: 'slot_taken → 1 at 2026-06-07T08:00',
    },
    {
      name: 'gets a day after it when the days before are closed',
      agenda: agendaOf({
        visits: [visit(1, '2026-06-08T07:00Z', 8 * 60)],
        rules: ['2026-06-05', '2026-06-06', '2026-06-07'].map((day) =>
          rule('closed', { date: day as never }),
        ),
      }),
      expected: 'slot_taken → 1 at 2026-06-09T08:00',
    },
    {
      name: 'gets the same specialist on another day rather than somebody else at once',
      agenda: agendaOf({
        specialists: [specialist(1), specialist(2)],
        visits: [visit(1, '2026-06-08T07:00Z', 8 * 60)],
      }),
      expected: 'slot_taken → 1 at 2026-06-07T08:00',
    },
    {
      name: 'gets somebody else at its own time when the specialist is away for days',
      agenda: agendaOf({
        specialists: [specialist(1), specialist(2)],
        blocks: [
          {
            staffId: 1,
            during: { start: new Date('2026-06-04T00:00Z'), end: new Date('2026-06-12T12:00Z') },
          },
        ],
      }),
      expected: 'not_offered → 2 at 2026-06-08T08:00',
    },
    {
      name: 'gets nothing when nobody has time on the days around it',
      agenda: agendaOf({
        blocks: [
          {
            staffId: null,
            during: { start: new Date('2026-06-04T00:00Z'), end: new Date('2026-06-12T00:00Z') },
          },
        ],
      }),
      expected: 'not_offered → nothing',
    },
    {
      name: 'gets somebody else when the specialist does not do this any more',
      agenda: agendaOf({ specialists: [specialist(2)] }),
      expected: 'not_offered → 2 at 2026-06-08T08:00',
    },
  ])('$name', ({ agenda, expected }) => {
    expect(plan(agenda).map(told)[0]).toBe(expected)
  })

  test('is one on which the person is elsewhere, and no offer is there either', () => {
    const own = [ownVisit('2026-06-08T08:00Z'), ownVisit('2026-06-08T07:00Z')]
    expect(plan(agendaOf(), { own }).map(told)).toEqual([
      'own_overlap → 1 at 2026-06-08T09:00',
      'free',
      'free',
    ])
    expect(plan(agendaOf(), { own, guestName: 'Mia' }).map(told)).toEqual(['free', 'free', 'free'])
  })

  test('leaves the times of the other dates alone, over midnight as well', () => {
    // Nights of half a day: what begins on the third day after one date would run into the third day before the next.
    const agenda = agendaOf({
      policy: { opens: time('20:00'), closes: time('19:00'), slotIntervalMin: 720 },
      service: { durationMin: 700 },
      visits: ['08', '15', '22'].flatMap((day, index) =>
        [-2, -1, 0, 1, 2].map((days) => {
          const start = new Date(Date.parse(`2026-06-${day}T18:00Z`) + days * 86_400_000).toISOString()
          return visit(index * 10 + days + 3, start, 700)
        }),
      ),
    })
    const offers = plan(agenda, { from: '2026-06-01T18:00Z' }).flatMap(({ offer }) => (offer ? [offer] : []))
    expect(offers).toHaveLength(3)
    for (const [index, { startsAt }] of offers.entries()) {
      const before = offers[index - 1]
      if (before) expect(startsAt.getTime()).toBeGreaterThanOrEqual(before.endsAt.getTime())
    }
  })
})

test('a group service is free while its session has a place', () => {
  const session = (seats: number) =>
    Array.from({ length: seats }, (_, seat) => visit(seat + 1, '2026-06-08T08:00Z', 60, { sessionId: 7 }))
  const yoga = (seats: number) => agendaOf({ service: { capacity: 3 }, visits: session(seats) })
  expect(plan(yoga(2), { count: 1 }).map(told)).toEqual(['free'])
  expect(plan(yoga(3), { count: 1 }).map(told)).toEqual(['slot_taken → 1 at 2026-06-08T07:00'])
})

test('a series needs no more than its period', () => {
  const { policy, service } = agendaOf()
  const period = seriesPeriod(policy, [service], { startsAt: new Date(mondayAtTen), weeks: 2, count: 2 })
  expect(period.start).toEqual(new Date('2026-06-10T22:00Z'))
  expect(period.end.getTime()).toBeGreaterThanOrEqual(Date.parse('2026-07-02T22:00Z'))
})

describe('how often a visit can be repeated', () => {
  const limits = {
    zone: 'Europe/Berlin',
    startsAt: new Date(mondayAtTen),
    weeks: 1,
    now,
    horizonDays: 90,
    room: 50,
  }
  test.each([
    { name: 'as far as the horizon reaches', given: { horizonDays: 31 }, times: 4 },
    { name: 'a date on its last day counts', given: { horizonDays: 24 }, times: 3 },
    { name: 'fewer with longer steps', given: { horizonDays: 31, weeks: 4 }, times: 1 },
    { name: 'no more than a screen holds', given: { horizonDays: 365 }, times: 12 },
    { name: 'no more than the person may have', given: { room: 2 }, times: 2 },
    { name: 'not at all, with no room', given: { room: 0 }, times: 0 },
    { name: 'not at all, with more visits than allowed', given: { room: -1 }, times: 0 },
  ])('$name', ({ given, times }) => {
    expect(countRepeats({ ...limits, ...given })).toBe(times)
  })
})

describe('what of a plan is booked', () => {
  const dates = plan(agendaOf({ visits: [visit(1, '2026-06-15T08:00Z', 60)] }))
  const starts = (choice: typeof all) =>
    chosenOffers(dates, choice).map(({ startsAt }) => startsAt.toISOString().slice(5, 16))

  test('the free dates, and an offer only where it was taken', () => {
    expect(starts(asOffered)).toEqual(['06-08T08:00', '06-22T08:00'])
    expect(starts(all)).toEqual(['06-08T08:00', '06-15T07:00', '06-22T08:00'])
    expect(starts({ leftOut: 0b101, taken: 0 })).toEqual([])
  })

  test('a switch turns one date over, and back', () => {
    const [free, taken] = [dates[0]!, dates[1]!]
    expect(switched(free, 0, asOffered)).toEqual({ leftOut: 0b1, taken: 0 })
    expect(switched(taken, 1, asOffered)).toEqual({ leftOut: 0, taken: 0b10 })
    expect(switched(taken, 1, switched(taken, 1, asOffered))).toEqual(asOffered)
  })

  test('a date whose time was lost is not booked at another one by itself', () => {
    const choice = switched(dates[1]!, 1, asOffered)
    const later = plan(
      agendaOf({
        visits: ['08', '15', '22'].map((day, index) => visit(index + 1, `2026-06-${day}T08:00Z`, 60)),
      }),
    )
    expect(chosenOffers(later, choice).map(({ startsAt }) => startsAt.toISOString().slice(5, 16))).toEqual([
      '06-15T07:00',
    ])
  })

  test('no choice speaks of dates that are not there', () => {
    expect(isChoiceOf(3, { leftOut: 0b111, taken: 0b111 })).toBe(true)
    expect(isChoiceOf(3, { leftOut: 0b1000, taken: 0 })).toBe(false)
    expect(isChoiceOf(12, { leftOut: 0, taken: 0x7fffffff })).toBe(false)
  })

  test('other offers have another fingerprint', () => {
    const some = chosenOffers(dates, all)
    const [first] = some
    const others = { ...first!, parts: [{ ...first!.parts[0], staffId: 2 }] as const }
    const prints = [some, some.slice(1), [], [others]].map((offers) => fingerprintOf(offers))
    expect(new Set(prints).size).toBe(prints.length)
    expect(fingerprintOf(chosenOffers(dates, all))).toBe(fingerprintOf(some))
    for (const print of prints) expect(print).toBeLessThan(2 ** 31)
  })
})
