import type { UseCaseContext } from '../context.ts'
import type { Task, TaskKind } from '../domain/task.ts'
import { claimTask, type TaskEnding } from '../storage/tasks.ts'
import { completeVisit } from './complete-visit.ts'
import { expireBooking } from './expire-booking.ts'
import { findTaskChat, sendTaskMessage } from './send-task-message.ts'
import { afterFailure, endingOf, findObstacle, later, settleInHand, namesOf } from './task-endings.ts'
import { tellStaff } from './tell-staff.ts'

/** The next start, or another process, sends what a stop left. */
const whileStoppingMs = 1000

/**
 * Does one task whose time has come, once: claims its row, looks whether it still makes sense, does it, writes down
 * what became of it. Messages to staff have a way of their own. An alarm without anything to claim (done, changed, cancelled, too early) does nothing. What breaks
 * while doing is logged, and the row says when it is tried again.
 */
export async function deliverTask(ctx: UseCaseContext, taskId: number): Promise<void> {
  const task = await claimTask(ctx.db, taskId, ctx.clock.now())
  if (!task) {
    await tellStaff(ctx, taskId)
    return
  }
  ctx.tasksInHand.add(task.id)
  try {
    await settleInHand(ctx, task, await carryOut(ctx, task))
  } finally {
    ctx.tasksInHand.delete(task.id)
  }
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
  return await endingOf(ctx, task, await sendTaskMessage(ctx, task, chat))
}
