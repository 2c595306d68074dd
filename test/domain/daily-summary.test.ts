import { expect, test } from '@jest/globals'
import { summaryMoments } from '../../src/domain/daily-summary.ts'

const moments = (zone: string, hour: number, now: string) =>
  summaryMoments(zone, hour, new Date(now)).map(({ date, at, about }) => [date, at.toISOString(), about])

test('a summary goes out at its local hour and tells of the day after', () => {
  expect(moments('Europe/Moscow', 20, '2026-03-02T06:00:00Z')).toEqual([
    ['2026-03-02', '2026-03-02T17:00:00.000Z', '2026-03-03'],
    ['2026-03-03', '2026-03-03T17:00:00.000Z', '2026-03-04'],
    ['2026-03-04', '2026-03-04T17:00:00.000Z', '2026-03-05'],
  ])
})

test('in an hour that the clocks leave out it goes out when they jump, in a doubled one at the first', () => {
  expect(moments('Europe/Berlin', 2, '2026-03-28T12:00:00Z')[1]).toEqual([
    '2026-03-29',
    '2026-03-29T01:00:00.000Z',
    '2026-03-30',
  ])
  expect(moments('Europe/Berlin', 2, '2026-10-24T12:00:00Z')[1]).toEqual([
    '2026-10-25',
    '2026-10-25T00:00:00.000Z',
    '2026-10-26',
  ])
  expect(moments('Asia/Beirut', 0, '2026-03-28T12:00:00Z')[1]?.[1]).toBe('2026-03-28T22:00:00.000Z')
})
