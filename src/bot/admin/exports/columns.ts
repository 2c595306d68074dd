import type { Cell } from '../../../documents/csv.ts'
import type { ExportKind } from '../../../domain/exports.ts'
import { localDateOf, localTimeOf } from '../../../domain/local-time.ts'
import { minorDigits } from '../../../domain/money.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { PlainKey } from '../../../i18n/messages.ts'
import type { ExportRows } from '../../../usecases/list-export-rows.ts'
import { actionText } from './audit-words.ts'

export interface Business {
  readonly zone: string
  readonly currency: string
}

type Column = Extract<PlainKey, `export.part.column_${string}`>

const columns: Readonly<Record<ExportKind, readonly Column[]>> = {
  clients: [
    'export.part.column_name',
    'export.part.column_phone',
    'export.part.column_username',
    'export.part.column_visits',
    'export.part.column_no_shows',
    'export.part.column_cancelled',
    'export.part.column_spent',
    'export.part.column_last_visit',
    'export.part.column_tags',
    'export.part.column_notes',
    'export.part.column_banned',
    'export.part.column_since',
  ],
  bookings: [
    'export.part.column_starts',
    'export.part.column_minutes',
    'export.part.column_service',
    'export.part.column_specialist',
    'export.part.column_client',
    'export.part.column_phone',
    'export.part.column_guest',
    'export.part.column_status',
    'export.part.column_price',
    'export.part.column_comment',
    'export.part.column_stars',
    'export.part.column_review',
    'export.part.column_booked',
  ],
  audit: [
    'export.part.column_at',
    'export.part.column_who',
    'export.part.column_what',
    'export.part.column_number',
    'export.part.column_before',
    'export.part.column_after',
  ],
}

export function headerOf(what: ExportKind, t: Texts): string[] {
  return columns[what].map((column) => t.plain(column))
}

/** The cells of each row, as many as the header has. */
export function linesOf(page: ExportRows, business: Business, t: Texts): Cell[][] {
  switch (page.what) {
    case 'clients':
      return page.rows.map((row) => clientCells(row, business, t))
    case 'bookings':
      return page.rows.map((row) => bookingCells(row, business, t))
    case 'audit':
      return page.rows.map((row) => auditCells(row, business, t))
  }
}

type RowOf<What extends ExportKind> = Extract<ExportRows, { what: What }>['rows'][number]

function clientCells(row: RowOf<'clients'>, { zone, currency }: Business, t: Texts): Cell[] {
  return [
    row.name,
    row.phone === null ? null : t.phone(row.phone),
    // With an @ it would be taken for a formula.
    row.username,
    row.visits,
    row.noShows,
    row.cancelled,
    amount(row.spentMinor, currency),
    momentIn(row.lastVisitAt, zone),
    row.tags.join(', '),
    row.notes,
    momentIn(row.bannedAt, zone),
    momentIn(row.createdAt, zone),
  ]
}

function bookingCells(row: RowOf<'bookings'>, { zone, currency }: Business, t: Texts): Cell[] {
  return [
    momentIn(row.startsAt, zone),
    row.durationMin,
    row.service,
    row.specialist,
    row.client,
    row.phone === null ? null : t.phone(row.phone),
    row.guestName,
    row.status === 'cancelled' && row.cancelledBy !== null
      ? t.plain(`export.part.cancelled_by_${row.cancelledBy}`)
      : t.plain(`export.part.status_${row.status}`),
    row.priceMinor === null ? null : amount(row.priceMinor, currency),
    row.comment,
    row.stars,
    row.review,
    momentIn(row.createdAt, zone),
  ]
}

function auditCells(row: RowOf<'audit'>, { zone }: Business, t: Texts): Cell[] {
  return [
    momentIn(row.at, zone),
    row.actorName ?? t.plain(`export.part.by_${row.actorKind}`),
    actionText(row.action, t),
    row.entityId,
    valuesIn(row.before, zone),
    valuesIn(row.after, zone),
  ]
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

/** What the log kept of a change, with its instants in the time of the business. */
function valuesIn(values: object | null, zone: string): string | null {
  if (values === null) return null
  return JSON.stringify(values, (_key, value: unknown) =>
    typeof value === 'string' && instant.test(value) ? momentIn(new Date(value), zone) : value,
  )
}

/** As every spreadsheet reads a date, in the time of the business. */
function momentIn(instant: Date | null, zone: string): string | null {
  return instant === null ? null : `${localDateOf(zone, instant)} ${localTimeOf(zone, instant)}`
}

function amount(minor: number, currency: string): number {
  return minor / 10 ** minorDigits(currency)
}
