import { describe, expect, test } from '@jest/globals'
import type { Agenda } from '../../src/domain/agenda.ts'
import {
  agendaPeriod,
  agendaPeriodOfStart,
  checkStart,
  freeStartsOfDay,
  monthOf,
  type AvailabilityOptions,
} from '../../src/domain/availability.ts'
import { localDateOf, localTimeOf, type LocalMonth } from '../../src/domain/local-time.ts'
import { plansAt, type VisitPlan } from '../../src/domain/visit-plan.ts'
import { agendaOf, date, rule, specialist, time, visit } from './agenda-of.ts'

/** Berlin is at UTC+1 in February: 2026-02-02 is a Monday. */
const longBefore = new Date('2026-02-01T00:00Z')
const anybody: AvailabilityOptions = { staffId: null }

/** The free starts of a date as the clocks of the business show them. */
function times(agenda: Agenda, on: string, options: AvailabilityOptions = anybody, now = longBefore): string {
  const starts = freeStartsOfDay(agenda, date(on), now, options)
  return starts.map(({ startsAt }) => localTimeOf(agenda.policy.zone, startsAt)).join(' ')
}

function instants(agenda: Agenda, on: string, now = longBefore): string[] {
  return freeStartsOfDay(agenda, date(on), now, anybody).map(({ startsAt }) =>
    startsAt.toISOString().slice(0, 16),
  )
}

function reason(agenda: Agenda, startsAt: string, now = longBefore, options = anybody): string {
  const check = checkStart(agenda, new Date(startsAt), now, options)
  return check.ok ? check.staffIds.join(',') : check.reason
}

function plans(agenda: Agenda, startsAt: string): VisitPlan[] {
  return [...plansAt(agenda, new Date(startsAt), anybody)]
}

/** In the order in which they are tried. */
function ranked(agenda: Agenda, startsAt: string): number[] {
  return plans(agenda, startsAt).map(({ parts }) => parts[0].staffId)
}

