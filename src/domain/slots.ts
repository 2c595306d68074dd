import type { BookingPolicy, BusyVisit, Service } from './agenda.ts'
import { contains, intersect, merge, subtract, type Interval } from './interval.ts'

const minuteMs = 60_000

/** What is to be booked: the visit's length and buffers, and how its starts are counted. Minutes. */
export interface VisitShape {
  readonly serviceId: number
  readonly durationMin: number
  readonly bufferBeforeMin: number
  readonly bufferAfterMin: number
  /** 1: private; more: a session with this many places. */
  readonly capacity: number
  readonly intervalMin: number
  readonly alignment: 'grid' | 'tight'
}

/** One specialist's time, as it looks to a visit of one shape. All lists are sorted and disjoint. */
export interface Diary {
  /** Working time that is not blocked: a visit must fit in it. */
  readonly open: readonly Interval[]
  /** `open` where a visit of this shape collides with no other visit, buffers of both included. */
  readonly free: readonly Interval[]
  /** Sessions of this service; a client may join those with places left. */
  readonly sessions: readonly Session[]
}

export interface Session extends Interval {
  readonly id: number
  readonly busy: Interval
  readonly seatsLeft: number
}

export interface FreeStart {
  readonly startsAt: Date
  readonly endsAt: Date
  readonly busy: Interval
  /** The session that is joined; null: a new visit. */
  readonly sessionId: number | null
  /** Null for a private visit. */
  readonly seatsLeft: number | null
}

/** The specialist's own duration, else the service's values; the service's interval, else the business's. */
export function shapeOf(
  service: Service,
  specialist: { readonly durationMin: number },
  policy: Pick<BookingPolicy, 'slotIntervalMin' | 'slotAlignment'>,
): VisitShape {
  return {
    serviceId: service.id,
    durationMin: specialist.durationMin,
    bufferBeforeMin: service.bufferBeforeMin,
    bufferAfterMin: service.bufferAfterMin,
    capacity: service.capacity,
    intervalMin: service.slotIntervalMin ?? policy.slotIntervalMin,
    alignment: policy.slotAlignment,
  }
}

/**
 * Lays visits and blocks over working time. A block is like closed time: no visit may lie in it, though a buffer may,
 * as over the edge of a working window. Two visits are kept apart by the first's buffer after plus the second's
 * before.
 */
export function openDiary(
  shape: VisitShape,
  workingTime: readonly Interval[],
  blocks: readonly Interval[],
  visits: readonly BusyVisit[],
): Diary {
  const open = subtract(merge(workingTime), merge(blocks))
  const taken = visits.map(({ busy }) => ({
    start: later(busy.start, -shape.bufferAfterMin),
    end: later(busy.end, shape.bufferBeforeMin),
  }))
  return { open, free: subtract(open, merge(taken)), sessions: sessionsOf(shape, visits) }
}

