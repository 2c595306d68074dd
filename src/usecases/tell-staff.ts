import type { SendOutcome, UseCaseContext } from '../context.ts'
import type { Task } from '../domain/task.ts'
import {
  claimStaffMessages,
  findDueStaffMessage,
  postponeTask,
  takeStaffTurn,
  type StaffTask,
} from '../storage/staff-notices.ts'
import type { TaskEnding } from '../storage/tasks.ts'
import { noticeOfTask } from './notice-of-task.ts'
import { isNews, newsKinds, type Notice, type StaffNews } from './notice.ts'
import { findTaskChat, sendNotice, type TaskChat } from './send-task-message.ts'
import { afterFailure, endingOf, findObstacle, later, namesOf, settleInHand } from './task-endings.ts'

const gapMs = 5000
/** So many fit into one message, each with its button; more come with the next. */
const mostTogether = 10

/**
 * Writes to a staff member, who gets a message every five seconds at most. Nothing is claimed before it is their turn:
 * what comes sooner is put off until then, and whoever has the turn takes the other news with it into one message, also
 * what was put off a moment ago. What failed once goes alone from then on, so that it takes nothing with it. A process
 * that dies in between leaves the rows to their lease.
 */
export async function tellStaff(ctx: UseCaseContext, taskId: number): Promise<void> {
  const task = await findDueStaffMessage(ctx.db, taskId, ctx.clock.now())
  if (!task) return
  const next = await takeStaffTurn(ctx.db, task.staffId, ctx.clock.now(), gapMs)
  if (next) {
    await putOff(ctx, task, next)
    return
  }
  const chat = await findTaskChat(ctx, task)
  if (chat && !(await ctx.turn(chat.telegramId))) return
  const tasks = await claimTogether(ctx, task)
  for (const { id } of tasks) ctx.tasksInHand.add(id)
  try {
    await deliver(ctx, tasks, chat)
  } finally {
    for (const { id } of tasks) ctx.tasksInHand.delete(id)
  }
}

async function putOff(ctx: UseCaseContext, task: Task, next: Date): Promise<void> {
  const waiting = await postponeTask(ctx.db, task.id, next)
  if (waiting) await ctx.schedule([waiting])
}

async function claimTogether(ctx: UseCaseContext, task: StaffTask): Promise<StaffTask[]> {
  const now = ctx.clock.now()
  const isNewsTask = newsKinds.some((kind) => kind === task.payload?.['notice'])
  const goesAlone = !isNewsTask || task.attempts > 0
  return await claimStaffMessages(ctx.db, task, {
    kinds: goesAlone ? [] : newsKinds,
    now,
    until: new Date(now.getTime() + gapMs),
    most: mostTogether,
  })
}

/** Whatever breaks about one of them is settled for that one, and the others are told all the same. */
async function deliver(ctx: UseCaseContext, tasks: readonly StaffTask[], chat?: TaskChat): Promise<void> {
  const told = new Map<StaffTask, Notice>()
  for (const task of tasks) {
    const found = await tryToFind(ctx, task, chat)
    if ('kind' in found) told.set(task, found)
    else await settleInHand(ctx, task, found)
  }
  const message = inOne([...told.values()])
  if (!chat || !message) return
  const sent = await sendSafely(ctx, message, chat, [...told.keys()])
  for (const task of told.keys()) {
    await settleInHand(ctx, task, await endingOfSent(ctx, task, message, sent))
  }
}

async function tryToFind(
  ctx: UseCaseContext,
  task: StaffTask,
  chat?: TaskChat,
): Promise<Notice | TaskEnding> {
  try {
    return await whatToTell(ctx, task, chat)
  } catch (error) {
    ctx.log.error({ err: error, ...namesOf(task) }, 'Staff could not be told of something')
    return afterFailure(ctx, task)
  }
}

/** The notice of a task, or why nothing is told. */
async function whatToTell(
  ctx: UseCaseContext,
  task: StaffTask,
  chat?: TaskChat,
): Promise<Notice | TaskEnding> {
  if (!chat) return { status: 'skipped', reason: 'nobody to write to' }
  const obstacle = await findObstacle(ctx, task)
  if (obstacle) return obstacle
  const notice = await noticeOfTask(ctx, task, { role: chat.role, staffId: task.staffId })
  return notice ?? (await endingOf(ctx, task, undefined))
}

/** Null: it broke, and may not have been sent. */
async function sendSafely(
  ctx: UseCaseContext,
  message: Notice,
  chat: TaskChat,
  tasks: readonly StaffTask[],
): Promise<SendOutcome | null> {
  try {
    return await sendNotice(ctx, { notice: message, tasks }, chat)
  } catch (error) {
    ctx.log.error({ err: error, notice: message.kind }, 'A message to staff could not be sent')
    return null
  }
}

/** Which of several is to blame for a refusal nobody knows, so each comes once more by itself. */
async function endingOfSent(
  ctx: UseCaseContext,
  task: StaffTask,
  message: Notice,
  sent: SendOutcome | null,
): Promise<TaskEnding> {
  if (!sent) return afterFailure(ctx, task)
  if (sent.outcome === 'refused' && message.kind === 'several') {
    ctx.log.warn({ ...namesOf(task), reason: sent.description }, 'Telegram refused several news in one')
    return { ...later(ctx, gapMs, sent.description), failed: true }
  }
  return await endingOf(ctx, task, sent)
}

/** Undefined: there is nothing left to tell. Only news are claimed together. */
function inOne(notices: readonly Notice[]): Notice | undefined {
  const news = notices.filter((notice): notice is StaffNews => isNews(notice))
  return news.length > 1 ? { kind: 'several', news } : notices[0]
}