describe('hours of a date', () => {
  const monday = { weekday: 1 }
  const thatMonday = { date: date('2026-02-02') }
  const ofOne = { staffId: 1 }

  test('are the default ones where nothing is said', () => {
    expect(times(agendaOf(), '2026-02-02')).toBe('09:00 10:00 11:00 12:00 13:00 14:00 15:00 16:00')
  })

  test('come from the first level that has any', () => {
    const levels = [
      rule('13:00-14:00', { ...ofOne, ...thatMonday }),
      rule('12:00-13:00', thatMonday),
      rule('11:00-12:00', { ...ofOne, ...monday }),
      rule('10:00-11:00', monday),
    ]
    const won = levels.map((_, i) => times(agendaOf({ rules: levels.slice(i).reverse() }), '2026-02-02'))
    expect(won).toEqual(['13:00', '12:00', '11:00', '10:00'])
  })

  test("of somebody else's rows and other days do not count", () => {
    const rules = [
      rule('10:00-11:00', { staffId: 2, ...monday }),
      rule('10:00-11:00', { weekday: 2 }),
      rule('10:00-11:00', { date: date('2026-02-09') }),
    ]
    expect(times(agendaOf({ rules }), '2026-02-02')).toMatch(/^09:00 .* 16:00$/)
  })

  test('count between the dates they are valid for, both included', () => {
    const rules = [
      rule('10:00-11:00', { ...monday, validFrom: date('2026-02-09'), validTo: date('2026-02-16') }),
    ]
    const mondays = ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23']
    expect(mondays.map((on) => times(agendaOf({ rules }), on).slice(0, 5))).toEqual([
      '09:00',
      '10:00',
      '10:00',
      '09:00',
    ])
  })

  test('are none on a closed date, whatever else its level says', () => {
    const rules = [rule('09:00-12:00', thatMonday), rule('closed', thatMonday), rule('09:00-12:00', monday)]
    expect(times(agendaOf({ rules }), '2026-02-02')).toBe('')
  })

  test('are opened by a specialist on a date on which the business is closed', () => {
    const rules = [rule('closed', thatMonday), rule('10:00-12:00', { ...ofOne, ...thatMonday })]
    expect(times(agendaOf({ rules }), '2026-02-02')).toBe('10:00 11:00')
  })

  test.each([
    ['apart', ['09:00-10:30', '12:00-14:00'], '09:00 12:00 13:00'],
    ['touching', ['09:00-10:30', '10:30-12:00'], '09:00 10:00 11:00'],
    ['overlapping', ['09:00-11:00', '10:30-12:00'], '09:00 10:00 11:00'],
    ['one inside the other', ['09:00-12:00', '10:00-11:00'], '09:00 10:00 11:00'],
  ])('from several rows, %s', (_, rows, expected) => {
    const rules = rows.map((hours) => rule(hours, monday))
    expect(times(agendaOf({ rules }), '2026-02-02')).toBe(expected)
  })

  test('may last until 24:00', () => {
    const rules = [rule('21:30-24:00', monday), rule('closed', { weekday: 2 })]
    expect(times(agendaOf({ rules }), '2026-02-02')).toBe('21:30 22:30')
  })

  test('of several days touch at midnight, so a visit may go over it', () => {
    const agenda = agendaOf({
      policy: { opens: time('00:00'), closes: time('24:00') },
      service: { durationMin: 120 },
    })
    expect(times(agenda, '2026-02-02')).toMatch(/^00:00 .* 22:00 23:00$/)
    expect(times(agendaOf({ ...agenda, rules: [rule('closed', { weekday: 2 })] }), '2026-02-02')).toMatch(
      / 22:00$/,
    )
  })

  test('past midnight belong to the evening on which they begin', () => {
    const rules = [rule('22:00-02:00', { weekday: 5 }), rule('10:00-12:00', { weekday: 6 })]
    const agenda = agendaOf({ rules })
    expect(instants(agenda, '2026-02-06')).toEqual([
      '2026-02-06T21:00',
      '2026-02-06T22:00',
      '2026-02-06T23:00',
      '2026-02-07T00:00',
    ])
    expect(times(agenda, '2026-02-07')).toBe('10:00 11:00')
    expect(reason(agenda, '2026-02-07T00:00Z')).toBe('1')
    expect(reason(agenda, '2026-02-07T01:00Z')).toBe('not_offered')
  })

  test('that the evening before still covers are not listed twice', () => {
    const rules = [rule('22:00-02:00', { weekday: 5 }), rule('00:00-04:00', { weekday: 6 })]
    expect(times(agendaOf({ rules }), '2026-02-06')).toBe('22:00 23:00 00:00 01:00')
    expect(times(agendaOf({ rules }), '2026-02-07')).toBe('02:00 03:00')
  })

  test('with equal ends last a whole day', () => {
    const rules = [rule('08:00-08:00', monday), rule('closed', { weekday: 2 })]
    expect(instants(agendaOf({ rules }), '2026-02-02')).toHaveLength(24)
  })

  test('of last evening can be booked after midnight, while they last', () => {
    const agenda = agendaOf({ rules: [rule('22:00-02:00', { weekday: 5 })] })
    const now = new Date('2026-02-06T23:30Z')
    expect(times(agenda, '2026-02-06', anybody, now)).toBe('01:00')
    const friday = monthOf(agenda, '2026-02' as LocalMonth, now, anybody)[5]
    expect(friday).toEqual({ date: '2026-02-06', status: 'free', free: 1 })
  })
})

