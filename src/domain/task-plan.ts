import { toldAt } from './quiet-hours.ts'
import type { PlannedTask, Task } from './task.ts'

const hourMs = 3_600_000

/**
 * What must happen around a visit: its reminders (`reminderHours` before the start), and the completion of each of its
 * services when its busy time is over. A reminder whose moment has passed is not planned. Keys carry the version, so a moved visit gets new
 * rows and the old ones find out that they are out of date.
 */
export function planVisitTasks(visit: VisitToPlan): PlannedTask[] {
  const about = { bookingId: visit.bookingId, bookingVersion: visit.version, userId: visit.userId }
  const reminders = visit.reminderHours.map((hours): PlannedTask => ({
    ...about,
    kind: 'reminder',
    dedupKey: `r:${visit.visitId}:${hours}:${visit.version}`,
    dueAt: new Date(visit.startsAt.getTime() - hours * hourMs),
    payload: { hours },
  }))
  const completions = visit.parts.map(({ bookingId, busyEnd }): PlannedTask => ({
    ...about,
    bookingId,
    kind: 'completion',
    dedupKey: `done:${visit.visitId}:${bookingId}:${visit.version}`,
    dueAt: busyEnd,
  }))
  return [...reminders.filter((reminder) => reminder.dueAt > visit.now), ...completions]
}

/** The request for a review, `delayHours` after the end of the visit (without buffers); one a visit. */
export function planReview(visit: VisitToReview): PlannedTask {
  const { bookingId, visitId, userId, endsAt, delayHours } = visit
  const dueAt = new Date(endsAt.getTime() + delayHours * hourMs)
  return { kind: 'review', dedupKey: `review:${visitId}`, dueAt, bookingId, userId }
}

/**
 * The end of a hold: a booking that waits for approval gives its time back `holdMinutes` after staff hear of it, and never
 * later than its start.
 */
export function planHoldEnd(visit: VisitOnHold): PlannedTask {
  const { bookingId, visitId, userId, version, startsAt, now } = visit
  const heldUntil = toldAt(now, startsAt, visit.quietUntil).getTime() + visit.holdMinutes * 60_000
  return {
    kind: 'hold_end',
    dedupKey: `hold:${visitId}:${bookingId}:${version}`,
    dueAt: new Date(Math.min(heldUntil, startsAt.getTime())),
    bookingId,
    bookingVersion: version,
    userId,
  }
}

/**
 * What an offer from the waiting list brings: the message with it at once, and the end of the hold when `until` has come.
 * Both hang on the entry that it answers.
 */
export function planOffer(offer: OfferToPlan): PlannedTask[] {
  const { bookingId, visitId, userId, version, entryId, until, now } = offer
  const about = { bookingId, bookingVersion: version, userId, parentId: entryId }
  return [
    {
      ...about,
      kind: 'waitlist',
      dedupKey: `wl:${entryId}:${bookingId}`,
      dueAt: now,
      payload: { until },
    },
    { ...about, kind: 'hold_end', dedupKey: `hold:${visitId}:${bookingId}:${version}`, dueAt: until },
  ]
}

/** Prefixes of the keys of everything planned for a visit: what a move or a cancellation has to look at. */
export function visitTaskPrefixes(visitId: number): readonly string[] {
  return [reminderPrefix(visitId), `done:${visitId}:`, `hold:${visitId}:`]
}

/** Prefix of the keys of a visit's reminders, of every version. */
export function reminderPrefix(visitId: number): string {
  return `r:${visitId}:`
}

/**
 * The id of a task's alarm in BullMQ, which takes neither colons nor bare numbers and ignores an id that it has: so a
 * task that gets another moment must get another id.
 */
export function jobId(task: Pick<Task, 'id' | 'dueAt'>): string {
  return `t${task.id}-v${task.dueAt.getTime().toString(36)}`
}

export interface VisitToPlan {
  readonly bookingId: number
  readonly visitId: number
  readonly userId: number
  readonly version: number
  readonly startsAt: Date
  /** Each of its services leaves by itself when its busy time, buffer included, is over. */
  readonly parts: readonly { readonly bookingId: number; readonly busyEnd: Date }[]
  readonly now: Date
  readonly reminderHours: readonly number[]
}

export interface VisitToReview {
  /** The first service of the visit that took place. */
  readonly bookingId: number
  readonly visitId: number
  readonly userId: number
  /** The end of its last service. */
  readonly endsAt: Date
  readonly delayHours: number
}

export interface OfferToPlan {
  readonly bookingId: number
  readonly visitId: number
  readonly userId: number
  readonly version: number
  /** The task that is the entry in the waiting list. */
  readonly entryId: number
  readonly until: Date
  readonly now: Date
}

export interface VisitOnHold {
  readonly bookingId: number
  readonly visitId: number
  readonly userId: number
  readonly version: number
  readonly startsAt: Date
  readonly now: Date
  readonly holdMinutes: number
  /** The end of the quiet hours in which staff are not told of it; null: it is in none. */
  readonly quietUntil: Date | null
}
