import { expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import type { Agenda, Block, BusyVisit } from '../../src/domain/agenda.ts'
import { checkStart, freeStartsBetween, visitAt } from '../../src/domain/availability.ts'
import { overlapsOwnVisit, type OwnBooking } from '../../src/domain/booking-rules.ts'
import { overlaps } from '../../src/domain/interval.ts'
import { addDays, localDateOf, localTimeOf, type LocalTime } from '../../src/domain/local-time.ts'
import { planSeries, seriesPeriod, type SeriesOffer, type SeriesWish } from '../../src/domain/series.ts'
import { agendaOf, specialist } from './agenda-of.ts'

const minuteMs = 60_000

interface Case {
  readonly agenda: Agenda
  readonly wish: SeriesWish
  readonly now: Date
}

/** The first visit, a few weeks before its clocks jump or nothing happens. */
const places = fc.constantFrom(
  ['Europe/Berlin', '2026-03-16'],
  ['Europe/Berlin', '2026-10-12'],
  ['America/New_York', '2026-02-23'],
  ['America/New_York', '2026-10-19'],
  ['Australia/Lord_Howe', '2026-03-23'],
  ['Asia/Kathmandu', '2026-06-01'],
)

/** Busy times that lie on the very hours of the series, and somewhere else. */
const taken = (first: number): fc.Arbitrary<BusyVisit[]> =>
  fc
    .array(
      fc.record({
        staffId: fc.constantFrom(1, 1, 2),
        serviceId: fc.constantFrom(1, 2),
        day: fc.integer({ min: 0, max: 32 }),
        minute: fc.integer({ min: -8, max: 8 }).map((steps) => steps * 30),
        length: fc.constantFrom(30, 60, 240, 720),
        after: fc.constantFrom(0, 30),
        seats: fc.integer({ min: 1, max: 2 }),
      }),
      { maxLength: 40 },
    )
    .map((drawn) => {
      const kept: BusyVisit[] = []
      for (const [index, { staffId, serviceId, day, minute, length, after, seats }] of drawn.entries()) {
        const startsAt = new Date(first + day * 1440 * minuteMs + minute * minuteMs)
        const endsAt = new Date(startsAt.getTime() + length * minuteMs)
        const busy = { start: startsAt, end: new Date(endsAt.getTime() + after * minuteMs) }
        if (kept.some((one) => one.staffId === staffId && overlaps(one.busy, busy))) continue
        for (let seat = 0; seat < seats; seat++) {
          const id = (index + 1) * 10 + seat
          kept.push({
            bookingId: id,
            visitId: id,
            staffId,
            serviceId,
            sessionId: index + 1,
            startsAt,
            endsAt,
            busy,
          })
        }
      }
      return kept
    })

const blocks = (first: number): fc.Arbitrary<Block[]> =>
  fc.array(
    fc
      .record({
        staffId: fc.constantFrom(null, 1, 2),
        day: fc.integer({ min: 0, max: 30 }),
        days: fc.constantFrom(1, 2, 8),
      })
      .map(({ staffId, day, days }) => {
        const start = new Date(first + (day * 24 - 6) * 60 * minuteMs)
        return { staffId, during: { start, end: new Date(start.getTime() + days * 1440 * minuteMs) } }
      }),
    { maxLength: 4 },
  )

const own = (first: number): fc.Arbitrary<OwnBooking[]> =>
  fc.array(
    fc
      .record({ day: fc.integer({ min: 0, max: 30 }), hour: fc.integer({ min: -3, max: 3 }) })
      .map(({ day, hour }): OwnBooking => {
        const startsAt = new Date(first + (day * 24 + hour) * 60 * minuteMs)
        const endsAt = new Date(startsAt.getTime() + 60 * minuteMs)
        return { visitId: 900, startsAt, endsAt, status: 'confirmed', guestName: null }
      }),
    { maxLength: 8 },
  )

const cases: fc.Arbitrary<Case> = places.chain(([zone = '', day = '']) => {
  const first = Date.parse(`${day}T09:00Z`)
  return fc
    .record({
      policy: fc.record({
        opens: fc.constantFrom('00:00', '08:00', '20:00').map((at) => at as LocalTime),
        closes: fc.constantFrom('19:00', '24:00').map((at) => at as LocalTime),
        slotIntervalMin: fc.constantFrom(30, 60),
        slotAlignment: fc.constantFrom('grid' as const, 'tight' as const),
        horizonDays: fc.constantFrom(20, 90),
      }),
      service: fc.record({
        durationMin: fc.constantFrom(30, 60, 720),
        bufferAfterMin: fc.constantFrom(0, 30),
        capacity: fc.constantFrom(1, 2),
      }),
      visits: taken(first),
      blocks: blocks(first),
      own: own(first),
      weeks: fc.constantFrom(1, 2),
      count: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ policy, service, visits, blocks: blocked, own: mine, weeks, count }) => ({
      agenda: agendaOf({
        policy: { ...policy, zone },
        service,
        specialists: [specialist(1, service.durationMin), specialist(2, 60)],
        visits,
        blocks: blocked,
      }),
      wish: { staffId: 1, startsAt: new Date(first), guestName: null, weeks, count, own: mine },
      now: new Date(first - 1440 * minuteMs),
    }))
})

