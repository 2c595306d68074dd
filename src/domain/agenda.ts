import type { Interval } from './interval.ts'
import type { LocalDate, LocalTime } from './local-time.ts'

/**
 * Everything that decides which starts are free, read from the database in a fixed number of statements and then
 * only calculated with. Lists free starts and validates a chosen one: one engine, the same answer. The service is the
 * one at which the visit begins.
 */
export interface Agenda extends AgendaPart {
  readonly policy: BookingPolicy
  /** What follows it in the same visit, in order; absent: a visit of one service. Never with a group service. */
  readonly further?: readonly AgendaPart[]
  readonly rules: readonly ScheduleRule[]
  readonly blocks: readonly Block[]
  /** Active visits (pending, confirmed) of these specialists whose busy interval touches the period asked for. */
  readonly visits: readonly BusyVisit[]
}

/** One service of a visit. */
export interface AgendaPart {
  readonly service: Service
  /** Who may perform the service: bookable, not archived, assigned to it (or it has no assignments). */
  readonly specialists: readonly Specialist[]
}

/** The services of a visit in their order. */
export function partsOf(agenda: Agenda): readonly [AgendaPart, ...AgendaPart[]] {
  return [agenda, ...(agenda.further ?? [])]
}

export interface BookingPolicy {
  /** IANA zone of the business. */
  readonly zone: string
  /** Hours of every day that no rule says anything about. */
  readonly opens: LocalTime
  readonly closes: LocalTime
  readonly slotIntervalMin: number
  readonly slotAlignment: 'grid' | 'tight'
  readonly minimumNoticeMin: number
  /** Last bookable local date is today + this many days. */
  readonly horizonDays: number
}

export interface Service {
  readonly id: number
  readonly name: string
  readonly emoji: string | null
  readonly description: string | null
  readonly category: string | null
  readonly durationMin: number
  readonly bufferBeforeMin: number
  readonly bufferAfterMin: number
  /** Null: the business's interval. */
  readonly slotIntervalMin: number | null
  /** Minor units of the tenant's currency; null: on request. */
  readonly priceMinor: number | null
  /** 1: private; more: a group session with this many places. */
  readonly capacity: number
  /** Null: the business's minimum notice. */
  readonly minimumNoticeMin: number | null
  /** Null: the business's deadline. */
  readonly cancellationHours: number | null
}

/** A service together with what each of its specialists takes for it. */
export interface PricedService extends Service {
  /** Each price once, in minor units; null: on request. Empty: nobody performs it. */
  readonly prices: readonly (number | null)[]
}

/** A service before anybody is chosen to perform it. */
export interface OfferedService extends Service {
  /** Its specialists differ in price, and `priceMinor` is the least; absent: they do not. */
  readonly priceVaries?: boolean
}

/** A bookable staff member together with what they change about the service at hand. */
export interface Specialist {
  readonly id: number
  readonly name: string
  /** Effective values: the specialist's own if set, else the service's. */
  readonly durationMin: number
  readonly priceMinor: number | null
}

export interface ScheduleRule {
  /** Null: the business. */
  readonly staffId: number | null
  readonly kind: 'open' | 'break'
  /** ISO weekday 1 (Monday)–7, or null when `date` is set. */
  readonly weekday: number | null
  readonly date: LocalDate | null
  /** Null only when `closed`. `closes` before or equal to `opens` means the window ends on the next day. */
  readonly opens: LocalTime | null
  readonly closes: LocalTime | null
  readonly closed: boolean
  /** Inclusive local dates between which a weekly rule counts; null: without limit. */
  readonly validFrom: LocalDate | null
  readonly validTo: LocalDate | null
  /** Of a day off or a break, in words; absent where nobody asks. */
  readonly reason?: string | null
}

export interface Block {
  /** Null: everybody. */
  readonly staffId: number | null
  readonly during: Interval
}

export interface BusyVisit {
  readonly bookingId: number
  readonly visitId: number
  readonly staffId: number
  readonly serviceId: number
  readonly sessionId: number
  readonly startsAt: Date
  readonly endsAt: Date
  /** The visit with its buffers. */
  readonly busy: Interval
}
