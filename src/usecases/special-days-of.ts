import type { UseCaseContext } from '../context.ts'
import { localDateOf, type LocalDate } from '../domain/local-time.ts'
import { specialDays, specialFingerprint, type SpecialDay } from '../domain/special-days.ts'
import type { Connection } from '../storage/database.ts'
import { listSpecialistsWithHours } from '../storage/hours.ts'
import { listSpecialRows } from '../storage/special-days.ts'
import { loadSettings } from './load-settings.ts'

/** Dates of the business or of a specialist that are not as usual. */
export interface SpecialDaysList {
  /** Null: the business. */
  readonly staff: { readonly id: number; readonly name: string } | null
  readonly today: LocalDate
  /** From today on, those of the business in a specialist's list, too. */
  readonly days: readonly SpecialDay[]
  /** Of the own ones: who changes them says what they saw. */
  readonly seen: number
}

/** Undefined: nobody of that id can be booked. */
export async function loadSpecialDays(
  ctx: UseCaseContext,
  db: Connection,
  staffId: number | null,
): Promise<SpecialDaysList | undefined> {
  const specialists = staffId === null ? [] : await listSpecialistsWithHours(db)
  const staff = specialists.find(({ id }) => id === staffId) ?? null
  if (staffId !== null && staff === null) return undefined
  const { timeZone } = await loadSettings(ctx, db)
  const today = localDateOf(timeZone, ctx.clock.now())
  const rows = await listSpecialRows(db, staffId, today)
  return {
    staff: staff && { id: staff.id, name: staff.name },
    today,
    days: specialDays(rows, staffId),
    seen: specialFingerprint(rows, staffId),
  }
}
