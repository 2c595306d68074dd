import type { UseCaseContext, VisitCard } from '../context.ts'
import { changeDeadline, isChangeable } from '../domain/booking-rules.ts'
import { isActive } from '../domain/booking-status.ts'
import { isDeclineReason } from '../domain/decline-reason.ts'
import type { Settings } from '../domain/settings.ts'
import type { Task } from '../domain/task.ts'
import { findAdminRow } from '../storage/admins.ts'
import { wasMovedByClient } from '../storage/booking-history.ts'
import { findReview } from '../storage/feedback.ts'
import { findConnection } from '../storage/staff-links.ts'
import { findColleagueName } from '../storage/staff-notices.ts'
import type { Actor } from './actor.ts'
import { findVisitCard, findVisitCards, type VisitCardRow } from './find-visit-card.ts'
import { loadSettings } from './load-settings.ts'
import { decidesOn } from './lock-request.ts'
import { messageNoticeOf } from './message-notice.ts'
import type { LowRatingNotice, MovedFrom, Notice, RoleNotice, SeriesNotice } from './notice.ts'
import { summaryOfDay } from './summary-of-day.ts'
import { mayOpenCard } from './view-staff-booking.ts'
import { toVisitCard } from './visit-card.ts'

type Reader = Pick<Actor, 'role' | 'staffId'>

/** What the message of a task says as things stand now, to whoever reads it. Undefined: there is nothing left to tell. */
export async function noticeOfTask(
  ctx: UseCaseContext,
  task: Task,
  reader: Reader,
): Promise<Notice | undefined> {
  if (task.kind === 'daily_summary') return await summaryOfDay(ctx, task, reader)
  if (task.payload?.['notice'] === 'role_changed') return await roleNotice(ctx, task)
  if (task.payload?.['notice'] === 'specialist_connected') return await connectionNotice(ctx, task)
  if (task.payload?.['notice'] === 'admin_joined') return await joiningNotice(ctx, task)
  const message = await messageNoticeOf(ctx, task)
  if (message) return message
  const row = task.bookingId == null ? undefined : await findVisitCard(ctx.db, task.bookingId)
  if (!row) throw new Error(`task ${task.id} tells of a visit that does not exist`)
  const settings = await loadSettings(ctx)
  const visit = toVisitCard(row, settings)
  const now = ctx.clock.now()
  if (task.kind === 'reminder') {
    const deadline = changeDeadline(row, row.parts, settings)
    const changeableUntil = isChangeable(row.startsAt, deadline, now) ? deadline : null
    return { kind: 'reminder', now, changeableUntil, visit }
  }
  if (task.kind === 'review') return { kind: 'review_request', visit }
  if (task.kind === 'waitlist') {
    return { kind: 'offer', now, until: new Date(String(task.payload?.['until'])), visit }
  }
  return await newsOf(ctx, task, reader, row, visit)
}

async function roleNotice(ctx: UseCaseContext, task: Task): Promise<RoleNotice> {
  const { businessName } = await loadSettings(ctx)
  const role = task.payload?.['role'] as RoleNotice['role']
  return { kind: 'role_changed', role, by: await findDoer(ctx, task), businessName }
}

/** Undefined: they were disconnected before anybody read it. */
async function connectionNotice(ctx: UseCaseContext, { payload }: Task): Promise<Notice | undefined> {
  const staffId = Number(payload?.['specialist'])
  const connection = await findConnection(ctx.db, staffId)
  return connection && { kind: 'specialist_connected', staffId, ...connection }
}

/** Undefined: their role was taken again before anybody read it. */
async function joiningNotice(ctx: UseCaseContext, { payload }: Task): Promise<Notice | undefined> {
  const staffId = Number(payload?.['admin'])
  const admin = await findAdminRow(ctx.db, staffId)
  if (!admin || admin.role === 'none') return undefined
  const { role, name: account, username } = admin
  return { kind: 'admin_joined', staffId, role, account, username }
}

function mayBeChanged(row: VisitCardRow, settings: Settings, now: Date): boolean {
  return isChangeable(row.startsAt, changeDeadline(row, row.parts, settings), now)
}

