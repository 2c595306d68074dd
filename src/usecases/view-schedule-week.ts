import type { UseCaseContext } from '../context.ts'
import { addDays, datesBetween, weekdayOf, type LocalDate } from '../domain/local-time.ts'
import type { ScheduledVisit } from '../domain/schedule.ts'
import type { Actor } from './actor.ts'
import {
  loadSchedule,
  namedVisits,
  type LoadedSchedule,
  type ScheduleRefusal,
  type ScheduleScope,
} from './load-schedule.ts'

export type ScheduleWeekView =
  | (Extract<LoadedSchedule<ScheduledVisit>, { ok: true }> & {
      /** Monday first. */
      readonly dates: readonly LocalDate[]
    })
  | { readonly ok: false; readonly reason: ScheduleRefusal }

/** The week that holds a date, Monday to Sunday. Null: this week. */
export async function viewScheduleWeek(
  ctx: UseCaseContext,
  actor: Actor,
  query: ScheduleScope & { readonly date: LocalDate | null },
): Promise<ScheduleWeekView> {
  const weekFrom = (today: LocalDate) => weekOf(query.date ?? today)
  const loaded = await loadSchedule(ctx, actor, query, weekFrom, namedVisits)
  return loaded.ok ? { ...loaded, dates: datesBetween(...weekFrom(loaded.today)) } : loaded
}

function weekOf(date: LocalDate): [LocalDate, LocalDate] {
  const monday = addDays(date, 1 - weekdayOf(date))
  return [monday, addDays(monday, 6)]
}
