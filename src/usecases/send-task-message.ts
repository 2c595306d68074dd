import type { Notice, SendOutcome, UseCaseContext, VisitNotice } from '../context.ts'
import type { Locale } from '../domain/roles.ts'
import type { Task } from '../domain/task.ts'
import { findStaffChat } from '../storage/staff.ts'
import { findPersonChat, updateReachability } from '../storage/users.ts'
import { findVisitCard } from '../storage/visit-cards.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'

/** `nobody`: a walk-in client without Telegram, or staff who left. */
export type TaskSend = SendOutcome | { readonly outcome: 'nobody' }

/** Renders the message of a task in its receiver's language, as things stand now, and sends it. */
export async function sendTaskMessage(ctx: UseCaseContext, task: Task): Promise<TaskSend> {
  const chat = await findChat(ctx, task)
  if (!chat?.telegramId) return { outcome: 'nobody' }
  const notice = await noticeOf(ctx, task)
  const message = ctx.render(notice, chat.locale ?? ctx.defaultLocale)
  const sent = await ctx.send(chat.telegramId, message)
  if (sent.outcome === 'unreachable') await updateReachability(ctx.db, chat.telegramId, ctx.clock.now())
  return sent
}

interface Chat {
  readonly telegramId: number | null
  readonly locale: Locale | null
}

async function findChat(ctx: UseCaseContext, task: Task): Promise<Chat | undefined> {
  if (task.staffId != null) return await findStaffChat(ctx.db, task.staffId)
  if (task.userId != null) return await findPersonChat(ctx.db, task.userId)
  return undefined
}

async function noticeOf(ctx: UseCaseContext, task: Task): Promise<Notice> {
  const row = task.bookingId == null ? undefined : await findVisitCard(ctx.db, task.bookingId)
  if (!row) throw new Error(`task ${task.id} tells of a visit that does not exist`)
  const visit = toVisitCard(row, await loadSettings(ctx))
  if (task.kind === 'reminder') return { kind: 'reminder', now: ctx.clock.now(), visit }
  const movedFrom = task.payload?.['moved_from']
  return {
    kind: task.payload?.['notice'] as VisitNotice['kind'],
    visit,
    clientName: row.clientName ?? '',
    movedFrom: typeof movedFrom === 'string' ? new Date(movedFrom) : null,
  }
}
