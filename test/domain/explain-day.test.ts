import { describe, expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import { freeStartsOfDay } from '../../src/domain/availability.ts'
import {
  explainDay,
  explainServices,
  type ExplainedAgenda,
  type Obstacle,
} from '../../src/domain/explain-day.ts'
import type { LocalDate } from '../../src/domain/local-time.ts'
import type { ScheduleBlock } from '../../src/domain/schedule.ts'
import { agendaOf, date, rule, specialist, time, visit } from './agenda-of.ts'
import { blocks, closing, near, opening, places, rules, visits } from './random-agenda.ts'

type Parts = Parameters<typeof agendaOf>[0]

/** A Monday; nine to five in Berlin, which is two hours ahead of UTC then. */
const monday = date('2026-06-15')
const before = new Date('2026-06-14T10:00Z')

function agenda(parts: Parts & { readonly blocks?: readonly ScheduleBlock[] } = {}): ExplainedAgenda {
  return { ...agendaOf(parts), blocks: parts.blocks ?? [] }
}

function block(from: string, until: string, staffId: number | null = null): ScheduleBlock {
  return { id: 1, staffId, reason: 'holiday', during: { start: new Date(from), end: new Date(until) } }
}

const allDay = block('2026-06-14T22:00Z', '2026-06-15T22:00Z')
const lunch = rule('12:00-13:00', { kind: 'break', weekday: 1 })
const taken = [9, 10, 11, 12, 13, 14, 15, 16].map((hour) =>
  visit(hour, `2026-06-15T${String(hour - 2).padStart(2, '0')}:00Z`, 60),
)
const lunchTime = { start: new Date('2026-06-15T10:00Z'), end: new Date('2026-06-15T11:00Z') }

describe('nothing is free because', () => {
  test.each<[because: string, parts: Parameters<typeof agenda>[0], now: Date, obstacles: Obstacle[]]>([
    [
      'of the horizon',
      { policy: { horizonDays: 0 } },
      before,
      [{ kind: 'beyond_horizon', last: date('2026-06-14') }],
    ],
    [
      'nobody works',
      { rules: [rule('closed', { weekday: 1 })] },
      before,
      [{ kind: 'day_off', reason: null }],
    ],
    [
      'of a holiday, with its reason, over the hours of the week',
      {
        rules: [rule('9-17', { weekday: 1 }), { ...rule('closed', { date: monday }), reason: 'День города' }],
      },
      before,
      [{ kind: 'day_off', reason: 'День города' }],
    ],
    [
      'the service is longer than the day',
      { policy: { closes: time('09:30') } },
      before,
      [{ kind: 'too_short', durationMin: 60 }],
    ],
    [
      'a break leaves no room',
      { policy: { opens: time('11:30'), closes: time('13:30') }, rules: [lunch] },
      before,
      [{ kind: 'breaks', times: [lunchTime] }],
    ],
    ['it is blocked', { blocks: [allDay] }, before, [{ kind: 'blocks', blocks: [allDay] }]],
    ['of visits', { visits: taken }, before, [{ kind: 'visits', count: 8 }]],
    [
      'of several things, each of which takes something',
      {
        rules: [lunch],
        blocks: [block('2026-06-15T11:00Z', '2026-06-15T15:00Z')],
        visits: taken.slice(0, 3),
      },
      before,
      [
        { kind: 'breaks', times: [lunchTime] },
        { kind: 'blocks', blocks: [block('2026-06-15T11:00Z', '2026-06-15T15:00Z')] },
        { kind: 'visits', count: 3 },
      ],
    ],
    ['the day is over', {}, new Date('2026-06-15T20:00Z'), [{ kind: 'past' }]],
    [
      'what is left is too soon',
      { policy: { minimumNoticeMin: 300 } },
      new Date('2026-06-15T10:30Z'),
      [{ kind: 'past' }, { kind: 'notice', minutes: 300 }],
    ],
  ])('%s', (_, parts, now, obstacles) => {
    const [explained] = explainDay(agenda(parts), monday, now)
    expect(explained).toMatchObject({ free: [], obstacles })
  })
})

test('somebody else’s block is no reason', () => {
  const [first] = explainDay(
    agenda({ blocks: [block('2026-06-14T22:00Z', '2026-06-15T22:00Z', 2)] }),
    monday,
    before,
  )
  expect(first?.free).toHaveLength(8)
})

test('without a service in mind, one that fits is enough, and else the shortest is told of', () => {
  const long = agenda({ service: { durationMin: 120 }, visits: taken })
  const short = { ...agenda({ service: { id: 2, durationMin: 15 } }), visits: taken.slice(1) }
  expect(explainServices([long, short], monday, before)).toMatchObject([
    { specialist: { durationMin: 15 }, obstacles: [] },
  ])
  const full = { ...short, visits: taken }
  expect(explainServices([long, full], monday, before)).toMatchObject([
    { specialist: { durationMin: 15 }, obstacles: [{ kind: 'visits', count: 8 }] },
  ])
})

test('for any salon, it names as free just what the engine lists, and a reason where that is nothing', () => {
  const salons = places.chain(([zone = '', around = '']) =>
    fc.record({
      around: fc.constant(around),
      now: near(around),
      agenda: fc
        .record({
          policy: fc.record({
            opens: opening,
            closes: closing,
            slotIntervalMin: fc.constantFrom(15, 60),
            slotAlignment: fc.constantFrom('grid' as const, 'tight' as const),
            minimumNoticeMin: fc.constantFrom(0, 600),
            horizonDays: fc.constantFrom(0, 30),
          }),
          service: fc.record({
            durationMin: fc.constantFrom(15, 60, 720),
            bufferAfterMin: fc.constantFrom(0, 20),
            capacity: fc.constantFrom(1, 1, 3),
          }),
          rules: rules(around, [1, 2]),
          blocks: blocks(around, [1, 2]).map((some) => some.map((one) => ({ ...one, id: 1, reason: null }))),
          visits: visits(around, [1, 2]),
        })
        .map(({ policy, ...rest }): ExplainedAgenda => {
          const specialists = [specialist(1, rest.service.durationMin), specialist(2, 30)]
          return { ...agendaOf({ ...rest, specialists, policy: { ...policy, zone } }), blocks: rest.blocks }
        }),
    }),
  )
  fc.assert(
    fc.property(salons, ({ agenda: any, around, now }) => {
      for (const { specialist: one, free, obstacles } of explainDay(any, around as LocalDate, now)) {
        const listed = freeStartsOfDay(any, around as LocalDate, now, { staffId: one.id })
        expect(free).toEqual(listed.map(({ startsAt }) => startsAt))
        expect(obstacles.length === 0).toBe(free.length > 0)
      }
    }),
    { numRuns: 150 },
  )
})
