import type { UseCaseContext } from '../context.ts'
import { addDays, localDateOf, rememberOffsets } from '../domain/local-time.ts'
import { outsideHours } from '../domain/outside-hours.ts'
import { bookingPolicy } from '../domain/settings.ts'
import { listScheduleRules } from '../storage/agenda.ts'
import type { Connection, Transaction } from '../storage/database.ts'
import { listTimesAhead, type VisitTime } from '../storage/hours.ts'
import { loadSettings } from './load-settings.ts'

/**
 * Visits ahead of a specialist (null: of everybody) that lie outside the working hours as they are now, the nearest first;
 * one of several services by the first that does.
 */
export async function findVisitsOutside(
  ctx: UseCaseContext,
  db: Connection,
  staffId: number | null,
): Promise<VisitTime[]> {
  const { zone, opens, closes } = bookingPolicy(await loadSettings(ctx, db))
  const times = await listTimesAhead(db, staffId, ctx.clock.now())
  const [first, last] = [times[0], times.at(-1)]
  if (!first || !last) return []
  const rules = await listScheduleRules(
    db,
    [...new Set(times.map((time) => time.staffId))],
    addDays(localDateOf(zone, first.startsAt), -2),
    addDays(localDateOf(zone, last.startsAt), 2),
  )
  const outside = outsideHours(times, { zone: rememberOffsets(zone), opens, closes, rules })
  return [...new Map(outside.toReversed().map((time) => [time.visitId, time])).values()].reverse()
}

/** How many visits were within the hours before the change and are not after it. */
export async function countLeftOutside(
  ctx: UseCaseContext,
  tx: Transaction,
  staffId: number | null,
  change: () => Promise<void>,
): Promise<number> {
  const before = new Set((await findVisitsOutside(ctx, tx, staffId)).map(({ visitId }) => visitId))
  await change()
  const after = await findVisitsOutside(ctx, tx, staffId)
  return after.filter(({ visitId }) => !before.has(visitId)).length
}
