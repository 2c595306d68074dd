import { describe, expect, test } from '@jest/globals'
import type { LocalTime } from '../../src/domain/local-time.ts'
import { quietUntil } from '../../src/domain/quiet-hours.ts'
import { decideTask } from '../../src/domain/task-conditions.ts'
import type { TaskKind } from '../../src/domain/task.ts'

const hours = (from: string, until: string) => ({ from: from as LocalTime, until: until as LocalTime })

test.each<[string, string, string, string, string | null]>([
  ['before midnight', '22:00', '09:00', '2026-03-02T19:00Z', '2026-03-03T06:00'],
  ['after midnight', '22:00', '09:00', '2026-03-02T22:30Z', '2026-03-03T06:00'],
  ['a minute before the morning', '22:00', '09:00', '2026-03-03T05:59Z', '2026-03-03T06:00'],
  ['in the morning', '22:00', '09:00', '2026-03-03T06:00Z', null],
  ['by day', '22:00', '09:00', '2026-03-02T12:00Z', null],
  ['at noon, of those who rest then', '12:00', '14:00', '2026-03-02T10:30Z', '2026-03-02T11:00'],
  ['at midnight, where they end then', '21:00', '24:00', '2026-03-02T20:59Z', '2026-03-02T21:00'],
  ['after midnight, where they end then', '21:00', '24:00', '2026-03-02T21:00Z', null],
])('%s it is quiet from %s until %s', (_, from, until, now, end) => {
  const found = quietUntil('Europe/Moscow', hours(from, until), new Date(now))
  expect(found?.toISOString().slice(0, 16) ?? null).toBe(end)
})

test('a night with a change of the clocks ends in the morning all the same', () => {
  const until = (now: string) => quietUntil('Europe/Berlin', hours('22:00', '07:00'), new Date(now))
  expect(until('2026-03-29T00:30Z')).toEqual(new Date('2026-03-29T05:00Z'))
  expect(until('2026-10-25T00:30Z')).toEqual(new Date('2026-10-25T06:00Z'))
})

test('no quiet hours are none', () => {
  expect(quietUntil('Europe/Moscow', null, new Date('2026-03-02T00:00Z'))).toBeNull()
})

describe('at half past ten in the evening, quiet until nine', () => {
  const now = new Date('2026-03-02T19:30Z')
  const morning = new Date('2026-03-03T06:00Z')

  function decide(kind: TaskKind, startsAt: string, payload: Record<string, unknown> = {}): string {
    const status = kind === 'waitlist' ? 'pending' : kind === 'review' ? 'completed' : ('confirmed' as const)
    const booking = {
      status,
      version: 1,
      startsAt: new Date(startsAt),
      busyEnd: new Date(startsAt),
      reviewed: false,
    } as const
    const task = { kind, dueAt: now, bookingVersion: 1, payload: { hours: 24, ...payload } }
    const decision = decideTask(task, { now, quietUntil: morning, booking, reminders: [] })
    return decision.do === 'wait' ? decision.until.toISOString().slice(11, 16) : decision.do
  }

  test.each<[string, TaskKind, string, object, string]>([
    ['a reminder waits', 'reminder', '2026-03-03T08:00Z', {}, '06:00'],
    ['a reminder that would come too late does not', 'reminder', '2026-03-03T07:59Z', {}, 'act'],
    ['a reminder of a visit at night does not', 'reminder', '2026-03-02T21:30Z', {}, 'act'],
    ['a notice waits', 'notice', '2026-03-04T09:00Z', {}, '06:00'],
    ['a notice of a visit early in the morning does not', 'notice', '2026-03-03T06:00Z', {}, 'act'],
    [
      'a notice of one that was early in the morning before it was moved does not',
      'notice',
      '2026-03-09T06:00Z',
      { moved_from: '2026-03-03T06:00:00.000Z' },
      'act',
    ],
    ['a request for a review waits', 'review', '2026-03-02T15:00Z', {}, '06:00'],
    ['an offer waits', 'waitlist', '2026-03-04T09:00Z', {}, '06:00'],
    ['the summary comes at its hour', 'daily_summary', '2026-03-01T09:00Z', {}, 'act'],
    ['a hold ends at its time', 'hold_end', '2026-03-04T09:00Z', {}, 'skip'],
  ])('%s', (_, kind, startsAt, payload, expected) => {
    expect(decide(kind, startsAt, payload as Record<string, unknown>)).toBe(expected)
  })
})
