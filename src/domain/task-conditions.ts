import type { Booking } from './booking.ts'
import { mayWaitUntil } from './quiet-hours.ts'
import type { Task, TaskKind } from './task.ts'

/** Decides from the facts of this moment whether a claimed task is still to be done. */
export function decideTask(task: TaskToDecide, facts: TaskFacts): TaskDecision {
  if (task.dueAt > facts.now) return { do: 'wait', until: task.dueAt }
  const decision = conditions[task.kind](task, facts)
  const morning = decision.do === 'act' ? findMorning(task, facts) : null
  return morning ? { do: 'wait', until: morning } : decision
}

/**
 * The end of the quiet hours, if the message can wait for it: whatever is about a visit must be there two hours before
 * the start, by night as by day; of a visit that was moved, before the earlier of its two starts.
 */
function findMorning({ kind, payload }: TaskToDecide, { quietUntil, booking, now }: TaskFacts): Date | null {
  if (!quietUntil || !waitsForMorning[kind]) return null
  const movedFrom = payload?.['moved_from']
  const starts = [booking?.startsAt, typeof movedFrom === 'string' ? new Date(movedFrom) : undefined]
  const isUrgent = starts.some((start) => start && start > now && !mayWaitUntil(quietUntil, start))
  return isUrgent ? null : quietUntil
}

/** A summary comes at the hour that was set for it. */
const waitsForMorning: Readonly<Record<TaskKind, boolean>> = {
  reminder: true,
  review: true,
  notice: true,
  hold_end: false,
  completion: false,
  daily_summary: false,
  waitlist: true,
  update: false,
}

type TaskToDecide = Pick<Task, 'kind' | 'dueAt' | 'bookingVersion' | 'payload'>
type Condition = (task: TaskToDecide, facts: TaskFacts) => TaskDecision

const doIt: Condition = () => ({ do: 'act' })

const stillOnHold: Condition = (task, { booking }) => {
  if (booking?.status !== 'pending') return skip('not_pending')
  return booking.version === task.bookingVersion ? { do: 'act' } : skip('out_of_date')
}

const conditions: Readonly<Record<TaskKind, Condition>> = {
  reminder: (task, facts) => {
    const { booking, now } = facts
    if (booking?.status === 'pending') return skip('not_confirmed')
    if (booking?.status !== 'confirmed') return skip('not_active')
    if (booking.version !== task.bookingVersion) return skip('out_of_date')
    if (booking.startsAt <= now) return skip('begun')
    return isNearerDue(task, booking.startsAt, facts) ? skip('nearer_reminder') : { do: 'act' }
  },
  review: (_task, { booking }) => {
    if (booking?.status !== 'completed') return skip('not_completed')
    return booking.reviewed ? skip('already_reviewed') : { do: 'act' }
  },
  hold_end: stillOnHold,
  completion: (task, { booking, now }) => {
    if (booking?.status !== 'confirmed') return skip('not_active')
    if (booking.version !== task.bookingVersion) return skip('out_of_date')
    return now < booking.busyEnd ? { do: 'wait', until: booking.busyEnd } : { do: 'act' }
  },
  notice: doIt,
  daily_summary: doIt,
  waitlist: stillOnHold,
  update: doIt,
}

/** By the hours that each was planned for: `dueAt` of one that was put off says only when it is tried again. */
function isNearerDue({ payload }: TaskToDecide, startsAt: Date, { reminders, now }: TaskFacts): boolean {
  const hours = Number(payload?.['hours'])
  const left = (startsAt.getTime() - now.getTime()) / hourMs
  return reminders.some((other) => other.hours < hours && left <= other.hours)
}

const hourMs = 3_600_000

function skip(reason: SkipReason): TaskDecision {
  return { do: 'skip', reason }
}

/**
 * How long to wait before a task whose outcome is unknown (the answer to a send was lost, or the process died between
 * doing and marking) is tried again; null: it is left as unknown. `lostBefore`: how often that happened to it already. The
 * first wait is as long as a claim holds.
 */
export function lostRetryDelayMs(kind: TaskKind, lostBefore: number): number | null {
  const delays = lostRetryDelaysMs[kind]
  return delays === 'always' ? minuteMs * 2 : (delays[lostBefore] ?? null)
}

const minuteMs = 60_000
const once = [2 * minuteMs]
/** More than half an hour in all: longer than Telegram fails in part, and such a message still helps then. */
const untilItHelpsNoMore = [2 * minuteMs, 5 * minuteMs, 10 * minuteMs, 20 * minuteMs]

/**
 * By which failure is worse for the person. A cancellation, an approval or an offer that never arrives costs them a
 * visit: it is sent again several times. A reminder is better twice than never, and annoys when it comes more often. A
 * request for a review is better never than twice. `always`: doing it again changes nothing.
 */
const lostRetryDelaysMs: Readonly<Record<TaskKind, readonly number[] | 'always'>> = {
  reminder: once,
  notice: untilItHelpsNoMore,
  waitlist: untilItHelpsNoMore,
  daily_summary: untilItHelpsNoMore,
  review: [],
  hold_end: 'always',
  completion: 'always',
  update: 'always',
}

/**
 * How long to wait before a message is sent again to which a gateway answered in Telegram's place; null: so often that it may
 * well have arrived, and it is left as unknown. `turnedAwayBefore`: how often that happened to it already.
 */
export function turnedAwayRetryDelayMs(turnedAwayBefore: number): number | null {
  return turnedAwayRetryDelaysMs[turnedAwayBefore] ?? null
}

/** More than an hour in all, outages not counted: during one even the call that goes first is turned away. */
const turnedAwayRetryDelaysMs = [
  15_000,
  ...[minuteMs, 2 * minuteMs, 5 * minuteMs, 10 * minuteMs, 20 * minuteMs, 30 * minuteMs],
]

const lastRetryDelayMs = 3_600_000
const retryDelaysMs = [30_000, 120_000, 600_000, 1_800_000, lastRetryDelayMs]

/**
 * How long to wait after the failed attempt number `attempt` (from 1) before the next; null: give up. What changes a
 * booking is never given up: a visit would hold its time for ever.
 */
export function retryDelayMs(kind: TaskKind, attempt: number): number | null {
  const givesUp = lostRetryDelaysMs[kind] !== 'always'
  return retryDelaysMs[attempt - 1] ?? (givesUp ? null : lastRetryDelayMs)
}

export interface TaskFacts {
  readonly now: Date
  /** The end of the quiet hours that it is in; null: it is in none. */
  readonly quietUntil: Date | null
  /** Null: no such booking, or the task is about none. */
  readonly booking: BookingFacts | null
  /** Other reminders of the same visit and version, sent or still to be sent (not skipped, failed or cancelled). */
  readonly reminders: readonly { readonly hours: number }[]
}

export interface BookingFacts extends Pick<Booking, 'status' | 'version' | 'startsAt'> {
  readonly busyEnd: Date
  readonly reviewed: boolean
}

export type TaskDecision =
  | { readonly do: 'act' }
  | { readonly do: 'skip'; readonly reason: SkipReason }
  | { readonly do: 'wait'; readonly until: Date }

export type SkipReason =
  | 'not_active'
  | 'not_confirmed'
  | 'out_of_date'
  | 'begun'
  | 'nearer_reminder'
  | 'not_completed'
  | 'already_reviewed'
  | 'not_pending'
