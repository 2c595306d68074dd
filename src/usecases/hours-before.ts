import type { UseCaseContext } from '../context.ts'
import { addDays, dayBounds, localDateOf, type LocalDate } from '../domain/local-time.ts'
import { bookingPolicy } from '../domain/settings.ts'
import type { FreedTime } from '../domain/freed-time.ts'
import { listScheduleRules } from '../storage/agenda.ts'
import type { Transaction } from '../storage/database.ts'
import { loadSettings } from './load-settings.ts'

/** Local dates, both included; null: all of them. */
type Dates = { readonly from: LocalDate; readonly to: LocalDate } | null

/**
 * What is read before hours of a specialist (null: of the business) change on these dates, so that the starts that the
 * change opens can be told from the others.
 */
export async function hoursBefore(
  ctx: UseCaseContext,
  tx: Transaction,
  staffId: number | null,
  dates: Dates,
): Promise<FreedTime> {
  const { zone, horizonDays } = bookingPolicy(await loadSettings(ctx, tx))
  const today = localDateOf(zone, ctx.clock.now())
  const horizon = addDays(today, horizonDays)
  // As far as an agenda of these dates reads: what it knows and this does not would look like hours that were added.
  const rules = await listScheduleRules(
    tx,
    staffId === null ? [] : [staffId],
    addDays(today, -furthestDays),
    addDays(horizon, furthestDays),
  )
  const { from, to } = dates ?? { from: today, to: horizon }
  const during = { start: dayBounds(zone, from).start, end: dayBounds(zone, to).end }
  return { hours: { staffId, rules: rules.filter((rule) => rule.staffId === staffId), during } }
}

/** A visit may be hours long and end days after its date, and still be looked at. */
const furthestDays = 7
