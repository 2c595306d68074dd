import type { UseCaseContext } from '../context.ts'
import type { LocalDate } from '../domain/local-time.ts'
import type { ScheduledVisit } from '../domain/schedule.ts'
import type { Actor } from './actor.ts'
import {
  loadSchedule,
  namedVisits,
  type LoadedSchedule,
  type ScheduleRefusal,
  type ScheduleScope,
} from './load-schedule.ts'

export type ScheduleDayView =
  | (Extract<LoadedSchedule<ScheduledVisit>, { ok: true }> & { readonly date: LocalDate })
  | { readonly ok: false; readonly reason: ScheduleRefusal }

/** Visits, breaks, blocks and free gaps of one date, specialist by specialist. Null: today. */
export async function viewScheduleDay(
  ctx: UseCaseContext,
  actor: Actor,
  query: ScheduleScope & { readonly date: LocalDate | null },
): Promise<ScheduleDayView> {
  const dateFrom = (today: LocalDate) => query.date ?? today
  const loaded = await loadSchedule(
    ctx,
    actor,
    query,
    (today) => [dateFrom(today), dateFrom(today)],
    namedVisits,
  )
  return loaded.ok ? { ...loaded, date: dateFrom(loaded.today) } : loaded
}