describe('breaks', () => {
  test('of every level are taken out, wherever the hours come from', () => {
    const rules = [
      rule('09:00-18:00', { staffId: 1, date: date('2026-02-02') }),
      rule('12:00-13:00', { kind: 'break', weekday: 1 }),
      rule('15:00-15:30', { kind: 'break', weekday: 1, staffId: 1 }),
      rule('10:00-11:00', { kind: 'break', weekday: 1, staffId: 2 }),
    ]
    expect(times(agendaOf({ rules }), '2026-02-02')).toBe('09:00 10:00 11:00 13:00 14:00 15:30 16:30')
  })

  test('alone say nothing about the hours', () => {
    const rules = [rule('09:00-16:00', { kind: 'break', staffId: 1, date: date('2026-02-02') })]
    expect(times(agendaOf({ rules }), '2026-02-02')).toBe('16:00')
  })

  test('over midnight reach into the next date', () => {
    const rules = [rule('22:00-01:00', { kind: 'break', weekday: 1 })]
    const agenda = agendaOf({ rules, policy: { opens: time('00:00'), closes: time('24:00') } })
    expect(times(agenda, '2026-02-02')).toMatch(/ 21:00$/)
    expect(times(agenda, '2026-02-03')).toMatch(/^01:00 /)
  })

  test('count within their dates', () => {
    const rules = [rule('09:00-16:00', { kind: 'break', weekday: 1, validTo: date('2026-02-02') })]
    expect(times(agendaOf({ rules }), '2026-02-02')).toBe('16:00')
    expect(times(agendaOf({ rules }), '2026-02-09')).toMatch(/^09:00 /)
  })
})

describe('the days on which the clocks jump', () => {
  const atNight = (opens: string, closes: string, zone = 'Europe/Berlin'): Agenda =>
    agendaOf({
      policy: { zone, opens: time(opens), closes: time(closes), slotIntervalMin: 30 },
      service: { durationMin: 30 },
    })

  test('spring: the missing hour is not worked, starts go on in real minutes', () => {
    expect(times(atNight('01:00', '04:00'), '2026-03-29')).toBe('01:00 01:30 03:00 03:30')
    expect(times(atNight('02:30', '04:00'), '2026-03-29')).toBe('03:00 03:30')
    expect(times(atNight('01:00', '02:30'), '2026-03-29')).toBe('01:00 01:30')
    expect(times(atNight('02:00', '03:00'), '2026-03-29')).toBe('')
  })

  test('autumn: the doubled hour is worked twice', () => {
    const now = new Date('2026-10-01T00:00Z')
    const doubled = freeStartsOfDay(atNight('01:30', '03:30'), date('2026-10-25'), now, anybody)
    expect(doubled.map((start) => start.startsAt.toISOString().slice(11, 16))).toEqual([
      '23:30',
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '02:00',
    ])
  })

  test('autumn: an opening edge is the first of the two, a closing edge the second', () => {
    const now = new Date('2026-10-01T00:00Z')
    expect(instants(atNight('02:30', '03:30'), '2026-10-25', now)).toEqual([
      '2026-10-25T00:30',
      '2026-10-25T01:00',
      '2026-10-25T01:30',
      '2026-10-25T02:00',
    ])
    expect(instants(atNight('01:30', '02:30'), '2026-10-25', now)).toEqual([
      '2026-10-24T23:30',
      '2026-10-25T00:00',
      '2026-10-25T00:30',
      '2026-10-25T01:00',
    ])
  })

  test.each([
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00'],
  ])('a missing midnight in %s: the date begins with the jump', (zone, on, first) => {
    const now = new Date('2026-03-01T00:00Z')
    const starts = instants(atNight('00:00', '24:00', zone), on, now)
    expect(starts[0]).toBe(first)
    expect(starts).toHaveLength(46)
    expect(times(atNight('00:00', '02:00', zone), on, anybody, now)).toBe('01:00 01:30')
  })

  test('24:00 before a doubled midnight is the first of the two', () => {
    const now = new Date('2026-10-01T00:00Z')
    const night = (closes: string): string[] =>
      instants(atNight('22:00', closes, 'America/Havana'), '2026-10-31', now)
    expect(night('24:00').at(-1)).toBe('2026-11-01T03:30')
    expect(night('00:00')).toEqual(night('24:00'))
  })

  test('afternoons in New York are on their own date, whatever date it is in UTC', () => {
    const agenda = agendaOf({
      policy: { zone: 'America/New_York', opens: time('13:00'), closes: time('23:00') },
    })
    expect(times(agenda, '2026-02-02')).toBe('13:00 14:00 15:00 16:00 17:00 18:00 19:00 20:00 21:00 22:00')
    expect(instants(agenda, '2026-02-02').at(-1)).toBe('2026-02-03T03:00')
    expect(instants(agenda, '2026-03-08')[0]).toBe('2026-03-08T17:00')
  })
})

