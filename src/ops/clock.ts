import type { Clock } from '../domain/clock.ts'

/** The machine's time. */
export const systemClock: Clock = {
  now: () => new Date(),
  every: everyOfRealTime,
  onJump: () => () => undefined,
}

export interface MovableClock extends Clock {
  moveBy(ms: number): void
  moveTo(instant: Date): void
}

/** Real time plus an offset that can be changed by hand: the demo's days and the tests' moments. */
export function createMovableClock(offsetMs = 0): MovableClock {
  const listeners = new Set<() => void>()
  let offset = offsetMs

  function moveBy(ms: number): void {
    offset += ms
    for (const run of [...listeners]) run()
  }

  return {
    now: () => new Date(Date.now() + offset),
    every: everyOfRealTime,
    onJump: (run) => {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
    moveBy,
    moveTo: (instant) => moveBy(instant.getTime() - Date.now() - offset),
  }
}

function everyOfRealTime(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms)
  return () => clearInterval(timer)
}
