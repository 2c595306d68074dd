import type { SendOutcome, UseCaseContext } from '../context.ts'
import { afterUnknownOutcome, decideTask, retryDelayMs } from '../domain/task-conditions.ts'
import type { Task, TaskKind } from '../domain/task.ts'
import { claimTask, endTask, type TaskEnding } from '../storage/tasks.ts'
import { completeVisit } from './complete-visit.ts'
import { expireBooking } from './expire-booking.ts'
import { loadTaskFacts } from './load-task-facts.ts'
import { withdrawOffer } from './withdraw-offer.ts'
import { findTaskChat, sendTaskMessage } from './send-task-message.ts'

/** How long a task may be in somebody's hands before it is taken from them. */
export const leaseMs = 2 * 60 * 1000
/** The next start, or another process, sends what a stop left. */
const whileStoppingMs = 1000

/**
 * Does one task whose time has come, once: claims its row, looks whether it still makes sense, does it, writes down
 * what became of it. An alarm without anything to claim (done, changed, cancelled, too early) does nothing. What breaks
 * while doing is logged, and the row says when it is tried again. When only the writing down fails, the row is left to
 * its lease: a message that went out must not run through the repeats of one that did not.
 */
export async function deliverTask(ctx: UseCaseContext, taskId: number): Promise<void> {
  const task = await claimTask(ctx.db, taskId, ctx.clock.now())
  if (!task) return
  ctx.tasksInHand.add(task.id)
  try {
    await settleTask(ctx, task, await carryOut(ctx, task))
  } catch (error) {
    ctx.log.error({ err: error, ...namesOf(task) }, 'The outcome of a task was not written down')
  } finally {
    ctx.tasksInHand.delete(task.id)
  }
}

/** Writes down what became of a task, and sets the alarm of one that is tried again. */
export async function settleTask(ctx: UseCaseContext, task: Task, ending: TaskEnding): Promise<void> {
  const now = ctx.clock.now()
  const settled = await endTask(ctx.db, task, ending, now)
  const lateSeconds = Math.max(0, now.getTime() - task.dueAt.getTime()) / 1000
  if (settled) ctx.taskEnded({ kind: task.kind, status: ending.status, lateSeconds })
  if (settled?.status === 'pending') await ctx.schedule([settled])
}

/** How a log line names a task. */
export function namesOf({ id, kind, bookingId }: Task): object {
  return { task: id, kind, ...(bookingId != null && { booking_id: bookingId }) }
}

async function carryOut(ctx: UseCaseContext, task: Task): Promise<TaskEnding> {
  try {
    const change = changes[task.kind]
    return change ? await apply(ctx, task, change) : await tell(ctx, task)
  } catch (error) {
    ctx.log.error({ err: error, ...namesOf(task) }, 'A task failed')
    return afterFailure(ctx, task)
  }
}

function afterFailure(ctx: UseCaseContext, task: Task): TaskEnding {
  const delayMs = retryDelayMs(task.attempts + 1)
  const reason = 'failed, see the log'
  return delayMs === null ? { status: 'failed', reason } : { ...later(ctx, delayMs, reason), failed: true }
}

type Change = (ctx: UseCaseContext, task: Task) => Promise<void>

/** Tasks that change a booking and write to nobody themselves. */
const changes: Readonly<Partial<Record<TaskKind, Change>>> = {
  completion: completeVisit,
  hold_end: expireBooking,
}

async function apply(ctx: UseCaseContext, task: Task, change: Change): Promise<TaskEnding> {
  const obstacle = await findObstacle(ctx, task)
  if (obstacle) return obstacle
  await change(ctx, task)
  return { status: 'done' }
}

/** Tasks that are a message to somebody. */
const messages: ReadonlySet<TaskKind> = new Set(['reminder', 'review', 'notice', 'waitlist'])

/** A message waits for its turn first, so that what it says is true when it goes. */
async function tell(ctx: UseCaseContext, task: Task): Promise<TaskEnding> {
  if (!messages.has(task.kind)) {
    return { status: 'failed', reason: `nothing does tasks of kind ${task.kind}` }
  }
  const chat = await findTaskChat(ctx, task)
  if (!chat) return { status: 'skipped', reason: 'nobody to write to' }
  if (!(await ctx.turn(chat.telegramId))) return later(ctx, whileStoppingMs, 'the program stopped')
  const obstacle = await findObstacle(ctx, task)
  if (obstacle) return obstacle
  const sent = await sendTaskMessage(ctx, task, chat)
  return sent ? await endingOf(ctx, task, sent) : { status: 'skipped', reason: 'nothing left to tell' }
}

/** Why the task is not to be done, at this moment or ever. */
async function findObstacle(ctx: UseCaseContext, task: Task): Promise<TaskEnding | undefined> {
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

async function endingOf(ctx: UseCaseContext, task: Task, send: SendOutcome): Promise<TaskEnding> {
  switch (send.outcome) {
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
    case 'unknown':
      return afterLostOutcome(ctx, task, leaseMs)
  }
}

/**
 * The message may or may not have arrived. By its kind it is sent once more after `delayMs`, or left as unknown: for a
 * reminder it is worse never to come than to come twice.
 */
export function afterLostOutcome(ctx: UseCaseContext, task: Task, delayMs: number): TaskEnding {
  const reason = 'the outcome of an attempt is unknown'
  const lostBefore = task.payload?.['outcome_lost'] === true
  if (afterUnknownOutcome(task.kind, lostBefore) === 'unknown') return { status: 'unknown', reason }
  return { ...later(ctx, delayMs, reason), outcomeLost: true }
}

function later(ctx: UseCaseContext, delayMs: number, reason: string) {
  const dueAt = new Date(ctx.clock.now().getTime() + delayMs)
  return { status: 'pending', dueAt, reason } as const
}