describe('visits and buffers', () => {
  // At 12:00 in Berlin somebody has an hour.
  const noon = visit(7, '2026-02-02T11:00Z', 60)

  test('keep others out of their time', () => {
    expect(times(agendaOf({ visits: [noon] }), '2026-02-02')).toBe(
      '09:00 10:00 11:00 13:00 14:00 15:00 16:00',
    )
    expect(reason(agendaOf({ visits: [noon] }), '2026-02-02T11:00Z')).toBe('slot_taken')
  })

  test('of somebody else do not matter', () => {
    expect(times(agendaOf({ visits: [{ ...noon, staffId: 2 }] }), '2026-02-02')).toContain('12:00')
  })

  test("add the first's buffer after to the second's before", () => {
    const visits = [visit(7, '2026-02-02T11:00Z', 60, { before: 10, after: 20 })]
    const service = { durationMin: 30, bufferBeforeMin: 15, bufferAfterMin: 5 }
    const agenda = agendaOf({ visits, service, policy: { slotIntervalMin: 5 } })
    const list = times(agenda, '2026-02-02').split(' ')
    // Ends at 11:45, five minutes and ten before 12:00; begins at 13:35, twenty and fifteen after 13:00.
    expect(list.filter((at) => at > '11:00' && at < '14:00')).toEqual([
      '11:05',
      '11:10',
      '11:15',
      '13:35',
      '13:40',
      '13:45',
      '13:50',
      '13:55',
    ])
  })

  test('before the opening reach in with their buffer', () => {
    const early = visit(7, '2026-02-02T06:30Z', 60, { after: 61 })
    expect(times(agendaOf({ visits: [early] }), '2026-02-02')).toMatch(/^10:00 /)
    const alone = agendaOf({
      visits: [{ ...early, busy: { ...early.busy, end: new Date('2026-02-02T08:00Z') } }],
    })
    expect(times(alone, '2026-02-02')).toMatch(/^09:00 /)
  })

  test('spill buffers over the edges of a window, but never themselves', () => {
    const service = { bufferBeforeMin: 30, bufferAfterMin: 30 }
    expect(times(agendaOf({ service }), '2026-02-02')).toMatch(/^09:00 .* 16:00$/)
    expect(times(agendaOf({ service: { durationMin: 90 } }), '2026-02-02')).toMatch(/ 15:00$/)
  })

  test('that move leave their own time to themselves', () => {
    const agenda = agendaOf({ visits: [noon] })
    expect(times(agenda, '2026-02-02', { staffId: 1, ignoreVisitId: 7 })).toContain('12:00')
    expect(reason(agenda, '2026-02-02T11:00Z', longBefore, { staffId: 1, ignoreVisitId: 7 })).toBe('1')
  })

  test('are stored with their buffers', () => {
    const agenda = agendaOf({ service: { bufferBeforeMin: 10, bufferAfterMin: 20 } })
    const busy = { start: new Date('2026-02-02T10:50Z'), end: new Date('2026-02-02T12:20Z') }
    const endsAt = new Date('2026-02-02T12:00Z')
    expect(plans(agenda, '2026-02-02T11:00Z')).toMatchObject([
      { endsAt, parts: [{ staffId: 1, endsAt, busy }], sessionId: null },
    ])
  })
})

