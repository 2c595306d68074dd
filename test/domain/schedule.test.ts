import { describe, expect, test } from '@jest/globals'
import {
  layOutSchedule,
  percentOf,
  loadOfDays,
  type BookedTime,
  type DayEntry,
  type ScheduleBlock,
  type ScheduleBook,
} from '../../src/domain/schedule.ts'
import { date, rule, time } from './agenda-of.ts'

/** Two specialists in Berlin, nine to five every day. */
function book(parts: Partial<ScheduleBook> = {}): ScheduleBook {
  return {
    policy: { zone: 'Europe/Berlin', opens: time('09:00'), closes: time('17:00') },
    staff: [
      { id: 1, name: 'Maria' },
      { id: 2, name: 'Olga' },
    ],
    rules: [],
    blocks: [],
    visits: [],
    ...parts,
  }
}

/** Instants in UTC; the busy time is the visit's own unless it is told. */
function visit(from: string, to: string, changes: Partial<BookedTime> = {}): BookedTime {
  const [startsAt, endsAt] = [new Date(`${from}Z`), new Date(`${to}Z`)]
  return {
    staffId: 1,
    startsAt,
    endsAt,
    busy: { start: startsAt, end: endsAt },
    status: 'confirmed',
    pendingFor: null,
    visitId: startsAt.getTime(),
    ...changes,
  }
}

function block(from: string, to: string, changes: Partial<ScheduleBlock> = {}): ScheduleBlock {
  const during = { start: new Date(`${from}Z`), end: new Date(`${to}Z`) }
  return { id: 1, staffId: 1, during, reason: null, ...changes }
}

function shown({ kind, start, end }: DayEntry): string {
  return `${kind} ${start.toISOString().slice(11, 16)}-${end.toISOString().slice(11, 16)}`
}

function dayOf(parts: Partial<ScheduleBook>, on: string) {
  const [first] = layOutSchedule(book(parts), date(on), date(on))
  if (!first) throw new Error('no day')
  return { entries: first.entries.map(shown), load: first.load }
}

