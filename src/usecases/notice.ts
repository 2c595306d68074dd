import type { VisitCard } from '../context.ts'
import type { DeclineReason } from '../domain/decline-reason.ts'
import type { LocalDate } from '../domain/local-time.ts'
import type { Role } from '../domain/roles.ts'
import type { ScheduledVisit, StaffDay } from '../domain/schedule.ts'
import type { Stars } from '../domain/review.ts'

/** A closed union, one member a kind of message that the bot sends by itself. */
export type Notice =
  | ReminderNotice
  | ReviewRequest
  | VisitNotice
  | SeriesNotice
  | DecisionNotice
  | LowRatingNotice
  | LowRatingWords
  | OfferNotice
  | OfferExpiredNotice
  | CancelledByUs
  | ChangedByUs
  | MessageToClient
  | MessageUndelivered
  | SeveralNews
  | DailySummary
  | RoleNotice
  | SpecialistConnected
  | AdminJoined

/** To the client, before a visit. */
export interface ReminderNotice {
  readonly kind: 'reminder'
  readonly now: Date
  /** The last instant at which the client may move or cancel it; null: it has passed. */
  readonly changeableUntil: Date | null
  readonly visit: VisitCard
}

/** To the client, after a visit: how was it? */
export interface ReviewRequest {
  readonly kind: 'review_request'
  readonly visit: VisitCard
}

/** To somebody who waits: a place is free, and held for them. */
export interface OfferNotice {
  readonly kind: 'offer'
  readonly now: Date
  readonly until: Date
  readonly visit: VisitCard
}

/** To the same person, who did not answer: it is not held any more. */
export interface OfferExpiredNotice {
  readonly kind: 'offer_expired'
  readonly visit: VisitCard
}

/** To the client: the business cancelled their visit. */
export interface CancelledByUs {
  readonly kind: 'cancelled_by_us'
  readonly visit: VisitCard
  /** A known one or words; null: none given. */
  readonly reason: string | null
}

/** To a client: what somebody of the business wrote to them. */
export interface MessageToClient {
  readonly kind: 'message'
  readonly businessName: string
  readonly phone: string | null
  readonly words: string
}

/** To whoever wrote to a client: it did not arrive. */
export interface MessageUndelivered {
  readonly kind: 'message_undelivered'
  readonly clientId: number
  /** Empty: the client had their data removed. */
  readonly clientName: string
  readonly clientPhone: string | null
}

/** A visit before it moved. */
export interface MovedFrom {
  readonly startsAt: Date
  /** Who performed all of it; null: nobody needs to be named, or several did. Absent, like the others: not known. */
  readonly staffName?: string | null
  readonly durationMin?: number
  readonly priceMinor?: number | null
}

/** To the client: the business booked a visit for them, moved it, or changed what is done or by whom. */
export interface ChangedByUs {
  readonly kind: 'booked_by_us' | 'moved_by_us' | 'changed_by_us'
  readonly visit: VisitCard
  readonly movedFrom: MovedFrom | null
  /** A move that the client asked for or agreed to. */
  readonly agreed?: boolean
  /** The client may still move or cancel it. */
  readonly changeable: boolean
}

/** What staff are told, besides what it is about. */
interface ToStaff {
  readonly clientName: string
  /** Who of the staff did it; null: the client, or nobody. */
  readonly by: string | null
  /** Whoever is told may open the card; a specialist who lost the visit to another may not. */
  readonly opensCard: boolean
}

/** To staff: a client was not content. */
export interface LowRatingNotice extends ToStaff {
  readonly kind: 'low_rating'
  readonly visit: VisitCard
  readonly stars: Stars
}

/** To staff: a client who was not content said in words why. */
export interface LowRatingWords extends ToStaff {
  readonly kind: 'low_rating_words'
  readonly visit: VisitCard
  readonly comment: string
}

/** What became of a booking that waited for the business: to the client, or to staff who did not decide it. */
export interface DecisionNotice extends ToStaff {
  readonly kind: 'request_approved' | 'request_declined' | 'request_expired'
  readonly to: 'client' | 'staff'
  readonly visit: VisitCard
  /** Of a decline; null: none given. */
  readonly reason: DeclineReason | null
  /** The visit's start has passed. */
  readonly begun: boolean
  /** The client themselves had moved it, and so given up an earlier time. */
  readonly moved: boolean
}

/** To staff: a visit was made, moved, changed or cancelled by somebody else. */
export interface VisitNotice extends ToStaff {
  readonly kind: 'visit_booked' | 'visit_moved' | 'visit_changed' | 'visit_cancelled'
  readonly visit: VisitCard
  readonly movedFrom: MovedFrom | null
  /** Why the client cancelled, if they said so. */
  readonly reason: string | null
  /** Whoever is told decides on the booking if it waits for approval; a specialist who lost it to another does not. */
  readonly decides: boolean
}

/** To staff: a visit is repeated, or repeats were cancelled; once for all of them. */
export interface SeriesNotice extends Omit<ToStaff, 'opensCard'> {
  readonly kind: 'series_booked' | 'series_cancelled'
  /** At least one, the nearest first. */
  readonly visits: readonly VisitCard[]
  /** Bookings of these that whoever is told decides on, if they wait for approval. */
  readonly decidesOn: readonly number[]
  /** Bookings of these whose cards whoever is told may open. */
  readonly opens: readonly number[]
}

/** To whoever got another role, or lost theirs. */
export interface RoleNotice {
  readonly kind: 'role_changed'
  readonly role: Role | 'none'
  /** Who gave or took it. */
  readonly by: string | null
  readonly businessName: string
}

/** To owners: somebody came by a specialist's link. */
export interface SpecialistConnected {
  readonly kind: 'specialist_connected'
  readonly staffId: number
  /** Of the specialist. */
  readonly name: string
  /** The name that the account has in Telegram. */
  readonly account: string
  readonly username: string | null
}

/** To owners: somebody got a role by a link. */
export interface AdminJoined {
  readonly kind: 'admin_joined'
  readonly staffId: number
  readonly role: Role
  /** The name that the account has in Telegram. */
  readonly account: string
  readonly username: string | null
}

/** To staff, in the evening: the next day. */
export interface DailySummary {
  readonly kind: 'daily_summary'
  readonly date: LocalDate
  /** IANA zone of the business. */
  readonly zone: string
  /** Of everybody the reader may see. */
  readonly days: readonly StaffDay<ScheduledVisit>[]
}

/** To staff: what happened to visits. */
export type StaffNews = VisitNotice | SeriesNotice | DecisionNotice | LowRatingNotice | LowRatingWords

/** The same when several things happened within a few seconds. */
export interface SeveralNews {
  readonly kind: 'several'
  /** In the order in which they happened. */
  readonly news: readonly StaffNews[]
}

const isKindOfNews: Readonly<Record<StaffNews['kind'], true>> = {
  visit_booked: true,
  visit_moved: true,
  visit_changed: true,
  visit_cancelled: true,
  series_booked: true,
  series_cancelled: true,
  request_approved: true,
  request_declined: true,
  request_expired: true,
  low_rating: true,
  low_rating_words: true,
}

export const newsKinds = Object.keys(isKindOfNews)

export function isNews(notice: Notice): notice is StaffNews {
  return notice.kind in isKindOfNews
}