describe('the interval', () => {
  test("is the service's own, else the business's", () => {
    expect(times(agendaOf({ service: { slotIntervalMin: 120 } }), '2026-02-02')).toBe(
      '09:00 11:00 13:00 15:00',
    )
  })

  test('counts from the beginning of each working window', () => {
    const rules = [rule('09:15-11:15', { weekday: 1 }), rule('12:40-14:00', { weekday: 1 })]
    expect(times(agendaOf({ rules }), '2026-02-02')).toBe('09:15 10:15 12:40')
  })

  test('tight: counts from the end of each visit', () => {
    const visits = [visit(7, '2026-02-02T09:10Z', 35, { after: 5 })]
    const policy = { slotAlignment: 'tight', slotIntervalMin: 60 } as const
    expect(times(agendaOf({ visits, policy }), '2026-02-02')).toBe(
      '09:00 10:50 11:50 12:50 13:50 14:50 15:50',
    )
    const service = { bufferBeforeMin: 10 }
    expect(times(agendaOf({ visits, policy, service }), '2026-02-02')).toBe(
      '09:00 11:00 12:00 13:00 14:00 15:00 16:00',
    )
  })

  test('tight: a start in the way of a visit is taken, one between two starts is not offered', () => {
    const visits = [visit(7, '2026-02-02T09:00Z', 30)]
    const agenda = agendaOf({ visits, policy: { slotAlignment: 'tight' } })
    expect(reason(agenda, '2026-02-02T09:15Z')).toBe('slot_taken')
    expect(reason(agenda, '2026-02-02T09:45Z')).toBe('not_offered')
    expect(reason(agenda, '2026-02-02T09:30Z')).toBe('1')
  })

  test('grid: a start between two is not offered, free or not', () => {
    const visits = [visit(7, '2026-02-02T09:00Z', 60)]
    expect(reason(agendaOf({ visits }), '2026-02-02T09:30Z')).toBe('not_offered')
    expect(reason(agendaOf({ visits }), '2026-02-02T12:30Z')).toBe('not_offered')
    expect(reason(agendaOf({ visits }), '2026-02-02T12:00:30Z')).toBe('not_offered')
  })
})

describe('blocks', () => {
  const lunch = { start: new Date('2026-02-02T11:15Z'), end: new Date('2026-02-02T11:40Z') }

  test('win over hours, for one or for all, and leave the grid alone', () => {
    const two = { specialists: [specialist(1), specialist(2)] }
    const ofAll = agendaOf({ ...two, blocks: [{ staffId: null, during: lunch }] })
    expect(times(ofAll, '2026-02-02')).toBe('09:00 10:00 11:00 13:00 14:00 15:00 16:00')
    const ofOne = agendaOf({ ...two, blocks: [{ staffId: 1, during: lunch }] })
    expect(times(ofOne, '2026-02-02')).toContain('12:00')
    expect(reason(ofOne, '2026-02-02T11:00Z')).toBe('2')
    expect(reason(ofOne, '2026-02-02T11:00Z', longBefore, { staffId: 1 })).toBe('not_offered')
  })

  test('are like closed time: a buffer may spill into them', () => {
    const blocks = [{ staffId: null, during: lunch }]
    expect(
      times(agendaOf({ blocks, service: { bufferAfterMin: 30, bufferBeforeMin: 30 } }), '2026-02-02'),
    ).toContain('11:00')
  })

  test('keep people out of a group session, too', () => {
    const visits = [visit(7, '2026-02-02T11:00Z', 60)]
    const agenda = agendaOf({ visits, service: { capacity: 5 }, blocks: [{ staffId: null, during: lunch }] })
    expect(times(agenda, '2026-02-02')).not.toContain('12:00')
  })
})

