import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Agenda, Service } from '../domain/agenda.ts'
import { agendaPeriod, monthOf, type AvailabilityOptions, type DayView } from '../domain/availability.ts'
import {
  addDays,
  addMonths,
  datesOfMonth,
  localDateOf,
  monthOfDate,
  type LocalDate,
  type LocalMonth,
} from '../domain/local-time.ts'
import { bookingPolicy, type Settings } from '../domain/settings.ts'
import type { Actor } from './actor.ts'
import { loadAgenda } from './load-agenda.ts'
import { loadSettings } from './load-settings.ts'
import { availabilityOptions, loadMovingVisit, type MovingRefusal, type VisitTarget } from './visit-target.ts'

export type MonthView =
  | {
      readonly ok: true
      readonly service: Service
      readonly month: LocalMonth
      readonly days: readonly DayView[]
      readonly today: LocalDate
      /** Null: nothing can be booked there. */
      readonly previous: LocalMonth | null
      readonly next: LocalMonth | null
      readonly moving: VisitCard | null
    }
  | { readonly ok: false; readonly reason: MonthRefusal }

export type MonthRefusal = MovingRefusal | 'service_gone' | 'staff_gone' | 'beyond_horizon'

interface MonthQuery {
  readonly target: VisitTarget
  /** Null: the first month, from this one on, in which something is free. */
  readonly month: LocalMonth | null
}

/** A month of a service's calendar: what is free on each day, for one specialist or for any. */
export async function viewMonth(ctx: UseCaseContext, actor: Actor, query: MonthQuery): Promise<MonthView> {
  const now = ctx.clock.now()
  const moving = await loadMovingVisit(ctx, actor, query.target)
  if (!moving.ok) return moving

  const settings = await loadSettings(ctx)
  const bounds = boundsOf(settings, now)
  const month = query.month ?? bounds.first
  if (month < bounds.first || month > bounds.last) return { ok: false, reason: 'beyond_horizon' }

  const options = availabilityOptions(query.target, moving)
  const view = await viewOne(ctx, query.target, month, bounds, options)
  if (!view.ok) return view
  const full = query.month === null && !view.days.some(({ free }) => free > 0)
  const better = full ? await firstFreeMonth(ctx, query.target, month, bounds, options) : undefined
  return { ...(better ?? view), moving: moving.visit }
}

interface Bounds {
  readonly now: Date
  readonly today: LocalDate
  readonly first: LocalMonth
  readonly last: LocalMonth
}

function boundsOf(settings: Settings, now: Date): Bounds {
  const { zone, horizonDays } = bookingPolicy(settings)
  const today = localDateOf(zone, now)
  return { now, today, first: monthOfDate(today), last: monthOfDate(addDays(today, horizonDays)) }
}

async function viewOne(
  ctx: UseCaseContext,
  target: VisitTarget,
  month: LocalMonth,
  bounds: Bounds,
  options: AvailabilityOptions,
) {
  const dates = datesOfMonth(month)
  const [from, to] = [dates[0], dates.at(-1)]
  if (!from || !to) throw new Error(`${month} has no days`)
  const loaded = await loadAgenda(ctx, {
    ...target,
    period: (policy, service) => agendaPeriod(policy, service, from, to),
  })
  if (!loaded.ok) return loaded
  return { ok: true as const, ...monthView(loaded.agenda, month, bounds, options) }
}

function monthView(agenda: Agenda, month: LocalMonth, bounds: Bounds, options: AvailabilityOptions) {
  return {
    service: agenda.service,
    month,
    days: monthOf(agenda, month, bounds.now, options),
    today: bounds.today,
    previous: month > bounds.first ? addMonths(month, -1) : null,
    next: month < bounds.last ? addMonths(month, 1) : null,
  }
}

/** The next month with something free; undefined when the whole horizon is full. */
async function firstFreeMonth(
  ctx: UseCaseContext,
  target: VisitTarget,
  after: LocalMonth,
  bounds: Bounds,
  options: AvailabilityOptions,
) {
  for (let month = addMonths(after, 1); month <= bounds.last; month = addMonths(month, 1)) {
    const view = await viewOne(ctx, target, month, bounds, options)
    if (view.ok && view.days.some(({ free }) => free > 0)) return view
  }
  return undefined
}
