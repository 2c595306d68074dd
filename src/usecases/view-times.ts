import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Service } from '../domain/agenda.ts'
import {
  agendaPeriod,
  freeStartsOfDay,
  monthOf,
  type AvailabilityOptions,
  type OfferedStart,
} from '../domain/availability.ts'
import { addDays, addMonths, localDateOf, monthOfDate, type LocalDate } from '../domain/local-time.ts'
import type { Actor } from './actor.ts'
import { loadAgenda } from './load-agenda.ts'
import type { MonthRefusal } from './view-month.ts'
import { availabilityOptions, loadMovingVisit, type VisitTarget } from './visit-target.ts'

export type TimesView =
  | {
      readonly ok: true
      readonly service: Service
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
  const moving = await loadMovingVisit(ctx, actor, target)
  if (!moving.ok) return moving

  const loaded = await loadAgenda(ctx, {
    ...target,
    period: (policy, service) => agendaPeriod(policy, service, date, date),
  })
  if (!loaded.ok) return loaded
  const { policy, service } = loaded.agenda
  const today = localDateOf(policy.zone, now)
  const last = addDays(today, policy.horizonDays)
  if (date > last) return { ok: false, reason: 'beyond_horizon' }

  const options = availabilityOptions(target, moving)
  const starts = freeStartsOfDay(loaded.agenda, date, now, options)
  return {
    ok: true,
    service,
    zone: policy.zone,
    date,
    starts,
    nextFreeDay: starts.length === 0 ? await findNextFreeDay(ctx, query, options, { today, last }) : null,
    moving: moving.visit,
  }
}

/** The first day after `date` with a free start: one agenda of the whole horizon, looked through month by month. */
async function findNextFreeDay(
  ctx: UseCaseContext,
  { target, date }: TimesQuery,
  options: AvailabilityOptions,
  bounds: { readonly today: LocalDate; readonly last: LocalDate },
): Promise<LocalDate | null> {
  const from = addDays(date < bounds.today ? bounds.today : date, 1)
  if (from > bounds.last) return null
  const loaded = await loadAgenda(ctx, {
    ...target,
    period: (policy, service) => agendaPeriod(policy, service, from, bounds.last),
  })
  if (!loaded.ok) return null
  for (let month = monthOfDate(from); month <= monthOfDate(bounds.last); month = addMonths(month, 1)) {
    const days = monthOf(loaded.agenda, month, ctx.clock.now(), options)
    const found = days.find((day) => day.date >= from && day.free > 0)
    if (found) return found.date
  }
  return null
}