describe('groups', () => {
  const session = (count: number, from = '2026-02-02T11:00Z', sessionId = 70) =>
    Array.from({ length: count }, (_, i) => visit(sessionId + i, from, 60, { sessionId, after: 10 }))
  const seats = (agenda: Agenda): Record<string, number | null> =>
    Object.fromEntries(
      freeStartsOfDay(agenda, date('2026-02-02'), longBefore, anybody).map((start) => [
        localTimeOf('Europe/Berlin', start.startsAt),
        start.seatsLeft,
      ]),
    )

  test('offer the places that a session has left', () => {
    const agenda = agendaOf({ service: { capacity: 3, bufferAfterMin: 10 }, visits: session(2) })
    expect(seats(agenda)).toEqual({ '09:00': 3, '10:00': 3, '12:00': 1, '14:00': 3, '15:00': 3, '16:00': 3 })
    expect(reason(agenda, '2026-02-02T12:00Z')).toBe('slot_taken')
    expect(plans(agenda, '2026-02-02T11:00Z')).toMatchObject([{ sessionId: 70 }])
  })

  test('are taken when the session is full, or belongs to another service', () => {
    const full = agendaOf({ service: { capacity: 3 }, visits: session(3) })
    expect(seats(full)).not.toHaveProperty('12:00')
    expect(reason(full, '2026-02-02T11:00Z')).toBe('slot_taken')
    const other = session(1).map((one) => ({ ...one, serviceId: 2 }))
    expect(seats(agendaOf({ service: { capacity: 3 }, visits: other }))).not.toHaveProperty('12:00')
  })

  test("take a session's times over, also when the service has changed since", () => {
    const agenda = agendaOf({
      service: { capacity: 3, durationMin: 90 },
      visits: session(1, '2026-02-02T11:20Z'),
    })
    expect(seats(agenda)).toHaveProperty('12:20', 2)
    expect(plans(agenda, '2026-02-02T11:20Z')).toMatchObject([
      {
        endsAt: new Date('2026-02-02T12:20Z'),
        parts: [{ busy: { end: new Date('2026-02-02T12:30Z') } }],
      },
    ])
  })

  test('do not offer a session that lies outside the hours', () => {
    const agenda = agendaOf({ service: { capacity: 3 }, visits: session(1, '2026-02-02T17:00Z') })
    expect(seats(agenda)).not.toHaveProperty('18:00')
    expect(reason(agenda, '2026-02-02T17:00Z')).toBe('not_offered')
  })

  test('have no seats to speak of when the service is private', () => {
    expect(seats(agendaOf({ visits: session(1) }))).toEqual(
      expect.not.objectContaining({ '12:00': expect.anything() }),
    )
    expect(seats(agendaOf())).toHaveProperty('09:00', null)
  })

  test('add up over several specialists', () => {
    const agenda = agendaOf({
      service: { capacity: 3 },
      specialists: [specialist(1), specialist(2)],
      visits: session(2),
    })
    expect(seats(agenda)).toMatchObject({ '12:00': 4, '09:00': 6 })
  })
})

