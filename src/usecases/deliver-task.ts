import type { UseCaseContext } from '../context.ts'
import { afterUnknownOutcome, decideTask, retryDelayMs } from '../domain/task-conditions.ts'
import type { Task } from '../domain/task.ts'
import { claimTask, endTask, postponeTask } from '../storage/tasks.ts'
import { completeVisit } from './complete-visit.ts'
import { loadTaskFacts } from './load-task-facts.ts'
import { sendTaskMessage, type TaskSend } from './send-task-message.ts'

/** How long a task may be in somebody's hands before it is taken from them. */
export const leaseMs = 2 * 60 * 1000
/** `lastError` of a task whose message may have arrived. */
const outcomeLost = 'the outcome of the last attempt is unknown'

/**
 * Does one task whose time has come, once: claims its row, looks whether it still makes sense, does it, marks it. An
 * alarm without anything to claim (done, changed, cancelled, too early) does nothing. Whatever breaks is logged here,
 * and the row says when it is tried again.
 */
export async function deliverTask(ctx: UseCaseContext, taskId: number): Promise<void> {
  const task = await claimTask(ctx.db, taskId, ctx.clock.now())
  if (!task) return
  try {
    await carryOut(ctx, task)
  } catch (error) {
    ctx.log.error({ err: error, task: task.id, kind: task.kind }, 'A task failed')
    await postpone(ctx, task, retryDelayMs(task.attempts), 'failed, see the log')
  }
}

async function carryOut(ctx: UseCaseContext, task: Task): Promise<void> {
  const facts = await loadTaskFacts(ctx, task)
  const decision = decideTask(task, facts)
  switch (decision.do) {
    case 'wait':
      return postponeUntil(ctx, task, decision.until, 'too early')
    case 'skip':
      return endTask(ctx.db, task.id, 'skipped', ctx.clock.now(), decision.reason)
    case 'act':
      return act(ctx, task)
  }
}

async function act(ctx: UseCaseContext, task: Task): Promise<void> {
  switch (task.kind) {
    case 'completion':
      await completeVisit(ctx, task)
      return endTask(ctx.db, task.id, 'done', ctx.clock.now())
    case 'reminder':
    case 'notice':
      return record(ctx, task, await sendTaskMessage(ctx, task))
    case 'review':
    case 'bulk_notice':
    case 'broadcast':
    case 'broadcast_message':
    case 'hold_end':
    case 'daily_summary':
    case 'waitlist':
    case 'update':
      // Planned by a newer version, or waiting for its chat: nothing here knows how to do it.
      return endTask(ctx.db, task.id, 'failed', ctx.clock.now(), `nothing does tasks of kind ${task.kind}`)
  }
}

/** Writes down what became of a message. */
async function record(ctx: UseCaseContext, task: Task, send: TaskSend): Promise<void> {
  const now = ctx.clock.now()
  switch (send.outcome) {
    case 'sent':
      return endTask(ctx.db, task.id, 'done', now)
    case 'nobody':
      return endTask(ctx.db, task.id, 'skipped', now, 'nobody to write to')
    case 'unreachable':
      return endTask(ctx.db, task.id, 'skipped', now, 'unreachable')
    case 'refused':
      ctx.log.error(
        { task: task.id, kind: task.kind, description: send.description },
        'Telegram refused a message',
      )
      return endTask(ctx.db, task.id, 'failed', now, send.description)
    case 'later':
      return postpone(ctx, task, send.afterMs, 'not sent yet')
    case 'unknown':
      return recordUnknown(ctx, task, leaseMs)
  }
}

/**
 * The message may or may not have arrived. By its kind it is sent once more after `delayMs`, or left as unknown: for a
 * reminder it is worse never to come than to come twice.
 */
export async function recordUnknown(ctx: UseCaseContext, task: Task, delayMs: number): Promise<void> {
  const lost = task.lastError === outcomeLost ? 2 : 1
  if (afterUnknownOutcome(task.kind, lost) === 'unknown') {
    return endTask(ctx.db, task.id, 'unknown', ctx.clock.now(), outcomeLost)
  }
  await postpone(ctx, task, delayMs, outcomeLost)
}

async function postpone(
  ctx: UseCaseContext,
  task: Task,
  delayMs: number | null,
  reason: string,
): Promise<void> {
  const now = ctx.clock.now()
  if (delayMs === null) return endTask(ctx.db, task.id, 'failed', now, reason)
  // Kept through later attempts, so that a message is repeated once and not at every lost answer.
  const kept = task.lastError === outcomeLost ? outcomeLost : reason
  await postponeUntil(ctx, task, new Date(now.getTime() + delayMs), kept)
}

async function postponeUntil(ctx: UseCaseContext, task: Task, until: Date, reason: string): Promise<void> {
  const postponed = await postponeTask(ctx.db, task.id, until, reason)
  if (postponed) await ctx.schedule([postponed])
}
