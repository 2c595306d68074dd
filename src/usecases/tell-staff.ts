import type { UseCaseContext } from '../context.ts'
import type { Task } from '../domain/task.ts'
import {
  claimStaffMessages,
  findDueStaffMessage,
  postponeTask,
  takeStaffTurn,
  type StaffTask,
} from '../storage/staff-notices.ts'
import { noticeOfTask } from './notice-of-task.ts'
import { isNews, newsKinds, type Notice, type StaffNews } from './notice.ts'
import { findTaskChat, sendNotice, type TaskChat } from './send-task-message.ts'
import { afterFailure, endingOf, findObstacle, settleInHand } from './task-endings.ts'

const gapMs = 5000
/** So many fit into one message, each with its button; more come with the next. */
const mostTogether = 10

/**
 * Writes to a staff member, who gets a message every five seconds at most. Nothing is claimed before it is their turn:
 * what comes sooner is put off until then, and whoever has the turn takes the other news with it into one message, also
 * what was put off a moment ago. A process that dies in between leaves the rows to their lease.
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
  return await claimStaffMessages(ctx.db, task, {
    kinds: isNewsTask ? newsKinds : [],
    now,
    until: new Date(now.getTime() + gapMs),
    most: mostTogether,
  })
}

/** Each task is settled in the end, whatever breaks. */
async function deliver(ctx: UseCaseContext, tasks: readonly StaffTask[], chat?: TaskChat): Promise<void> {
  const open = new Set(tasks)
  try {
    for (const [task, ending] of await endingsOf(ctx, tasks, chat)) {
      open.delete(task)
      await settleInHand(ctx, task, ending)
    }
  } catch (error) {
    ctx.log.error({ err: error, tasks: tasks.map(({ id }) => id) }, 'Staff could not be told')
    for (const task of open) await settleInHand(ctx, task, afterFailure(ctx, task))
  }
}

type Endings = Map<StaffTask, Awaited<ReturnType<typeof endingOf>>>

/** Sends one message about all that is still to be told, and says what became of each task. */
async function endingsOf(
  ctx: UseCaseContext,
  tasks: readonly StaffTask[],
  chat?: TaskChat,
): Promise<Endings> {
  const endings: Endings = new Map()
  const told = new Map<StaffTask, Notice>()
  for (const task of tasks) {
    const obstacle = chat ? await findObstacle(ctx, task) : nobodyThere
    const reader = { role: chat?.role ?? null, staffId: task.staffId }
    const notice = obstacle ? undefined : await noticeOfTask(ctx, task, reader)
    if (notice) told.set(task, notice)
    else endings.set(task, obstacle ?? (await endingOf(ctx, task, undefined)))
  }
  const message = inOne([...told.values()])
  const sent = chat && message && (await sendNotice(ctx, message, chat))
  for (const task of told.keys()) endings.set(task, await endingOf(ctx, task, sent))
  return endings
}

const nobodyThere = { status: 'skipped', reason: 'nobody to write to' } as const

/** Undefined: there is nothing left to tell. Only news are claimed together. */
function inOne(notices: readonly Notice[]): Notice | undefined {
  const news = notices.filter((notice): notice is StaffNews => isNews(notice))
  return news.length > 1 ? { kind: 'several', news } : notices[0]
}
