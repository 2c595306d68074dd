import type { UseCaseContext } from '../context.ts'
import { localDateOf } from '../domain/local-time.ts'
import { weekFingerprint, weekHours, type WeekdayHours } from '../domain/opening-hours.ts'
import { bookingPolicy } from '../domain/settings.ts'
import { listScheduleRules } from '../storage/agenda.ts'
import type { Connection } from '../storage/database.ts'
import { listSpecialistsWithHours } from '../storage/hours.ts'
import { loadSettings } from './load-settings.ts'

/** The usual week of the business or of a specialist. */
export interface HoursWeek {
  /** Null: the business. */
  readonly staff: { readonly id: number; readonly name: string } | null
  /** Monday first. */
  readonly days: readonly WeekdayHours[]
  /** Of the own rows: who changes them says what they saw. */
  readonly seen: number
  /** Several can be booked, so each may have hours of their own. */
  readonly hasColleagues: boolean
}

/** Undefined: nobody of that id can be booked. */
export async function loadWeek(
  ctx: UseCaseContext,
  db: Connection,
  staffId: number | null,
): Promise<HoursWeek | undefined> {
  const specialists = await listSpecialistsWithHours(db)
  const staff = specialists.find(({ id }) => id === staffId) ?? null
  if (staffId !== null && staff === null) return undefined
  const policy = bookingPolicy(await loadSettings(ctx, db))
  const today = localDateOf(policy.zone, ctx.clock.now())
  const rules = await listScheduleRules(db, staffId === null ? [] : [staffId], today, today)
  return {
    staff: staff && { id: staff.id, name: staff.name },
    days: weekHours(rules, staffId, policy, today),
    seen: weekFingerprint(rules, staffId),
    hasColleagues: specialists.length > 1,
  }
}
