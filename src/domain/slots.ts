import type { BookingPolicy, BusyVisit, Service } from './agenda.ts'
import { contains, intersect, merge, subtract, type Interval } from './interval.ts'

const minuteMs = 60_000

/** What is to be booked: its services in their order, and how its starts are counted. Minutes. */
export interface VisitShape {
  /** A group service is always alone. */
  readonly parts: readonly [PartShape, ...PartShape[]]
  readonly intervalMin: number
  readonly alignment: 'grid' | 'tight'
}

export type PartShape = Pick<Service, 'id' | 'bufferBeforeMin' | 'bufferAfterMin' | 'capacity'>

/** One specialist's time. All lists are sorted and disjoint. */
export interface Diary {
  /** Working time that is not blocked: a visit must fit in it. */
  readonly open: readonly Interval[]
  /** `open` where a stretch with these buffers collides with no other visit, buffers of both included. */
  room(buffers: Buffers): readonly Interval[]
  /** Sessions of the service, in any order; a client may join those with places left. */
  readonly sessions: readonly Session[]
}

export interface Buffers {
  readonly beforeMin: number
  readonly afterMin: number
}

export interface Session extends Interval {
  readonly id: number
  readonly busy: Interval
  readonly seatsLeft: number
}

/** The first service's interval, else the business's. */
export function shapeOf(
  [first, ...further]: readonly [Service, ...Service[]],
  policy: Pick<BookingPolicy, 'slotIntervalMin' | 'slotAlignment'>,
): VisitShape {
  return {
    parts: [first, ...further],
    intervalMin: first.slotIntervalMin ?? policy.slotIntervalMin,
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
  const rooms = new Map<string, Interval[]>()
  return {
    open,
    room({ beforeMin, afterMin }) {
      const key = `${beforeMin}/${afterMin}`
      const known = rooms.get(key) ?? subtract(open, takenTime(visits, beforeMin, afterMin))
      rooms.set(key, known)
      return known
    },
    sessions: sessionsOf(shape, visits),
  }
}

function takenTime(visits: readonly BusyVisit[], beforeMin: number, afterMin: number): Interval[] {
  return merge(
    visits.map(({ busy }) => ({ start: later(busy.start, -afterMin), end: later(busy.end, beforeMin) })),
  )
}

/**
 * The instants (epoch milliseconds, whole minutes, since a start travels in minutes) from which visits are counted
 * within `windows` (sorted, disjoint): steps of the interval from the beginning of each window, or with `tight` of
 * each stretch of `free` time in them.
 */
export function stepsIn(
  shape: VisitShape,
  windows: readonly Interval[],
  free: readonly Interval[],
): number[] {
  const bases = shape.alignment === 'grid' ? windows : intersect(free, windows)
  const step = shape.intervalMin * minuteMs
  const instants: number[] = []
  for (const base of bases) {
    const first = Math.ceil(base.start.getTime() / minuteMs) * minuteMs
    const end = base.end.getTime()
    for (let start = first; start < end; start += step) instants.push(start)
  }
  return instants
}

/** Free time as far as a start is concerned: how long the visit takes from there on is not asked yet. */
export function freeForStart({ parts: [first] }: VisitShape, diary: Diary): readonly Interval[] {
  return diary.room({ beforeMin: first.bufferBeforeMin, afterMin: 0 })
}

/** Whether one of the windows is at work at this instant. */
export function holds(windows: readonly Interval[], instant: Date): boolean {
  return windows.some(({ start, end }) => start <= instant && instant < end)
}

/** Sessions that begin in these windows, lie in open time and have a seat left. */
export function joinableSessions(diary: Diary, windows: readonly Interval[]): Session[] {
  return sessionsIn(diary, windows).filter(({ seatsLeft }) => seatsLeft > 0)
}

/** Sessions that begin in these windows and lie in open time, full ones included. */
export function sessionsIn(diary: Diary, windows: readonly Interval[]): Session[] {
  return diary.sessions.filter(
    ({ start, end }) => holds(windows, start) && contains(diary.open, start.getTime(), end.getTime()),
  )
}

function sessionsOf({ parts: [first] }: VisitShape, visits: readonly BusyVisit[]): Session[] {
  const sessions = new Map<number, Session>()
  if (first.capacity === 1) return []
  for (const visit of visits) {
    if (visit.serviceId !== first.id) continue
    const seatsLeft = (sessions.get(visit.sessionId)?.seatsLeft ?? first.capacity) - 1
    const { sessionId: id, startsAt: start, endsAt: end, busy } = visit
    sessions.set(id, { id, start, end, busy, seatsLeft })
  }
  return [...sessions.values()]
}

function later(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * minuteMs)
}
