import type { VisitCard } from '../context.ts'
import type { Settings } from '../domain/settings.ts'
import type { VisitCardRow } from '../storage/visit-cards.ts'

/** A stored visit with what the business says about itself. */
export function toVisitCard(row: VisitCardRow, settings: Settings): VisitCard {
  return {
    bookingId: row.bookingId,
    version: row.version,
    serviceId: row.serviceId,
    serviceName: row.serviceName,
    serviceEmoji: row.serviceEmoji,
    staffId: row.staffId,
    staffName: row.onlySpecialist ? null : row.staffName,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    durationMin: row.durationMin,
    priceMinor: row.priceMinor,
    currency: settings.currency,
    status: row.status,
    attendanceConfirmed: row.attendanceConfirmed,
    pendingFor: row.pendingFor,
    guestName: row.guestName,
    comment: row.comment,
    zone: settings.timeZone,
    businessName: settings.businessName,
    address: settings.address,
    phone: settings.phone,
  }
}
