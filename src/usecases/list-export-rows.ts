import type { UseCaseContext } from '../context.ts'
import type { ExportKind } from '../domain/exports.ts'
import {
  listAuditAfter,
  listBookingsAfter,
  listClientsAfter,
  type AuditToExport,
  type BookingToExport,
  type ClientToExport,
} from '../storage/exports.ts'
import { findPerson } from '../storage/users.ts'
import { roleOf, type Actor } from './actor.ts'
import { mayExport } from './permission.ts'

export type ExportRows =
  | { readonly what: 'clients'; readonly rows: readonly ClientToExport[] }
  | { readonly what: 'bookings'; readonly rows: readonly BookingToExport[] }
  | { readonly what: 'audit'; readonly rows: readonly AuditToExport[] }

export type ListExportRowsResult =
  | ({
      readonly ok: true
      /** To go on after; null: that was all. */
      readonly next: number | null
    } & ExportRows)
  | { readonly ok: false; readonly reason: 'forbidden' }

/** Few enough to be held in memory, many enough that a hundred thousand take no hundred statements. */
const pageSize = 2000

/**
 * A page of the rows of an export, after the row with the id `after`; 0: from the first. A long export goes on for minutes,
 * so the role is asked for anew: whoever lost it meanwhile gets no more.
 */
export async function listExportRows(
  ctx: UseCaseContext,
  actor: Actor,
  { what, after }: { readonly what: ExportKind; readonly after: number },
): Promise<ListExportRowsResult> {
  const person = await findPerson(ctx.db, actor.telegramId)
  if (!person || !mayExport({ ...person, role: roleOf(person) }, what))
    return { ok: false, reason: 'forbidden' }
  const page = await readPage(ctx, what, after)
  const next = page.rows.length < pageSize ? null : (page.rows.at(-1)?.id ?? null)
  return { ok: true, next, ...page }
}

async function readPage({ db, clock }: UseCaseContext, what: ExportKind, after: number): Promise<ExportRows> {
  const span = { after, limit: pageSize }
  switch (what) {
    case 'clients':
      return { what, rows: await listClientsAfter(db, span, clock.now()) }
    case 'bookings':
      return { what, rows: await listBookingsAfter(db, span) }
    case 'audit':
      return { what, rows: await listAuditAfter(db, span) }
  }
}
