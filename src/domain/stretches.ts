import type { Interval } from './interval.ts'
import type { BookedTime, ScheduledVisit } from './schedule.ts'

/**
 * Joins what one specialist does of one visit without a pause; between two stretches somebody else may be with the client.
 * The parts come in order of their start, and so do the stretches.
 */
export function joinStretches<Part extends BookedTime>(
  parts: readonly Part[],
  join: (one: Part, next: Part) => Part,
): Part[] {
  const joined: Part[] = []
  const places = new Map<string, number>()
  for (const part of parts) {
    const key = `${part.visitId} ${part.staffId} ${part.status}`
    const place = places.get(key) ?? joined.length
    const before = joined[place]
    if (before?.endsAt.getTime() === part.startsAt.getTime()) joined[place] = join(before, part)
    else places.set(key, joined.push(part) - 1)
  }
  return joined
}

/** The first with the end of the next, busy around both. */
export function joinTimes<Time extends BookedTime>(one: Time, next: BookedTime): Time {
  return { ...one, endsAt: next.endsAt, busy: around(one.busy, next.busy) }
}

/** The same of what a schedule shows: both services, and attended if either was. */
export function joinVisits(one: ScheduledVisit, next: ScheduledVisit): ScheduledVisit {
  return {
    ...joinTimes(one, next),
    sessionId: Math.min(one.sessionId, next.sessionId),
    services: [...one.services, ...next.services],
    attendanceConfirmed: one.attendanceConfirmed || next.attendanceConfirmed,
    arrived: one.arrived || next.arrived,
  }
}

function around(one: Interval | null, next: Interval | null): Interval | null {
  if (!one || !next) return one ?? next
  return {
    start: one.start < next.start ? one.start : next.start,
    end: one.end > next.end ? one.end : next.end,
  }
}
