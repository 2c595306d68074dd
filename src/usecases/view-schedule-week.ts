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
      /** The one that was asked for, or today. */
      readonly date: LocalDate
    })
  | { readonly ok: false; readonly reason: ScheduleRefusal }

/** The week that holds a date, Monday to Sunday. Null: this week. */
export async function viewScheduleWeek(
  ctx: UseCaseContext,
  actor: Actor,
  query: ScheduleScope & { readonly date: LocalDate | null },
): Promise<ScheduleWeekView> {
  const dateFrom = (today: LocalDate) => query.date ?? today
  const loaded = await loadSchedule(ctx, actor, query, (today) => weekOf(dateFrom(today)), namedVisits)
  if (!loaded.ok) return loaded
  const date = dateFrom(loaded.today)
  return { ...loaded, date, dates: datesBetween(...weekOf(date)) }
}

function weekOf(date: LocalDate): [LocalDate, LocalDate] {
  const monday = addDays(date, 1 - weekdayOf(date))
  return [monday, addDays(monday, 6)]
}