/** Every start within `windows` (sorted, disjoint) that can be booked, in order. The time of day plays no part yet. */
export function freeStarts(shape: VisitShape, diary: Diary, windows: readonly Interval[]): FreeStart[] {
  const fresh = freshInstants(shape, diary, windows).map((instant) => freshStart(shape, new Date(instant)))
  const joining = joinableSessions(diary, windows).map(joiningStart)
  return [...fresh, ...joining].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/** The instants (epoch milliseconds) of `freeStarts`, in any order: all that a month needs of them. */
export function freeInstants(shape: VisitShape, diary: Diary, windows: readonly Interval[]): number[] {
  const joining = joinableSessions(diary, windows).map(({ start }) => start.getTime())
  return [...freshInstants(shape, diary, windows), ...joining]
}

/** The instants (epoch milliseconds) at which visits could start within `windows` if nobody had booked. */
export function possibleInstants(shape: VisitShape, diary: Diary, windows: readonly Interval[]): number[] {
  return instantsFrom(
    shape,
    shape.alignment === 'grid' ? windows : intersect(diary.open, windows),
    diary.open,
  )
}

function freshInstants(shape: VisitShape, diary: Diary, windows: readonly Interval[]): number[] {
  return instantsFrom(
    shape,
    shape.alignment === 'grid' ? windows : intersect(diary.free, windows),
    diary.free,
  )
}

/**
 * Steps of the interval from the beginning of each base, where the visit fits into `room`. On whole minutes, since a
 * start travels in minutes.
 */
function instantsFrom(shape: VisitShape, bases: readonly Interval[], room: readonly Interval[]): number[] {
  const step = shape.intervalMin * minuteMs
  const duration = shape.durationMin * minuteMs
  const instants: number[] = []
  for (const base of bases) {
    const first = Math.ceil(base.start.getTime() / minuteMs) * minuteMs
    const end = base.end.getTime()
    for (let start = first; start < end; start += step) {
      if (contains(room, start, start + duration)) instants.push(start)
    }
  }
  return instants
}

/**
 * Why a start is not among `freeStarts`. `slot_taken`: it is one of this specialist's starts, but another visit is in
 * its way; `not_offered`: it never was one (outside the hours, blocked, or between two starts).
 */
export function refusalOf(
  shape: VisitShape,
  diary: Diary,
  windows: readonly Interval[],
  startsAt: Date,
): 'slot_taken' | 'not_offered' {
  const start = startsAt.getTime()
  if (sessionsIn(diary, windows).some((session) => session.start.getTime() === start)) return 'slot_taken'
  if (shape.alignment === 'grid') {
    return possibleInstants(shape, diary, windows).includes(start) ? 'slot_taken' : 'not_offered'
  }
  const end = start + shape.durationMin * minuteMs
  const inHours = holds(windows, startsAt) && contains(diary.open, start, end)
  return inHours && !contains(diary.free, start, end) ? 'slot_taken' : 'not_offered'
}

/** A visit of its own at `startsAt`, whether or not the time is free. */
export function freshStart(shape: VisitShape, startsAt: Date): FreeStart {
  const endsAt = later(startsAt, shape.durationMin)
  return {
    startsAt,
    endsAt,
    busy: { start: later(startsAt, -shape.bufferBeforeMin), end: later(endsAt, shape.bufferAfterMin) },
    sessionId: null,
    seatsLeft: shape.capacity > 1 ? shape.capacity : null,
  }
}

/** Whether one of the windows is at work at this instant. */
export function holds(windows: readonly Interval[], instant: Date): boolean {
  return windows.some(({ start, end }) => start <= instant && instant < end)
}

/** Who joins a session takes its times over, also where the service's duration has changed since. */
function joiningStart(session: Session): FreeStart {
  const { start, end, busy, id, seatsLeft } = session
  return { startsAt: start, endsAt: end, busy, sessionId: id, seatsLeft }
}

function joinableSessions(diary: Diary, windows: readonly Interval[]): Session[] {
  return sessionsIn(diary, windows).filter(({ seatsLeft }) => seatsLeft > 0)
}

/** Sessions that begin in these windows and lie in open time, full ones included. */
function sessionsIn(diary: Diary, windows: readonly Interval[]): Session[] {
  return diary.sessions.filter(
    ({ start, end }) => holds(windows, start) && contains(diary.open, start.getTime(), end.getTime()),
  )
}

function sessionsOf(shape: VisitShape, visits: readonly BusyVisit[]): Session[] {
  const sessions = new Map<number, Session>()
  if (shape.capacity === 1) return []
  for (const visit of visits) {
    if (visit.serviceId !== shape.serviceId) continue
    const seatsLeft = (sessions.get(visit.sessionId)?.seatsLeft ?? shape.capacity) - 1
    const { sessionId: id, startsAt: start, endsAt: end, busy } = visit
    sessions.set(id, { id, start, end, busy, seatsLeft })
  }
  return [...sessions.values()]
}

function later(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * minuteMs)
}
