import type { Interval } from './interval.ts'

export type BookingStatus = 'pending' | 'confirmed' | 'completed' | 'no_show' | 'cancelled'

/** One booked service of one visit, as stored. Instants are UTC; prices are minor units as agreed at booking. */
export interface Booking {
  readonly id: number
  readonly userId: number
  readonly serviceId: number
  readonly staffId: number
  readonly startsAt: Date
  readonly endsAt: Date
  /** Null: the visit gave up its time. */
  readonly busy: Interval | null
  readonly sessionId: number
  readonly seat: number
  readonly status: BookingStatus
  readonly pendingFor: 'approval' | 'offer' | null
  readonly visitId: number
  readonly seriesId: number | null
  readonly guestName: string | null
  readonly priceMinor: number | null
  readonly durationMin: number
  readonly attendanceConfirmedAt: Date | null
  readonly arrivedAt: Date | null
  readonly version: number
}
