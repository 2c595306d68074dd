import type { Notice, SendOutcome, UseCaseContext, VisitCard, VisitNotice } from '../context.ts'
import { isDeclineReason } from '../domain/decline-reason.ts'
import { cancellationHoursOf, isChangeable } from '../domain/booking-rules.ts'
import type { Locale } from '../domain/roles.ts'
import type { Task } from '../domain/task.ts'
import { findReview } from '../storage/feedback.ts'
import { findStaffChat } from '../storage/staff.ts'
import { findPersonChat, updateReachability } from '../storage/users.ts'
import { findVisitCard } from '../storage/visit-cards.ts'
import { loadSettings } from './load-settings.ts'
import { toVisitCard } from './visit-card.ts'

export interface TaskChat {
  readonly telegramId: number
  readonly locale: Locale
}

/** Where the message of a task goes; undefined: a walk-in client without Telegram, or staff who left. */
export async function findTaskChat(ctx: UseCaseContext, task: Task): Promise<TaskChat | undefined> {
  const chat =
    task.staffId != null
      ? await findStaffChat(ctx.db, task.staffId)
      : task.userId != null
        ? await findPersonChat(ctx.db, task.userId)
        : undefined
  if (chat?.telegramId == null) return undefined
  return { telegramId: chat.telegramId, locale: chat.locale ?? ctx.defaultLocale }
}

/** Renders the message of a task as things stand now, and sends it. */
export async function sendTaskMessage(
  ctx: UseCaseContext,
  task: Task,
  { telegramId, locale }: TaskChat,
): Promise<SendOutcome> {
  const message = ctx.render(await noticeOf(ctx, task), locale)
  const sent = await ctx.send(telegramId, message)
  if (sent.outcome === 'unreachable') await updateReachability(ctx.db, telegramId, ctx.clock.now())
  return sent
}

async function noticeOf(ctx: UseCaseContext, task: Task): Promise<Notice> {
  const row = task.bookingId == null ? undefined : await findVisitCard(ctx.db, task.bookingId)
  if (!row) throw new Error(`task ${task.id} tells of a visit that does not exist`)
  const settings = await loadSettings(ctx)
  const visit = toVisitCard(row, settings)
  if (task.kind === 'reminder') {
    const now = ctx.clock.now()
    const changeable = isChangeable(row.startsAt, cancellationHoursOf(row, settings), now)
    return { kind: 'reminder', now, changeable, visit }
  }
  if (task.kind === 'review') return { kind: 'review_request', visit }
  const clientName = row.clientName ?? ''
  if (task.payload?.['notice'] === 'low_rating') return await lowRatingOf(ctx, row.visitId, visit, clientName)
  const decision = decisions.find((kind) => kind === task.payload?.['notice'])
  if (decision) {
    const reason = isDeclineReason(row.cancelReason) ? row.cancelReason : null
    return { kind: decision, to: task.staffId == null ? 'client' : 'staff', visit, clientName, reason }
  }
  const movedFrom = task.payload?.['moved_from']
  return {
    kind: task.payload?.['notice'] as VisitNotice['kind'],
    visit,
    clientName,
    movedFrom: typeof movedFrom === 'string' ? new Date(movedFrom) : null,
    // Only of a cancellation: a late notice of the booking itself must not tell what came after it.
    reason: task.payload?.['notice'] === 'visit_cancelled' ? row.cancelReason : null,
  }
}

const decisions = ['request_approved', 'request_declined', 'request_expired'] as const

async function lowRatingOf(
  ctx: UseCaseContext,
  visitId: number,
  visit: VisitCard,
  clientName: string,
): Promise<Notice> {
  const review = await findReview(ctx.db, visitId)
  if (!review) throw new Error(`visit ${visitId} lost its review`)
  return { kind: 'low_rating', visit, clientName, stars: review.rating, comment: review.comment }
}
