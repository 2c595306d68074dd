import type { SendOutcome, UseCaseContext } from '../context.ts'
import {
  decideTask,
  lostRetryDelayMs,
  retryDelayMs,
  turnedAwayRetryDelayMs,
} from '../domain/task-conditions.ts'
import { timesLost, timesTurnedAway, type Task } from '../domain/task.ts'
import { endTask, type TaskEnding } from '../storage/tasks.ts'
import { loadTaskFacts } from './load-task-facts.ts'
import { tellOfUndelivered } from './tell-of-undelivered.ts'
import { withdrawOffer } from './withdraw-offer.ts'

/** How long a task may be in somebody's hands before it is taken from them. */
export const leaseMs = 2 * 60 * 1000

/** Writes down what became of a task, and sets the alarm of one that is tried again. */
export async function settleTask(ctx: UseCaseContext, task: Task, ending: TaskEnding): Promise<void> {
  // Before: a message whose end is written down is not looked at again.
  if (isUndelivered(ending)) await tellOfUndelivered(ctx, task)
  const now = ctx.clock.now()
  const settled = await endTask(ctx.db, task, ending, now)
  const lateSeconds = Math.max(0, now.getTime() - task.dueAt.getTime()) / 1000
  if (settled) ctx.taskEnded({ kind: task.kind, status: ending.status, lateSeconds })
  if (settled?.status === 'pending') await ctx.schedule([settled])
}

function isUndelivered({ status }: TaskEnding): boolean {
  return status === 'skipped' || status === 'failed' || status === 'unknown'
}

/** How a log line names a task. */
export function namesOf({ id, kind, bookingId }: Task): object {
  return { task: id, kind, ...(bookingId != null && { booking_id: bookingId }) }
}

/**
 * Settles a task that is in hand. When only the writing down fails, the row is left to its lease: a message that went out
 * must not run through the repeats of one that did not.
 */
export async function settleInHand(ctx: UseCaseContext, task: Task, ending: TaskEnding): Promise<void> {
  try {
    await settleTask(ctx, task, ending)
  } catch (error) {
    ctx.log.error({ err: error, ...namesOf(task) }, 'The outcome of a task was not written down')
  }
}

/** Why the task is not to be done, at this moment or ever. */
export async function findObstacle(ctx: UseCaseContext, task: Task): Promise<TaskEnding | undefined> {
  const decision = decideTask(task, await loadTaskFacts(ctx, task))
  switch (decision.do) {
    case 'act':
      return undefined
    case 'wait':
      return { status: 'pending', dueAt: decision.until, reason: 'too early' }
    case 'skip':
      return { status: 'skipped', reason: decision.reason }
  }
}

/** What a message that was sent, or not, makes of its task. Undefined: there was nothing left to tell. */
export async function endingOf(
  ctx: UseCaseContext,
  task: Task,
  send: SendOutcome | undefined,
): Promise<TaskEnding> {
  switch (send?.outcome) {
    case undefined:
      return { status: 'skipped', reason: 'nothing left to tell' }
    case 'sent':
      return { status: 'done' }
    case 'unreachable':
      if (task.kind === 'waitlist') await withdrawOffer(ctx, task)
      return { status: 'skipped', reason: 'unreachable' }
    case 'refused':
      ctx.log.error({ ...namesOf(task), reason: send.description }, 'Telegram refused a message')
      if (task.kind === 'waitlist') await withdrawOffer(ctx, task)
      return { status: 'failed', reason: send.description }
    case 'later':
      return later(ctx, send.afterMs, 'Telegram asked to wait')
    case 'turned_away':
      return afterTurnedAway(ctx, task)
    case 'unknown':
      return afterLostOutcome(ctx, task, 0)
  }
}

export function afterFailure(ctx: UseCaseContext, task: Task): TaskEnding {
  const delayMs = retryDelayMs(task.kind, task.attempts + 1)
  const reason = 'failed, see the log'
  return delayMs === null ? { status: 'failed', reason } : { ...later(ctx, delayMs, reason), failed: true }
}

/**
 * The message may or may not have arrived, or the change may or may not have been made: by the task's kind it is tried
 * again, or left as unknown. `waitedMs`: for how long nobody has known already.
 */
export function afterLostOutcome(ctx: UseCaseContext, task: Task, waitedMs: number): TaskEnding {
  const reason = 'the outcome of an attempt is unknown'
  const lostBefore = timesLost(task)
  const delayMs = lostRetryDelayMs(task.kind, lostBefore)
  if (delayMs === null) return { status: 'unknown', reason }
  return { ...later(ctx, Math.max(0, delayMs - waitedMs), reason), outcomeLost: lostBefore + 1 }
}

function afterTurnedAway(ctx: UseCaseContext, task: Task): TaskEnding {
  const reason = 'a gateway answered in place of Telegram'
  const turnedAwayBefore = timesTurnedAway(task)
  const delayMs = turnedAwayRetryDelayMs(turnedAwayBefore)
  if (delayMs === null) return { status: 'unknown', reason }
  return { ...later(ctx, delayMs, reason), turnedAway: turnedAwayBefore + 1 }
}

export function later(ctx: UseCaseContext, delayMs: number, reason: string) {
  const dueAt = new Date(ctx.clock.now().getTime() + delayMs)
  return { status: 'pending', dueAt, reason } as const
}
