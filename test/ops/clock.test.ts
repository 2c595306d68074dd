import { describe, expect, test } from '@jest/globals'
import { createMovableClock } from '../../src/ops/clock.ts'

describe('the movable clock', () => {
  test('goes on from where it was moved to', () => {
    const clock = createMovableClock()

    clock.moveTo(new Date('2030-01-01T00:00:00Z'))
    const first = clock.now().getTime()
    clock.moveBy(86_400_000)

    expect(first).toBeGreaterThanOrEqual(Date.parse('2030-01-01T00:00:00Z'))
    expect(clock.now().getTime() - first).toBeGreaterThanOrEqual(86_400_000)
  })

  test('tells of each jump, until somebody no longer listens', () => {
    const clock = createMovableClock()
    const seen: string[] = []
    const stop = clock.onJump(() => void seen.push('first'))
    clock.onJump(() => void seen.push('second'))

    clock.moveBy(1)
    stop()
    clock.moveBy(1)

    expect(seen).toEqual(['first', 'second', 'second'])
  })

  test('begins with its offset', () => {
    const ahead = createMovableClock(3_600_000)

    expect(ahead.now().getTime()).toBeGreaterThan(Date.now() + 3_590_000)
  })
})
