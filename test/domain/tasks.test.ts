import { describe, expect, test } from '@jest/globals'
import {
  decideTask,
  lostRetryDelayMs,
  retryDelayMs,
  type BookingFacts,
  type TaskFacts,
} from '../../src/domain/task-conditions.ts'
import { jobId, planVisitTasks, visitTaskPrefixes } from '../../src/domain/task-plan.ts'
import type { TaskKind } from '../../src/domain/task.ts'

const startsAt = new Date('2026-02-02T12:00Z')
const busyEnd = new Date('2026-02-02T13:15Z')
const visit = {
  bookingId: 5,
  visitId: 4,
  userId: 3,
  version: 2,
  startsAt,
  parts: [{ bookingId: 5, busyEnd }],
  reminderHours: [24, 2, 1],
}
const plan = (now: string) => planVisitTasks({ ...visit, now: new Date(now) })

describe('the tasks of a visit', () => {
  test('are its reminders and its completion', () => {
    expect(
      plan('2026-01-01T00:00Z').map(({ dedupKey, dueAt }) => [dedupKey, dueAt.toISOString().slice(0, 16)]),
    ).toEqual([
      ['r:4:24:2', '2026-02-01T12:00'],
      ['r:4:2:2', '2026-02-02T10:00'],
      ['r:4:1:2', '2026-02-02T11:00'],
      ['done:4:5:2', '2026-02-02T13:15'],
    ])
  })

  test('complete each of its services when its own time is over', () => {
    const parts = [
      { bookingId: 5, busyEnd },
      { bookingId: 6, busyEnd: new Date('2026-02-02T14:00Z') },
    ]
    const planned = planVisitTasks({
      ...visit,
      parts,
      reminderHours: [1],
      now: new Date('2026-01-01T00:00Z'),
    })
    expect(planned.map(({ kind, bookingId, dedupKey }) => [kind, bookingId, dedupKey])).toEqual([
      ['reminder', 5, 'r:4:1:2'],
      ['completion', 5, 'done:4:5:2'],
      ['completion', 6, 'done:4:6:2'],
    ])
  })

  test('name booking, version and person', () => {
    expect(plan('2026-01-01T00:00Z')[0]).toMatchObject({
      kind: 'reminder',
      bookingId: 5,
      bookingVersion: 2,
      userId: 3,
    })
  })

  test('leave out a reminder whose moment has come or passed', () => {
    expect(plan('2026-02-02T10:00Z').map(({ dedupKey }) => dedupKey)).toEqual(['r:4:1:2', 'done:4:5:2'])
    expect(plan('2026-02-03T10:00Z').map(({ kind }) => kind)).toEqual(['completion'])
  })

  test('are found by their prefixes, and no other visit is', () => {
    const keys = plan('2026-01-01T00:00Z').map(({ dedupKey }) => dedupKey)
    const belongs = (key: string, visitId: number): boolean =>
      visitTaskPrefixes(visitId).some((prefix) => key.startsWith(prefix))
    expect(keys.every((key) => belongs(key, 4))).toBe(true)
    expect(belongs('r:41:24:2', 4)).toBe(false)
  })

  test('have an alarm whose id changes with their moment, without colon and not of digits', () => {
    const early = jobId({ id: 7, dueAt: new Date(1_700_000_000_000) })
    expect(early).toMatch(/^t7-v[0-9a-z]+$/)
    expect(jobId({ id: 7, dueAt: new Date(1_700_000_000_000) })).toBe(early)
    expect(jobId({ id: 7, dueAt: new Date(1_700_000_000_001) })).not.toBe(early)
  })
})

const booking: BookingFacts = { status: 'confirmed', version: 2, startsAt, busyEnd, reviewed: false }

function decide(
  kind: TaskKind,
  now: string,
  more: Partial<BookingFacts> | null = {},
  reminders: number[] = [],
): string {
  const facts: TaskFacts = {
    now: new Date(now),
    quietUntil: null,
    booking: more === null ? null : { ...booking, ...more },
    reminders: reminders.map((hours) => ({ hours })),
  }
  const task = { kind, dueAt: new Date('2026-02-02T10:00Z'), bookingVersion: 2, payload: { hours: 2 } }
  const decision = decideTask(task, facts)
  if (decision.do === 'act') return 'act'
  return decision.do === 'skip' ? decision.reason : decision.until.toISOString().slice(11, 16)
}

