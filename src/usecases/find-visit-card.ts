import { priceOfParts, standingOf } from '../domain/visit.ts'
import type { Connection } from '../storage/database.ts'
import {
  listCardParts,
  listCardPartsOf,
  listSeriesParts,
  type PartOfPage,
  type PartRow,
} from '../storage/visit-cards.ts'

/** A visit as a whole, and what is said of the row that stands for it. */
export interface VisitCardRow extends Omit<PartRow, 'id' | 'serviceId' | 'serviceName' | 'serviceEmoji'> {
  /** Of the row that stands for the visit. */
  readonly bookingId: number
  /** In the order of time. */
  readonly parts: readonly [PartRow, ...PartRow[]]
}

/** What any screen shows of the visit that a booking belongs to, whoever's it is. */
export async function findVisitCard(db: Connection, bookingId: number): Promise<VisitCardRow | undefined> {
  return cardOf(await listCardParts(db, bookingId))
}

/** The same of several bookings, the nearest visit first. */
export async function findVisitCards(db: Connection, bookingIds: readonly number[]): Promise<VisitCardRow[]> {
  return cardsOf(await listCardPartsOf(db, bookingIds))
}

/** A person's active visits of a series that start at `from` or later, the nearest first. */
export async function findSeriesCards(
  db: Connection,
  userId: number,
  seriesId: number,
  from: Date,
): Promise<VisitCardRow[]> {
  return cardsOf(await listSeriesParts(db, userId, seriesId, from))
}

export interface VisitCardPage {
  readonly rows: readonly VisitCardRow[]
  readonly total: number
}

export function pageOfCards(rows: readonly PartOfPage[]): VisitCardPage {
  return { rows: cardsOf(rows), total: rows[0]?.total ?? 0 }
}

function cardsOf(rows: readonly PartRow[]): VisitCardRow[] {
  const visitIds = [...new Set(rows.map(({ visitId }) => visitId))]
  return visitIds.flatMap((visitId) => cardOf(rows.filter((row) => row.visitId === visitId)) ?? [])
}

function cardOf(rows: readonly PartRow[]): VisitCardRow | undefined {
  const standing = standingOf(rows)
  if (!standing) return undefined
  const { lead, parts } = standing
  const [first] = parts
  return {
    ...lead,
    bookingId: lead.id,
    staffId: first.staffId,
    staffName: first.staffName,
    startsAt: first.startsAt,
    endsAt: (parts.at(-1) ?? first).endsAt,
    durationMin: parts.reduce((sum, part) => sum + part.durationMin, 0),
    priceMinor: priceOfParts(parts),
    onlySpecialist: parts.every((part) => part.onlySpecialist),
    parts,
  }
}
