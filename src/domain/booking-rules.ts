import { partsOf, type Agenda, type AgendaPart, type Service } from './agenda.ts'
import type { Booking } from './booking.ts'
import { isActive } from './booking-status.ts'
import { overlaps, type Interval } from './interval.ts'

const hourMs = 3_600_000

/** How many visits of a person count against the limit: active ones that are still ahead, each visit once. */
export function countUpcomingVisits(bookings: readonly OwnBooking[], now: Date): number {
  const active = bookings.filter(({ status }) => isActive(status))
  const begun = new Set(active.filter(({ startsAt }) => startsAt <= now).map(({ visitId }) => visitId))
  const visitIds = new Set(active.map(({ visitId }) => visitId))
  return [...visitIds].filter((visitId) => !begun.has(visitId)).length
}

/**
 * Whether a visit at `during` (without buffers) would put one person in two places at once. A visit booked for
 * somebody else, named in `guestName`, overlaps only other visits of the same guest.
 */
export function overlapsOwnVisit(
  bookings: readonly OwnBooking[],
  during: Interval,
  options: { readonly guestName?: string | null; readonly ignoreVisitId?: number | null } = {},
): boolean {
  return bookings.some(
    (booking) =>
      isActive(booking.status) &&
      booking.visitId !== options.ignoreVisitId &&
      booking.guestName === (options.guestName ?? null) &&
      overlaps({ start: booking.startsAt, end: booking.endsAt }, during),
  )
}

/**
 * Hours before the start until which a client may cancel or move: a service's own value first; of several services in
 * one visit the longest. What still waits for the business binds nobody, so it may be withdrawn until its start.
 */
export function cancellationHoursOf(
  { status }: Pick<Booking, 'status'>,
  services: readonly Pick<Service, 'cancellationHours'>[],
  business: { readonly cancellationHours: number },
): number {
  if (status === 'pending') return 0
  return Math.max(...services.map((service) => service.cancellationHours ?? business.cancellationHours))
}

/**
 * The last instant at which a client may cancel or move a visit: `cancellationHoursOf` before its start. Where a reminder
 * is due at that very moment, an hour later: the reminder offers to move and to cancel, and it takes a moment to arrive
 * and longer to be read.
 */
export function changeDeadline(
  booking: Pick<Booking, 'status' | 'startsAt'>,
  services: readonly Pick<Service, 'cancellationHours'>[],
  business: { readonly cancellationHours: number; readonly reminderHours: readonly number[] },
): Date {
  const hours = cancellationHoursOf(booking, services, business)
  const hoursToAnswer = business.reminderHours.includes(hours) ? 1 : 0
  return new Date(booking.startsAt.getTime() - (hours - hoursToAnswer) * hourMs)
}

/** A client may change a visit until its `changeDeadline`, that instant included, and never once it has begun. */
export function isChangeable(startsAt: Date, deadline: Date, now: Date): boolean {
  return now < startsAt && now <= deadline
}

/**
 * Whether a client may cancel; null: yes. `booking_gone`: the visit is over (completed or a no-show);
 * `changed_meanwhile`: the question showed an older version; `too_late`: its `changeDeadline` has passed.
 */
export function refuseCancellation(
  booking: Pick<Booking, 'status' | 'startsAt' | 'version'>,
  seen: { readonly version: number },
  deadline: Date,
  now: Date,
): CancelRefusal | null {
  if (booking.status === 'cancelled') return 'already_cancelled'
  if (!isActive(booking.status)) return 'booking_gone'
  if (booking.version !== seen.version) return 'changed_meanwhile'
  return isChangeable(booking.startsAt, deadline, now) ? null : 'too_late'
}

/**
 * Whether a client may move a visit to `to`; null: yes, if the start itself is free. A move changes the start and,
 * if wished, the specialists; service, person and price agreements stay. `changed_meanwhile`: the screen showed an
 * older version; `too_late`: its `changeDeadline` has passed; `not_changed`: it is there already.
 */
export function refuseMove(
  visit: MovingVisit,
  to: { readonly startsAt: Date; readonly staffId: number | null; readonly version: number },
  deadline: Date,
  now: Date,
): MoveRefusal | null {
  if (!isActive(visit.status)) return 'booking_gone'
  if (visit.version !== to.version) return 'changed_meanwhile'
  if (!isChangeable(visit.startsAt, deadline, now)) return 'too_late'
  const sameStaff = to.staffId === null || visit.parts.every(({ staffId }) => staffId === to.staffId)
  return sameStaff && to.startsAt.getTime() === visit.startsAt.getTime() ? 'not_changed' : null
}

/**
 * The agenda as it counts for moving a visit, given its services in the agenda's order (undefined: one that is new in it): with the specialist who has a
 * service, the duration and price agreed at booking stay, whatever the service says today; with another specialist
 * theirs count.
 */
export function withAgreedTerms(agenda: Agenda, agreed: readonly (AgreedTerms | undefined)[]): Agenda {
  const [first, ...further] = partsOf(agenda).map((part, index) => agreedPart(part, agreed[index]))
  return { ...agenda, ...first, further }
}

function agreedPart(part: AgendaPart, agreed: AgreedTerms | undefined): AgendaPart {
  if (!agreed) return part
  const { staffId, durationMin, priceMinor } = agreed
  const specialists = part.specialists.map((specialist) =>
    specialist.id === staffId ? { ...specialist, durationMin, priceMinor } : specialist,
  )
  return { ...part, specialists }
}

/** The same agenda for those alone who perform a visit at present, each their own part of it. */
export function withPresentStaff(agenda: Agenda, present: readonly Pick<Booking, 'staffId'>[]): Agenda {
  const [first, ...further] = partsOf(agenda).map((part, index) => ({
    ...part,
    specialists: part.specialists.filter(({ id }) => id === present[index]?.staffId),
  }))
  return { ...agenda, ...first, further }
}

export type AgreedTerms = Pick<Booking, 'staffId' | 'durationMin' | 'priceMinor'>
type MovingVisit = Pick<Booking, 'status' | 'startsAt' | 'version'> & {
  readonly parts: readonly Pick<Booking, 'staffId'>[]
}

export type OwnBooking = Pick<Booking, 'visitId' | 'startsAt' | 'endsAt' | 'status' | 'guestName'>
export type CancelRefusal = 'booking_gone' | 'changed_meanwhile' | 'too_late' | 'already_cancelled'
export type MoveRefusal = 'booking_gone' | 'changed_meanwhile' | 'too_late' | 'not_changed'