describe('time', () => {
  const now = new Date('2026-02-02T10:00Z')

  test('a start is offered when it is later than now', () => {
    expect(times(agendaOf(), '2026-02-02', anybody, now)).toBe('12:00 13:00 14:00 15:00 16:00')
    expect(reason(agendaOf(), '2026-02-02T10:00Z', now)).toBe('past')
    expect(reason(agendaOf(), '2026-02-02T11:00Z', now)).toBe('1')
  })

  test("and not sooner than the minimum notice, the service's first", () => {
    const agenda = agendaOf({ policy: { minimumNoticeMin: 120 } })
    expect(times(agenda, '2026-02-02', anybody, now)).toBe('13:00 14:00 15:00 16:00')
    expect(reason(agenda, '2026-02-02T11:00Z', now)).toBe('minimum_notice')
    expect(reason(agenda, '2026-02-02T12:00Z', now)).toBe('1')
    const own = agendaOf({ policy: { minimumNoticeMin: 120 }, service: { minimumNoticeMin: 0 } })
    expect(reason(own, '2026-02-02T11:00Z', now)).toBe('1')
  })

  test('and its local date is within the horizon', () => {
    const agenda = agendaOf({ policy: { horizonDays: 2, opens: time('00:00'), closes: time('24:00') } })
    expect(times(agenda, '2026-02-04', anybody, now)).toMatch(/^00:00 .* 23:00$/)
    expect(times(agenda, '2026-02-05', anybody, now)).toBe('')
    expect(reason(agenda, '2026-02-04T22:00Z', now)).toBe('1')
    expect(reason(agenda, '2026-02-04T23:00Z', now)).toBe('beyond_horizon')
    // Half an hour later it is the third in Berlin, though not in UTC.
    expect(reason(agenda, '2026-02-04T23:00Z', new Date('2026-02-02T23:30Z'))).toBe('1')
  })

  test('after midnight the horizon looks at the evening to which a start belongs', () => {
    const agenda = agendaOf({ policy: { horizonDays: 2, opens: time('22:00'), closes: time('02:00') } })
    expect(times(agenda, '2026-02-04', anybody, now)).toBe('22:00 23:00 00:00 01:00')
    expect(reason(agenda, '2026-02-05T00:00Z', now)).toBe('1')
    expect(reason(agenda, '2026-02-05T21:00Z', now)).toBe('beyond_horizon')
  })

  test('a start outside the hours is not offered, whoever is asked for', () => {
    expect(reason(agendaOf(), '2026-02-02T17:00Z', now)).toBe('not_offered')
    expect(reason(agendaOf(), '2026-02-03T10:00Z', now, { staffId: 99 })).toBe('not_offered')
  })
})

describe('any specialist', () => {
  const specialists = [specialist(1), specialist(2, 90), specialist(3)]

  test('is the union of the individual lists, and says who is free', () => {
    const visits = [visit(7, '2026-02-02T08:00Z', 60), visit(8, '2026-02-02T08:00Z', 60, { staffId: 3 })]
    const agenda = agendaOf({ specialists, visits })
    const [nine, ten] = freeStartsOfDay(agenda, date('2026-02-02'), longBefore, anybody)
    expect(nine).toMatchObject({ staffIds: [2] })
    expect(ten).toMatchObject({ staffIds: [1, 2, 3] })
    expect(reason(agenda, '2026-02-02T08:00Z')).toBe('2')
    expect(times(agenda, '2026-02-02', { staffId: 2 })).not.toContain('16:00')
  })

  test('hears the reason that came closest', () => {
    const visits = [visit(7, '2026-02-02T08:00Z', 60)]
    const rules = [rule('closed', { staffId: 2, weekday: 1 })]
    const agenda = agendaOf({ specialists: specialists.slice(0, 2), visits, rules })
    expect(reason(agenda, '2026-02-02T08:00Z')).toBe('slot_taken')
  })

  test('is whoever is least busy on that date, buffers included; then the order of the agenda', () => {
    const visits = [
      visit(7, '2026-02-02T08:00Z', 60, { after: 5 }),
      visit(8, '2026-02-02T08:00Z', 60, { staffId: 2 }),
      visit(9, '2026-02-03T08:00Z', 300, { staffId: 3 }),
    ]
    const at = '2026-02-02T12:00Z'
    expect(ranked(agendaOf({ specialists, visits }), at)).toEqual([3, 2, 1])
    expect(ranked(agendaOf({ specialists }), at)).toEqual([1, 2, 3])
  })

  test('counts a night as one, also past midnight', () => {
    const policy = { opens: time('20:00'), closes: time('04:00') }
    const visits = [visit(7, '2026-02-02T23:00Z', 60), visit(8, '2026-02-02T22:00Z', 30, { staffId: 2 })]
    const agenda = agendaOf({ specialists: specialists.slice(0, 2), visits, policy })
    expect(ranked(agenda, '2026-02-03T01:00Z')).toEqual([2, 1])
  })

  test('fills a session before another is opened', () => {
    const visits = [visit(7, '2026-02-02T12:00Z', 60, { staffId: 2 })]
    const agenda = agendaOf({ service: { capacity: 4 }, specialists, visits })
    expect(ranked(agenda, '2026-02-02T12:00Z')).toEqual([2, 1, 3])
  })
})

