import type { UseCaseContext } from '../context.ts'
import type { NoticeTopic } from '../domain/notice-topics.ts'
import { priceOfParts, type Visit } from '../domain/visit.ts'
import type { Transaction } from '../storage/database.ts'
import { listVisitNoticeReceivers } from '../storage/staff-notices.ts'
import { insertTasks } from '../storage/tasks.ts'
import type { Actor } from './actor.ts'
import type {
  CancelledByUs,
  ChangedByUs,
  DecisionNotice,
  LowRatingNotice,
  LowRatingWords,
  OfferExpiredNotice,
  SeriesNotice,
  VisitNotice,
} from './notice.ts'

interface VisitEvent {
  /** Null: nobody did it, its time had come. */
  readonly actor: Actor | null
  readonly booking: Visit
  /** The audit entry that the notice tells of. */
  readonly entry: number
  readonly kind: (VisitNotice | LowRatingNotice | LowRatingWords | DecisionNotice)['kind']
  /** As it was before it moved. */
  readonly movedFrom?: Visit
  /** The specialists before it changed. */
  readonly staffIdsBefore?: readonly number[]
}

/** Lets admins who want to hear of it and the visit's specialists know, except whoever did it. */
export async function planNotices(ctx: UseCaseContext, tx: Transaction, event: VisitEvent): Promise<void> {
  const present = event.booking.parts.map(({ staffId }) => staffId)
  const theirs = [...present, ...(event.staffIdsBefore ?? [])]
  const receivers = await listVisitNoticeReceivers(tx, topicOf(event.kind, [event.booking]), theirs)
  const tasks = await insertTasks(
    tx,
    receivers
      .filter(({ telegramId }) => telegramId !== event.actor?.telegramId)
      .map(({ staffId }) => ({
        kind: 'notice' as const,
        dedupKey: `notice:${event.entry}:${staffId}`,
        dueAt: ctx.clock.now(),
        bookingId: event.booking.id,
        staffId,
        payload: { notice: event.kind, ...before(event), by: colleagueOf(event.actor) },
      })),
  )
  tx.onCommit(ctx.schedule, tasks)
}

/** Lets the client know what was done to their visit, or to a place that was held for them. */
export async function planClientNotice(
  ctx: UseCaseContext,
  tx: Transaction,
  { booking, entry, kind, agreed = false, ...event }: ClientEvent,
): Promise<void> {
  const tasks = await insertTasks(tx, [
    {
      kind: 'notice',
      dedupKey: `notice:${entry}:client`,
      dueAt: ctx.clock.now(),
      bookingId: booking.id,
      userId: booking.userId,
      payload: { notice: kind, ...before(event), ...(agreed && { agreed }) },
    },
  ])
  tx.onCommit(ctx.schedule, tasks)
}

/** What a notice of a move has to know of the visit that is overwritten: its start, and the terms that were agreed. */
function before({ movedFrom }: Pick<VisitEvent, 'movedFrom'>): Record<string, unknown> {
  if (!movedFrom) return {}
  const { startsAt, parts } = movedFrom
  const staffIds = new Set(parts.map(({ staffId }) => staffId))
  return {
    moved_from: startsAt,
    terms_before: {
      staff_id: staffIds.size === 1 ? parts[0].staffId : null,
      duration_min: parts.reduce((sum, { durationMin }) => sum + durationMin, 0),
      price_minor: priceOfParts(parts),
    },
  }
}

interface ClientEvent extends Pick<VisitEvent, 'booking' | 'entry' | 'movedFrom'> {
  readonly kind: (DecisionNotice | OfferExpiredNotice | CancelledByUs | ChangedByUs)['kind']
  /** With the client. */
  readonly agreed?: boolean
}

/** Lets the client know what became of their booking, and staff who did not decide it themselves. */
export async function planDecisionNotices(
  ctx: UseCaseContext,
  tx: Transaction,
  event: VisitEvent & { readonly kind: DecisionNotice['kind'] },
): Promise<void> {
  await planClientNotice(ctx, tx, event)
  await planNotices(ctx, tx, event)
}

interface SeriesEvent {
  readonly actor: Actor
  /** What was booked or cancelled; at least one. */
  readonly visits: readonly Visit[]
  /** The audit entry that the notice tells of. */
  readonly entry: number
  readonly kind: SeriesNotice['kind']
}

/** One notice about several visits, to admins who want to hear of it and to every specialist who has one of them. */
export async function planSeriesNotices(
  ctx: UseCaseContext,
  tx: Transaction,
  { actor, visits, entry, kind }: SeriesEvent,
): Promise<void> {
  const staffIds = visits.flatMap(({ parts }) => parts.map(({ staffId }) => staffId))
  const receivers = await listVisitNoticeReceivers(tx, topicOf(kind, visits), staffIds)
  const tasks = await insertTasks(
    tx,
    receivers
      .filter(({ telegramId }) => telegramId !== actor.telegramId)
      .map(({ staffId }) => ({
        kind: 'notice' as const,
        dedupKey: `notice:${entry}:${staffId}`,
        dueAt: ctx.clock.now(),
        ...(visits[0] && { bookingId: visits[0].id }),
        staffId,
        payload: { notice: kind, bookings: visits.map(({ id }) => id), by: colleagueOf(actor) },
      })),
  )
  tx.onCommit(ctx.schedule, tasks)
}

type StaffNoticeKind = VisitEvent['kind'] | SeriesNotice['kind']

const topics: Readonly<Record<StaffNoticeKind, NoticeTopic>> = {
  visit_booked: 'booked',
  visit_moved: 'moved',
  visit_changed: 'moved',
  visit_cancelled: 'cancelled',
  series_booked: 'booked',
  series_cancelled: 'cancelled',
  request_approved: 'pending',
  request_declined: 'pending',
  request_expired: 'pending',
  low_rating: 'low_rating',
  low_rating_words: 'low_rating',
}

/** A booking that waits for an answer is told of as such, also when it was moved. */
function topicOf(kind: StaffNoticeKind, visits: readonly Visit[]): NoticeTopic {
  const waits = visits.some(({ status, pendingFor }) => status === 'pending' && pendingFor === 'approval')
  return waits && topics[kind] !== 'cancelled' ? 'pending' : topics[kind]
}

/** Null: the client did it themselves, or nobody did. */
function colleagueOf(actor: Actor | null): number | null {
  return actor?.role ? actor.staffId : null
}
