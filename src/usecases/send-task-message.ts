import type { SendOutcome, UseCaseContext } from '../context.ts'
import type { Locale, Role } from '../domain/roles.ts'
import { timesLost, timesTurnedAway, type Task } from '../domain/task.ts'
import { findStaffChat } from '../storage/staff.ts'
import { findPersonChat, updateReachability } from '../storage/users.ts'
import { loadSettings } from './load-settings.ts'
import { noticeOfTask } from './notice-of-task.ts'
import type { Notice } from './notice.ts'

export interface TaskChat {
  readonly telegramId: number
  readonly locale: Locale
  /** Null: a client, or staff without one. */
  readonly role: Role | null
}

/** Where the message of a task goes; undefined: a walk-in client without Telegram, or staff who left. */
export async function findTaskChat(ctx: UseCaseContext, task: Task): Promise<TaskChat | undefined> {
  const { staffId, userId } = task
  const staff = staffId == null ? undefined : await findStaffChat(ctx.db, staffId)
  const client = staffId != null || userId == null ? undefined : await findPersonChat(ctx.db, userId)
  const person = staff ?? client
  if (person?.telegramId == null) return undefined
  const { defaultLanguage } = await loadSettings(ctx)
  return {
    telegramId: person.telegramId,
    locale: person.locale ?? defaultLanguage,
    role: staff?.role ?? null,
  }
}

/** Renders the message of a task as things stand now, and sends it. Undefined: there is nothing left to tell. */
export async function sendTaskMessage(
  ctx: UseCaseContext,
  task: Task,
  chat: TaskChat,
): Promise<SendOutcome | undefined> {
  const notice = await noticeOfTask(ctx, task, { role: chat.role, staffId: task.staffId ?? null })
  return notice && (await sendNotice(ctx, { notice, tasks: [task] }, chat))
}

interface Told {
  readonly notice: Notice
  /** Those whose message it is. */
  readonly tasks: readonly Task[]
}

export async function sendNotice(
  ctx: UseCaseContext,
  { notice, tasks }: Told,
  { telegramId, locale }: TaskChat,
): Promise<SendOutcome> {
  const mayHaveArrived = tasks.some((task) => timesLost(task) + timesTurnedAway(task) > 0)
  const sent = await ctx.send(telegramId, ctx.render(notice, locale), mayHaveArrived)
  if (sent.outcome === 'unreachable') await updateReachability(ctx.db, telegramId, ctx.clock.now())
  return sent
}