describe('whether a task is still to be done', () => {
  test.each<TaskKind>(['reminder', 'notice', 'update', 'completion'])(
    'a %s is not before it is due',
    (kind) => {
      expect(decide(kind, '2026-02-02T09:59Z')).toBe('10:00')
    },
  )

  test.each<[string, string, Partial<BookingFacts> | null, string]>([
    ['of an active visit of its version', '2026-02-02T10:00Z', {}, 'act'],
    ['of one that waits for approval', '2026-02-02T10:00Z', { status: 'pending' }, 'not_confirmed'],
    ['late, but before the visit', '2026-02-02T11:59Z', {}, 'act'],
    ['once the visit has begun', '2026-02-02T12:00Z', {}, 'begun'],
    ['after a cancellation', '2026-02-02T10:00Z', { status: 'cancelled' }, 'not_active'],
    ['of the old time', '2026-02-02T10:00Z', { version: 3 }, 'out_of_date'],
    ['of nothing', '2026-02-02T10:00Z', null, 'not_active'],
  ])('a reminder %s', (_, now, facts, expected) => {
    expect(decide('reminder', now, facts)).toBe(expected)
  })

  test('of several late reminders only the nearest to the visit', () => {
    expect(decide('reminder', '2026-02-02T11:30Z', {}, [24, 1])).toBe('nearer_reminder')
    expect(decide('reminder', '2026-02-02T11:00Z', {}, [24, 1])).toBe('nearer_reminder')
    expect(decide('reminder', '2026-02-02T10:30Z', {}, [24, 1])).toBe('act')
  })

  test.each<[TaskKind, string, Partial<BookingFacts> | null, string]>([
    ['review', '2026-02-02T15:00Z', { status: 'completed' }, 'act'],
    ['review', '2026-02-02T15:00Z', { status: 'completed', reviewed: true }, 'already_reviewed'],
    ['review', '2026-02-02T15:00Z', { status: 'no_show' }, 'not_completed'],
    ['hold_end', '2026-02-02T11:00Z', { status: 'pending' }, 'act'],
    ['hold_end', '2026-02-02T11:00Z', { status: 'pending', version: 3 }, 'out_of_date'],
    ['hold_end', '2026-02-02T11:00Z', {}, 'not_pending'],
    ['completion', '2026-02-02T13:00Z', {}, '13:15'],
    ['completion', '2026-02-02T13:15Z', {}, 'act'],
    ['completion', '2026-02-02T13:15Z', { status: 'no_show' }, 'not_active'],
    ['completion', '2026-02-02T13:15Z', { version: 3 }, 'out_of_date'],
    ['notice', '2026-02-02T13:15Z', { status: 'cancelled' }, 'act'],
  ])('%s at %s with %j: %s', (kind, now, facts, expected) => {
    expect(decide(kind, now, facts)).toBe(expected)
  })
})

describe('when nobody knows whether it was sent', () => {
  const delaysOf = (kind: TaskKind) =>
    Array.from({ length: 9 }, (_, lostBefore) => lostRetryDelayMs(kind, lostBefore)).filter(
      (delay) => delay !== null,
    )

  test.each<TaskKind>(['notice', 'waitlist', 'daily_summary'])(
    'a %s is sent again, ever later, for at least half an hour',
    (kind) => {
      const delays = delaysOf(kind)
      expect(delays.length).toBeLessThan(6)
      expect([...delays].sort((a, b) => a - b)).toEqual(delays)
      expect(delays.reduce((sum, delay) => sum + delay)).toBeGreaterThanOrEqual(30 * 60_000)
    },
  )

  test('a reminder is sent again once', () => {
    expect(delaysOf('reminder')).toHaveLength(1)
  })

  test('what must not come twice is left', () => {
    expect(delaysOf('review')).toEqual([])
  })

  test('what changes nothing the second time is repeated', () => {
    expect(lostRetryDelayMs('completion', 99)).not.toBeNull()
    expect(lostRetryDelayMs('hold_end', 99)).not.toBeNull()
  })
})

describe('retries after a failure', () => {
  test('of a message wait longer each time, and end', () => {
    const delays = Array.from({ length: 20 }, (_, i) => retryDelayMs('notice', i + 1))
    const waits = delays.filter((delay) => delay !== null)
    expect(waits.length).toBeGreaterThan(2)
    expect([...waits].sort((a, b) => a - b)).toEqual(waits)
    expect(delays.at(-1)).toBeNull()
  })

  test.each<TaskKind>(['hold_end', 'completion'])('of a %s never end', (kind) => {
    expect(retryDelayMs(kind, 1)).toBe(30_000)
    expect(retryDelayMs(kind, 500)).toBe(3_600_000)
  })
})
