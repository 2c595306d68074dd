import { describe, expect, test } from '@jest/globals'
import fc from '../support/properties.ts'
import {
  contains,
  intersect,
  lengthOf,
  merge,
  overlaps,
  subtract,
  type Interval,
} from '../../src/domain/interval.ts'

const span = (start: number, end: number): Interval => ({ start: new Date(start), end: new Date(end) })
const spans = fc.array(
  fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 12 })).map(([start, length]) => span(start, start + length)),
)

/** The milliseconds that are covered, one by one. */
function members(intervals: readonly Interval[]): number[] {
  return Array.from({ length: 60 }, (_, i) => i).filter((at) =>
    intervals.some(({ start, end }) => start.getTime() <= at && at < end.getTime()),
  )
}

function isTidy(intervals: readonly Interval[]): boolean {
  return intervals.every(
    ({ start, end }, i) => start < end && end < (intervals[i + 1]?.start ?? new Date(99)),
  )
}

describe('intervals', () => {
  test('that touch do not overlap', () => {
    expect(overlaps(span(0, 5), span(5, 9))).toBe(false)
    expect(overlaps(span(0, 5), span(4, 9))).toBe(true)
    expect(overlaps(span(0, 9), span(3, 4))).toBe(true)
  })

  test('merge into the same time, sorted and apart', () => {
    fc.assert(
      fc.property(spans, (intervals) => {
        const merged = merge(intervals)
        expect(members(merged)).toEqual(members(intervals))
        expect(isTidy(merged)).toBe(true)
      }),
    )
  })

  test('subtract and intersect as sets of instants do', () => {
    fc.assert(
      fc.property(spans, spans, (some, others) => {
        const [a, b] = [merge(some), merge(others)]
        const inB = new Set(members(b))
        expect(members(subtract(a, b))).toEqual(members(a).filter((at) => !inB.has(at)))
        expect(members(intersect(a, b))).toEqual(members(a).filter((at) => inB.has(at)))
        expect(lengthOf(subtract(a, b)) + lengthOf(intersect(a, b))).toBe(members(a).length)
      }),
    )
  })

  test('contain what lies wholly in one of them', () => {
    fc.assert(
      fc.property(spans, fc.nat({ max: 50 }), fc.integer({ min: 1, max: 8 }), (some, start, length) => {
        const inside = merge(some).some(
          (one) => one.start.getTime() <= start && start + length <= one.end.getTime(),
        )
        expect(contains(merge(some), start, start + length)).toBe(inside)
      }),
    )
  })
})