/** The agenda after an offer was booked, as the next one of the series meets it. */
function withBooked(agenda: Agenda, { parts, startsAt }: SeriesOffer, id: number): Agenda {
  const [{ staffId }] = parts
  const { endsAt, busy, sessionId } = visitAt(agenda, staffId, startsAt)
  const booked = {
    bookingId: id,
    visitId: id,
    staffId,
    serviceId: 1,
    sessionId: sessionId ?? id,
    startsAt,
    endsAt,
    busy,
  }
  return { ...agenda, visits: [...agenda.visits, booked] }
}

test('a plan can be booked whole, in any order, and overlaps nothing of anybody', () => {
  fc.assert(
    fc.property(cases, fc.boolean(), ({ agenda: empty, wish, now }, backwards) => {
      const offers = planSeries(empty, wish, now).flatMap(({ offer }) => (offer ? [offer] : []))
      let agenda = empty
      const mine: OwnBooking[] = [...wish.own]
      for (const [index, offer] of (backwards ? offers.toReversed() : offers).entries()) {
        const check = checkStart(agenda, offer.startsAt, now, { staffId: offer.staffId })
        expect(check.ok).toBe(true)
        const times = visitAt(agenda, offer.staffId ?? 0, offer.startsAt)
        expect(times.endsAt).toEqual(offer.endsAt)
        const others = agenda.visits.filter(({ staffId, sessionId }) => {
          return staffId === offer.staffId && sessionId !== times.sessionId
        })
        expect(others.filter(({ busy }) => overlaps(busy, times.busy))).toEqual([])
        expect(overlapsOwnVisit(mine, { start: offer.startsAt, end: offer.endsAt })).toBe(false)
        agenda = withBooked(agenda, offer, 10_000 + index)
        mine.push({ ...offer, visitId: 10_000 + index, status: 'confirmed', guestName: null })
      }
    }),
    { numRuns: 60 },
  )
})

test('a date keeps its local time where it is free, and nothing is offered only where nobody has anything', () => {
  fc.assert(
    fc.property(cases, ({ agenda, wish, now }) => {
      const { zone } = agenda.policy
      const period = seriesPeriod(agenda.policy, [agenda.service], wish)
      const enough = {
        ...agenda,
        visits: agenda.visits.filter(({ busy }) => overlaps(busy, period)),
        blocks: agenda.blocks.filter(({ during }) => overlaps(during, period)),
      }
      const plan = planSeries(enough, wish, now)
      expect(plan).toHaveLength(wish.count)
      expect(plan).toEqual(planSeries(agenda, wish, now))
      for (const [index, { wanted, refusal, offer }] of plan.entries()) {
        const day = addDays(localDateOf(zone, wish.startsAt), 7 * wish.weeks * (index + 1))
        expect([localDateOf(zone, wanted), localTimeOf(zone, wanted)]).toEqual([
          day,
          localTimeOf(zone, wish.startsAt),
        ])
        if (refusal === null) expect(offer).toMatchObject({ startsAt: wanted, staffId: wish.staffId })
        if (offer) continue
        const around = freeStartsBetween(agenda, addDays(day, -3), addDays(day, 3), now, { staffId: null })
        const unhindered = around.filter(({ startsAt, staffIds: [staffId = 0] }) => {
          const { endsAt } = visitAt(agenda, staffId, startsAt)
          const during = { start: startsAt, end: endsAt }
          const others = plan.flatMap((one) => (one.offer ? [one.offer] : []))
          const far = { start: new Date(+startsAt - 43_200_000), end: new Date(+endsAt + 43_200_000) }
          const isHindered =
            overlapsOwnVisit(wish.own, during) ||
            others.some((one) => overlaps({ start: one.startsAt, end: one.endsAt }, far))
          return !isHindered
        })
        expect(unhindered).toEqual([])
      }
    }),
    { numRuns: 60 },
  )
})