/** Something that happened to a visit. */
async function newsOf(
  ctx: UseCaseContext,
  task: Task,
  reader: Reader,
  row: VisitCardRow,
  visit: VisitCard,
): Promise<Notice | undefined> {
  const kind = task.payload?.['notice'] as NewsKind
  const about = {
    visit,
    clientName: row.clientName ?? '',
    by: await findDoer(ctx, task),
    opensCard: mayOpenCard(reader, row),
  }
  switch (kind) {
    case 'offer_expired':
      return { kind, visit }
    case 'cancelled_by_us':
      return { kind, visit, reason: row.cancelReason }
    case 'booked_by_us':
    case 'moved_by_us':
    case 'changed_by_us': {
      if (!isActive(row.status)) return undefined
      const changeable = mayBeChanged(row, await loadSettings(ctx), ctx.clock.now())
      const agreed = task.payload?.['agreed'] === true
      return { kind, visit, movedFrom: await movedFromOf(ctx, task, row), agreed, changeable }
    }
    case 'low_rating':
    case 'low_rating_words':
      return await lowRatingOf(ctx, kind, row, about)
    case 'request_approved':
    case 'request_declined':
    case 'request_expired': {
      const reason = isDeclineReason(row.cancelReason) ? row.cancelReason : null
      const to = task.staffId == null ? 'client' : 'staff'
      const begun = row.startsAt <= ctx.clock.now()
      return { ...about, kind, to, reason, begun, moved: await wasMovedByClient(ctx.db, row.bookingId) }
    }
    case 'series_booked':
    case 'series_cancelled': {
      const { clientName, by } = about
      return { kind, clientName, by, ...(await visitsOfSeries(ctx, task, reader)) }
    }
    case 'visit_booked':
    case 'visit_moved':
    case 'visit_changed':
    case 'visit_cancelled':
      return {
        ...about,
        kind,
        movedFrom: await movedFromOf(ctx, task, row),
        // Only of a cancellation: a late notice of the booking itself must not tell what came after it.
        reason: kind === 'visit_cancelled' ? row.cancelReason : null,
        decides: decidesOn(reader, row),
      }
  }
}

type NewsKind = Exclude<
  Notice['kind'],
  | 'reminder'
  | 'review_request'
  | 'offer'
  | 'several'
  | 'daily_summary'
  | 'role_changed'
  | 'specialist_connected'
  | 'admin_joined'
  | 'message'
  | 'message_undelivered'
>

/** Who of the staff caused it; null: the client, or nobody. */
async function findDoer(ctx: UseCaseContext, { payload }: Task): Promise<string | null> {
  const staffId = payload?.['by']
  return typeof staffId === 'number' ? ((await findColleagueName(ctx.db, staffId)) ?? null) : null
}

async function movedFromOf(
  ctx: UseCaseContext,
  { payload }: Task,
  { onlySpecialist }: VisitCardRow,
): Promise<MovedFrom | null> {
  const startsAt = payload?.['moved_from']
  if (typeof startsAt !== 'string') return null
  const terms = payload?.['terms_before'] as TermsBefore | undefined
  if (!terms) return { startsAt: new Date(startsAt) }
  const { staff_id: staffId, duration_min: durationMin, price_minor: priceMinor } = terms
  const name = staffId === null || onlySpecialist ? null : await findColleagueName(ctx.db, staffId)
  return { startsAt: new Date(startsAt), staffName: name ?? null, durationMin, priceMinor }
}

/** As `plan-notices.ts` writes them down. */
interface TermsBefore {
  readonly staff_id: number | null
  readonly duration_min: number
  readonly price_minor: number | null
}

async function visitsOfSeries(
  ctx: UseCaseContext,
  { payload }: Task,
  reader: Reader,
): Promise<Pick<SeriesNotice, 'visits' | 'decidesOn' | 'opens'>> {
  const settings = await loadSettings(ctx)
  const rows = await findVisitCards(ctx.db, payload?.['bookings'] as number[])
  const idsOf = (some: readonly VisitCardRow[]) => some.map(({ bookingId }) => bookingId)
  return {
    visits: rows.map((row) => toVisitCard(row, settings)),
    decidesOn: idsOf(rows.filter((row) => decidesOn(reader, row))),
    opens: idsOf(rows.filter((row) => mayOpenCard(reader, row))),
  }
}

/** Undefined: the client had their words removed before anybody read them. */
async function lowRatingOf(
  ctx: UseCaseContext,
  kind: 'low_rating' | 'low_rating_words',
  { visitId }: VisitCardRow,
  about: Pick<LowRatingNotice, 'visit' | 'clientName' | 'by' | 'opensCard'>,
): Promise<Notice | undefined> {
  const review = await findReview(ctx.db, visitId)
  if (!review) throw new Error(`visit ${visitId} lost its review`)
  if (kind === 'low_rating') return { ...about, kind, stars: review.rating }
  return review.comment === null ? undefined : { ...about, kind, comment: review.comment }
}
