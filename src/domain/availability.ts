import type { Agenda, BookingPolicy, Service } from './agenda.ts'
import type { Interval } from './interval.ts'
import type { LocalDate, LocalMonth } from './local-time.ts'

export interface AvailabilityOptions {
  /** Null: any specialist of the agenda. */
  readonly staffId: number | null
  /** A visit that is being moved: its own time does not count as taken. */
  readonly ignoreVisitId?: number
}

/** One start that can be booked now. */
export interface OfferedStart {
  readonly startsAt: Date
  /** Of several specialists with different durations the latest end. */
  readonly endsAt: Date
  /** Who is free then, in the agenda's order. */
  readonly staffIds: readonly number[]
  /** Places left over all of them; null for a private service. */
  readonly seatsLeft: number | null
  /** Which of the two equal wall times in autumn's doubled hour. */
  readonly doubled: 'first' | 'second' | null
}

export interface DayView {
  readonly date: LocalDate
  readonly status: 'past' | 'closed' | 'free' | 'nearly_full' | 'full' | 'beyond'
  /** How many starts `freeStartsOfDay` lists. */
  readonly free: number
}

export type StartRefusal = 'past' | 'minimum_notice' | 'beyond_horizon' | 'not_offered' | 'slot_taken'

export type StartCheck =
  | { readonly ok: true; readonly staffIds: readonly number[] }
  | { readonly ok: false; readonly reason: StartRefusal }

/** What a visit at a start would be: its times, and the group session it joins, if any. */
export interface VisitTimes {
  readonly startsAt: Date
  readonly endsAt: Date
  readonly busy: Interval
  readonly sessionId: number | null
}

export function freeStartsOfDay(
  agenda: Agenda,
  date: LocalDate,
  now: Date,
  options: AvailabilityOptions,
): OfferedStart[] {
  throw new Error(`${date} ${String(agenda)} ${String(now)} ${String(options)}`)
}

export function checkStart(
  agenda: Agenda,
  startsAt: Date,
  now: Date,
  options: AvailabilityOptions,
): StartCheck {
  throw new Error(`${String(agenda)} ${String(startsAt)} ${String(now)} ${String(options)}`)
}

/** The times to store for a visit of this specialist at this start (which `checkStart` accepted). */
export function visitAt(agenda: Agenda, staffId: number, startsAt: Date, ignoreVisitId?: number): VisitTimes {
  throw new Error(`${String(agenda)} ${staffId} ${String(startsAt)} ${String(ignoreVisitId)}`)
}

export function rankSpecialists(agenda: Agenda, startsAt: Date, staffIds: readonly number[]): number[] {
  throw new Error(`${String(agenda)} ${String(startsAt)} ${String(staffIds)}`)
}

export function monthOf(
  agenda: Agenda,
  month: LocalMonth,
  now: Date,
  options: AvailabilityOptions,
): DayView[] {
  throw new Error(`${month} ${String(agenda)} ${String(now)} ${String(options)}`)
}

/** The instants whose visits, blocks and date rules storage must load for lists of these local dates (inclusive). */
export function agendaPeriod(
  policy: Pick<BookingPolicy, 'zone'>,
  service: Pick<Service, 'bufferBeforeMin' | 'bufferAfterMin'>,
  firstDate: LocalDate,
  lastDate: LocalDate,
): Interval {
  throw new Error(`${policy.zone} ${service.bufferAfterMin} ${firstDate} ${lastDate}`)
}

/** The same for `checkStart`, `visitAt` and `rankSpecialists` of one start. */
export function agendaPeriodOfStart(
  policy: Pick<BookingPolicy, 'zone'>,
  service: Pick<Service, 'bufferBeforeMin' | 'bufferAfterMin'>,
  startsAt: Date,
): Interval {
  throw new Error(`${policy.zone} ${service.bufferAfterMin} ${String(startsAt)}`)
}