describe('a day', () => {
  test('lists visits, breaks, blocks and gaps in order', () => {
    const parts = {
      rules: [rule('12:00-13:00', { kind: 'break', weekday: 1 })],
      blocks: [block('2026-02-02T14:00', '2026-02-02T20:00')],
      visits: [visit('2026-02-02T09:00', '2026-02-02T10:00'), visit('2026-02-02T08:00', '2026-02-02T08:30')],
    }
    expect(dayOf(parts, '2026-02-02')).toEqual({
      entries: [
        'visit 08:00-08:30',
        'gap 08:30-09:00',
        'visit 09:00-10:00',
        'gap 10:00-11:00',
        'break 11:00-12:00',
        'gap 12:00-14:00',
        'block 14:00-16:00',
      ],
      load: { workingMin: 300, bookedMin: 90, visits: 2 },
    })
  })

  test('counts buffers as booked, and no gap of them', () => {
    const busy = { start: new Date('2026-02-02T08:45Z'), end: new Date('2026-02-02T10:15Z') }
    const parts = { visits: [visit('2026-02-02T09:00', '2026-02-02T10:00', { busy })] }
    expect(dayOf(parts, '2026-02-02')).toEqual({
      entries: ['gap 08:00-08:45', 'visit 09:00-10:00', 'gap 10:15-16:00'],
      load: { workingMin: 480, bookedMin: 90, visits: 1 },
    })
  })

  test('shows who did not come, and their time as free', () => {
    const parts = { visits: [visit('2026-02-02T08:00', '2026-02-02T16:00', { status: 'no_show' })] }
    expect(dayOf(parts, '2026-02-02')).toEqual({
      entries: ['visit 08:00-16:00', 'gap 08:00-16:00'],
      load: { workingMin: 480, bookedMin: 0, visits: 0 },
    })
  })

  test('shows a visit outside the hours, which makes nobody busier than full', () => {
    const parts = { visits: [visit('2026-02-02T06:00', '2026-02-02T18:00')] }
    expect(dayOf(parts, '2026-02-02')).toEqual({
      entries: ['visit 06:00-18:00'],
      load: { workingMin: 480, bookedMin: 480, visits: 1 },
    })
  })

  test('off has nothing but the visits that were agreed', () => {
    const parts = {
      rules: [rule('closed', { date: date('2026-02-02') })],
      blocks: [block('2026-02-01T00:00', '2026-02-10T00:00')],
      visits: [visit('2026-02-02T09:00', '2026-02-02T10:00')],
    }
    expect(dayOf(parts, '2026-02-02')).toEqual({
      entries: ['visit 09:00-10:00'],
      load: { workingMin: 0, bookedMin: 0, visits: 1 },
    })
  })

  test('blocked for everybody is one block over its breaks', () => {
    const parts = {
      rules: [rule('12:00-13:00', { kind: 'break', weekday: 1 })],
      blocks: [block('2026-02-01T23:00', '2026-02-02T23:00', { staffId: null })],
    }
    expect(dayOf(parts, '2026-02-02').entries).toEqual(['block 08:00-16:00'])
  })

  test('over midnight keeps its visits of the small hours; the next date does not show them', () => {
    const parts = {
      rules: [rule('20:00-02:00', { weekday: 1 }), rule('10:00-12:00', { weekday: 2 })],
      visits: [visit('2026-02-03T00:00', '2026-02-03T01:00'), visit('2026-02-03T09:00', '2026-02-03T10:00')],
    }
    expect(dayOf(parts, '2026-02-02').entries).toEqual(['gap 19:00-00:00', 'visit 00:00-01:00'])
    expect(dayOf(parts, '2026-02-03').entries).toEqual(['visit 09:00-10:00', 'gap 10:00-11:00'])
  })

  test('is as long as the clocks make it', () => {
    const rules = [rule('00:00-24:00', { weekday: 7 })]
    expect(dayOf({ rules }, '2026-03-29').load.workingMin).toBe(23 * 60)
    expect(dayOf({ rules }, '2026-10-25').load.workingMin).toBe(25 * 60)
  })

  test('keeps apart the two hours that the clocks show alike', () => {
    const parts = {
      rules: [rule('00:00-06:00', { weekday: 7 })],
      visits: [visit('2026-10-25T00:00', '2026-10-25T01:00'), visit('2026-10-25T01:00', '2026-10-25T02:00')],
    }
    expect(dayOf(parts, '2026-10-25').entries).toEqual([
      'gap 22:00-00:00',
      'visit 00:00-01:00',
      'visit 01:00-02:00',
      'gap 02:00-05:00',
    ])
  })
})

test('several dates come date by date, with each specialist’s own', () => {
  const visits = [visit('2026-02-03T09:00', '2026-02-03T10:00', { staffId: 2 })]
  const days = layOutSchedule(book({ visits }), date('2026-02-02'), date('2026-02-03'))
  expect(days.map(({ date: on, staff, load }) => [on, staff.name, load.visits])).toEqual([
    ['2026-02-02', 'Maria', 0],
    ['2026-02-02', 'Olga', 0],
    ['2026-02-03', 'Maria', 0],
    ['2026-02-03', 'Olga', 1],
  ])
  expect(loadOfDays(days)).toEqual({ workingMin: 1920, bookedMin: 60, visits: 1 })
})

test('who comes once counts once, however many are with them; a place that is offered is no visit', () => {
  const visits = [
    visit('2026-02-02T09:00', '2026-02-02T10:00', { visitId: 5 }),
    visit('2026-02-02T10:00', '2026-02-02T11:00', { visitId: 5, staffId: 2 }),
    visit('2026-02-02T11:00', '2026-02-02T12:00', { visitId: 5 }),
    visit('2026-02-02T13:00', '2026-02-02T14:00', { status: 'pending', pendingFor: 'approval' }),
    visit('2026-02-02T14:00', '2026-02-02T15:00', { status: 'pending', pendingFor: 'offer' }),
  ]
  const days = layOutSchedule(book({ visits }), date('2026-02-02'), date('2026-02-02'))
  expect(days.map(({ load }) => load.visits)).toEqual([2, 1])
  expect(loadOfDays(days)).toEqual({ workingMin: 960, bookedMin: 300, visits: 2 })
})

test.each([
  [0, 0, null],
  [480, 0, 0],
  [480, 1, 1],
  [480, 240, 50],
  [480, 479, 99],
  [480, 480, 100],
])('of %s working minutes %s booked are %s %%', (workingMin, bookedMin, percent) => {
  expect(percentOf({ workingMin, bookedMin, visits: 0 })).toBe(percent)
})
