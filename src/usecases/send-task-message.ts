import type { Notice, SendOutcome, SeriesNotice, UseCaseContext, VisitCard, VisitNotice } from '../context.ts'
import { isDeclineReason } from '../domain/decline-reason.ts'
import { cancellationHoursOf, isChangeable } from '../domain/booking-rules.ts'
import { isActive } from '../domain/booking-status.ts'
import type { Locale, Role } from '../domain/roles.ts'
import type { Task } from '../domain/task.ts'
import { findReview } from '../storage/feedback.ts'
import { findStaffChat } from '../storage/staff.ts'
import { findPersonChat, updateReachability } from '../storage/users.ts'
import type { Actor } from './actor.ts'
import { findVisitCard, findVisitCards, type VisitCardRow } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { decidesOn } from './lock-request.ts'
import { toVisitCard } from './visit-card.ts'

export interface TaskChat {
  readonly telegramId: number
  readonly locale: Locale
  /** Null: a client, or staff without one. */
  readonly role: Role | null
}

/** Where the message of a task goes; undefined: a walk-in client without Telegram, or staff who left. */
export async function findTaskChat(ctx: UseCaseContext, task: Task): Promise<TaskChat | undefined> {
  const staff = task.staffId == null ? undefined : await findStaffChat(ctx.db, task.staffId)
  const person = staff ?? (task.userId == null ? undefined : await findPersonChat(ctx.db, task.userId))
  if (person?.telegramId == null) return undefined
  const { defaultLanguage } = await loadSettings(ctx)
  const role = staff === undefined || staff.role === 'none' ? null : staff.role
  return { telegramId: person.telegramId, locale: person.locale ?? defaultLanguage, role }
}

/** Renders the message of a task as things stand now, and sends it. Undefined: there is nothing left to tell. */
export async function sendTaskMessage(
  ctx: UseCaseContext,
  task: Task,
  chat: TaskChat,
): Promise<SendOutcome | undefined> {
  const { telegramId, locale } = chat
  const notice = await noticeOf(ctx, task, chat)
  if (!notice) return undefined
  const message = ctx.render(notice, locale)
  const sent = await ctx.send(telegramId, message)
  if (sent.outcome === 'unreachable') await updateReachability(ctx.db, telegramId, ctx.clock.now())
  return sent
}

async function noticeOf(ctx: UseCaseContext, task: Task, chat: TaskChat): Promise<Notice | undefined> {
  const row = task.bookingId == null ? undefined : await findVisitCard(ctx.db, task.bookingId)
  if (!row) throw new Error(`task ${task.id} tells of a visit that does not exist`)
  const settings = await loadSettings(ctx)
  const visit = toVisitCard(row, settings)
  const now = ctx.clock.now()
  const changeable = isChangeable(row.startsAt, cancellationHoursOf(row, row.parts, settings), now)
  if (task.kind === 'reminder') return { kind: 'reminder', now, changeable, visit }
  if (task.kind === 'review') return { kind: 'review_request', visit }
  if (task.kind === 'waitlist') {
    return { kind: 'offer', now: ctx.clock.now(), until: new Date(String(task.payload?.['until'])), visit }
  }
  if (task.payload?.['notice'] === 'offer_expired') return { kind: 'offer_expired', visit }
  if (task.payload?.['notice'] === 'cancelled_by_us') {
    return { kind: 'cancelled_by_us', visit, reason: row.cancelReason }
  }
  const from = task.payload?.['moved_from']
  const movedFrom = typeof from === 'string' ? new Date(from) : null
  const byUs = changesByUs.find((kind) => kind === task.payload?.['notice'])
  if (byUs) return isActive(row.status) ? { kind: byUs, visit, movedFrom, changeable } : undefined
  const rating = ratings.find((kind) => kind === task.payload?.['notice'])
  if (rating) return await lowRatingOf(ctx, rating, row, visit)
  const clientName = row.clientName ?? ''
  const reader = { role: chat.role, staffId: task.staffId ?? null }
  const series = seriesKinds.find((kind) => kind === task.payload?.['notice'])
  if (series) return { kind: series, clientName, ...(await visitsOfSeries(ctx, task, reader)) }
  const decision = decisions.find((kind) => kind === task.payload?.['notice'])
  if (decision) {
    const reason = isDeclineReason(row.cancelReason) ? row.cancelReason : null
    const to = task.staffId == null ? 'client' : 'staff'
    return { kind: decision, to, visit, clientName, reason, begun: row.startsAt <= now }
  }
  return {
    kind: task.payload?.['notice'] as VisitNotice['kind'],
    visit,
    clientName,
    movedFrom,
    // Only of a cancellation: a late notice of the booking itself must not tell what came after it.
    reason: task.payload?.['notice'] === 'visit_cancelled' ? row.cancelReason : null,
    decides: decidesOn(reader, row),
  }
}

const seriesKinds: readonly SeriesNotice['kind'][] = ['series_booked', 'series_cancelled']

async function visitsOfSeries(
  ctx: UseCaseContext,
  { payload }: Task,
  reader: Pick<Actor, 'role' | 'staffId'>,
): Promise<Pick<SeriesNotice, 'visits' | 'decidesOn'>> {
  const settings = await loadSettings(ctx)
  const rows = await findVisitCards(ctx.db, payload?.['bookings'] as number[])
  return {
    visits: rows.map((row) => toVisitCard(row, settings)),
    decidesOn: rows.filter((row) => decidesOn(reader, row)).map(({ bookingId }) => bookingId),
  }
}

const changesByUs = ['booked_by_us', 'moved_by_us', 'changed_by_us'] as const

const decisions = ['request_approved', 'request_declined', 'request_expired'] as const

const ratings = ['low_rating', 'low_rating_words'] as const

/** Undefined: the client had their words removed before anybody read them. */
async function lowRatingOf(
  ctx: UseCaseContext,
  kind: (typeof ratings)[number],
  row: VisitCardRow,
  visit: VisitCard,
): Promise<Notice | undefined> {
  const review = await findReview(ctx.db, row.visitId)
  if (!review) throw new Error(`visit ${row.visitId} lost its review`)
  const about = { visit, clientName: row.clientName ?? '' }
  if (kind === 'low_rating') return { ...about, kind, stars: review.rating }
  return review.comment === null ? undefined : { ...about, kind, comment: review.comment }
}
