import type { VisitCard, VisitPart } from '../context.ts'
import type { Settings } from '../domain/settings.ts'
import { specialistOf } from '../domain/visit.ts'
import type { PartRow } from '../storage/visit-cards.ts'
import type { VisitCardRow } from './find-visit-card.ts'

/** A stored visit with what the business says about itself. */
export function toVisitCard(row: VisitCardRow, settings: Settings): VisitCard {
  return {
    bookingId: row.bookingId,
    version: row.version,
    seriesId: row.seriesId,
    parts: [partOf(row.parts[0], row), ...row.parts.slice(1).map((part) => partOf(part, row))],
    staffId: row.staffId,
    staffName: row.onlySpecialist || specialistOf(row) === null ? null : row.staffName,
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

function partOf(part: PartRow, { onlySpecialist }: VisitCardRow): VisitPart {
  const { serviceId, serviceName, serviceEmoji, staffId, startsAt, endsAt, durationMin, priceMinor } = part
  const staffName = onlySpecialist ? null : part.staffName
  return {
    serviceId,
    serviceName,
    serviceEmoji,
    staffId,
    staffName,
    startsAt,
    endsAt,
    durationMin,
    priceMinor,
  }
}
