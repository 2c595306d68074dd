import type { UseCaseContext } from '../context.ts'
import { datesOfMonth, monthOfDate, type LocalDate, type LocalMonth } from '../domain/local-time.ts'
import { loadOfDays, type Load } from '../domain/schedule.ts'
import type { Actor } from './actor.ts'
import {
  bookedTimes,
  loadSchedule,
  type LoadedSchedule,
  type ScheduleRefusal,
  type ScheduleScope,
} from './load-schedule.ts'

type Loaded = Extract<LoadedSchedule<never>, { ok: true }>

export type ScheduleMonthView =
  | (Omit<Loaded, 'days'> & {
      readonly month: LocalMonth
      readonly days: readonly { readonly date: LocalDate; readonly load: Load }[]
      /** Of the whole month: a visit whose parts count for two dates comes once. */
      readonly load: Load
    })
  | { readonly ok: false; readonly reason: ScheduleRefusal }

/** How full each day of a month is, over everybody who is shown. Null: this month. */
export async function viewScheduleMonth(
  ctx: UseCaseContext,
  actor: Actor,
  query: ScheduleScope & { readonly month: LocalMonth | null },
): Promise<ScheduleMonthView> {
  const monthFrom = (today: LocalDate) => query.month ?? monthOfDate(today)
  const loaded = await loadSchedule(
    ctx,
    actor,
    query,
    (today) => endsOf(datesOfMonth(monthFrom(today))),
    bookedTimes,
  )
  if (!loaded.ok) return loaded
  const month = monthFrom(loaded.today)
  const days = datesOfMonth(month).map((date) => ({
    date,
    load: loadOfDays(loaded.days.filter((day) => day.date === date)),
  }))
  return { ...loaded, month, days, load: loadOfDays(loaded.days) }
}

function endsOf(dates: readonly LocalDate[]): [LocalDate, LocalDate] {
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) throw new Error('a month without days')
  return [first, last]
}
