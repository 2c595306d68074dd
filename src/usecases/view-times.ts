import type { UseCaseContext, VisitCard } from '../context.ts'
import { partsOf, type Service } from '../domain/agenda.ts'
import { agendaPeriod, freeStartsOfDay, monthOf, type OfferedStart } from '../domain/availability.ts'
import { addDays, addMonths, localDateOf, monthOfDate, type LocalDate } from '../domain/local-time.ts'
import type { Actor } from './actor.ts'
import type { MonthRefusal } from './view-month.ts'
import { loadTarget, type VisitTarget } from './visit-target.ts'

export type TimesView =
  | {
      readonly ok: true
      readonly services: readonly Service[]
      /** The specialist who was chosen among several, by name; null: nobody, or there was no choice. */
      readonly chosen: string | null
      readonly zone: string
      readonly date: LocalDate
      readonly starts: readonly OfferedStart[]
      /** Told only when this day has nothing left: the next one that has. Null: nothing within the horizon. */
      readonly nextFreeDay: LocalDate | null
      readonly moving: VisitCard | null
    }
  | { readonly ok: false; readonly reason: MonthRefusal }

interface TimesQuery {
  readonly target: VisitTarget
  readonly date: LocalDate
}

/** The free starts of one local date. */
export async function viewTimes(ctx: UseCaseContext, actor: Actor, query: TimesQuery): Promise<TimesView> {
  const { target, date } = query
  const now = ctx.clock.now()
  const loaded = await loadTarget(ctx, actor, target, (policy, services) =>
    agendaPeriod(policy, services, date, date),
  )
  if (!loaded.ok) return loaded
  const { agenda, options, moving, chosen } = loaded
  const { zone, horizonDays } = agenda.policy
  const today = localDateOf(zone, now)
  const last = addDays(today, horizonDays)
  if (date > last) return { ok: false, reason: 'beyond_horizon' }

  const starts = freeStartsOfDay(agenda, date, now, options)
  const from = addDays(date < today ? today : date, 1)
  const nextFreeDay = starts.length === 0 ? await findFreeDay(ctx, actor, target, from, last) : null
  const services = partsOf(agenda).map(({ service }) => service)
  return { ok: true, services, chosen, zone, date, starts, nextFreeDay, moving }
}

/** The first day with a free start: one agenda of the rest of the horizon, looked through month by month. */
async function findFreeDay(
  ctx: UseCaseContext,
  actor: Actor,
  target: VisitTarget,
  from: LocalDate,
  last: LocalDate,
): Promise<LocalDate | null> {
  if (from > last) return null
  const loaded = await loadTarget(ctx, actor, target, (policy, services) =>
    agendaPeriod(policy, services, from, last),
  )
  if (!loaded.ok) return null
  for (let month = monthOfDate(from); month <= monthOfDate(last); month = addMonths(month, 1)) {
    const days = monthOf(loaded.agenda, month, ctx.clock.now(), loaded.options)
    const found = days.find((day) => day.date >= from && day.free > 0)
    if (found) return found.date
  }
  return null
}