describe('a month', () => {
  const month = '2026-02' as LocalMonth
  const now = new Date('2026-02-10T11:30Z')
  const full = Array.from({ length: 8 }, (_, i) =>
    visit(i + 1, `2026-02-12T${String(8 + i).padStart(2, '0')}:00Z`, 60),
  )
  const nearly = full.slice(2).map((one) => ({
    ...one,
    busy: {
      start: new Date(one.busy.start.getTime() + 86_400_000),
      end: new Date(one.busy.end.getTime() + 86_400_000),
    },
  }))
  const agenda = agendaOf({
    policy: { horizonDays: 10 },
    rules: [rule('closed', { weekday: 7 })],
    visits: [...full, ...nearly],
  })
  const days = monthOf(agenda, month, now, anybody)
  const day = (number: number): string => `${days[number - 1]?.status ?? ''} ${days[number - 1]?.free ?? ''}`

  test('has every date', () => {
    expect(days).toHaveLength(28)
    expect(days.map(({ date: on }) => on.slice(8))).toEqual(
      days.map((_, i) => String(i + 1).padStart(2, '0')),
    )
  })

  test.each([
    [1, 'past 0'],
    [9, 'past 0'],
    [10, 'free 4'],
    [11, 'free 8'],
    [12, 'full 0'],
    [13, 'nearly_full 2'],
    [14, 'free 8'],
    [15, 'closed 0'],
    [20, 'free 8'],
    [21, 'beyond 0'],
    [28, 'beyond 0'],
  ])('day %d is %s', (number, expected) => {
    expect(day(number)).toBe(expected)
  })

  test('a day is nearly full when a quarter is left, not when it is more', () => {
    const sevenHours = { ...agenda, policy: { ...agenda.policy, closes: time('16:00') } }
    const visits = full.slice(0, 5)
    expect(monthOf({ ...sevenHours, visits }, month, now, anybody)[11]).toMatchObject({
      status: 'free',
      free: 2,
    })
    expect(monthOf({ ...agenda, visits: full.slice(0, 6) }, month, now, anybody)[11]?.status).toBe(
      'nearly_full',
    )
  })

  test('today is past once its last start is over or too soon', () => {
    const evening = monthOf(agenda, month, new Date('2026-02-10T15:00Z'), anybody)
    expect(evening[9]).toEqual({ date: '2026-02-10', status: 'past', free: 0 })
    const noticed = { ...agenda, service: { ...agenda.service, minimumNoticeMin: 30 * 60 } }
    expect(monthOf(noticed, month, now, anybody)[9]?.status).toBe('past')
  })
})

describe('what has to be loaded', () => {
  test('reaches from the day before to the end of the longest visit that begins in the night after', () => {
    const zone = { zone: 'Europe/Berlin' }
    expect(agendaPeriod(zone, [{ bufferAfterMin: 30 }], date('2026-03-01'), date('2026-03-31'))).toEqual({
      start: new Date('2026-02-27T23:00Z'),
      end: new Date('2026-04-02T10:30Z'),
    })
    const period = agendaPeriodOfStart(zone, [{ bufferAfterMin: 0 }], new Date('2026-03-02T23:30Z'))
    expect([period.start, period.end].map((edge) => localDateOf(zone.zone, edge))).toEqual([
      '2026-03-01',
      '2026-03-05',
    ])
  })
})
