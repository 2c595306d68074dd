import type { UseCaseContext, VisitCard } from '../context.ts'
import { partsOf, type BookingPolicy, type Service } from '../domain/agenda.ts'
import { agendaPeriod, monthOf, type DayView } from '../domain/availability.ts'
import {
  addDays,
  addMonths,
  datesOfMonth,
  localDateOf,
  monthOfDate,
  type LocalDate,
  type LocalMonth,
} from '../domain/local-time.ts'
import type { Actor } from './actor.ts'
import { loadTarget, type LoadedTarget, type TargetRefusal, type VisitTarget } from './visit-target.ts'

export type MonthView =
  | {
      readonly ok: true
      readonly services: readonly Service[]
      /** The specialist who was chosen among several, by name; null: nobody, or there was no choice. */
      readonly chosen: string | null
      readonly month: LocalMonth
      readonly days: readonly DayView[]
      readonly today: LocalDate
      /** Null: nothing can be booked there. */
      readonly previous: LocalMonth | null
      readonly next: LocalMonth | null
      readonly moving: VisitCard | null
    }
  | { readonly ok: false; readonly reason: MonthRefusal }

export type MonthRefusal = TargetRefusal | 'beyond_horizon'

interface MonthQuery {
  readonly target: VisitTarget
  /** Null: the first month, from this one on, in which something is free. */
  readonly month: LocalMonth | null
  /** Without a month: from this one on first, if the horizon reaches it. */
  readonly near?: LocalMonth | undefined
}

/**
 * A month of a visit's calendar: what is free on each day, for one specialist or for any. At most five statements: the
 * first month with something free is looked for in one agenda of the whole horizon.
 */
export async function viewMonth(ctx: UseCaseContext, actor: Actor, query: MonthQuery): Promise<MonthView> {
  const now = ctx.clock.now()
  const loaded = await loadTarget(ctx, actor, query.target, (policy, services) => {
    const { first, last } = horizonOf(policy, now)
    return agendaPeriod(policy, services, endsOf(query.month ?? first)[0], endsOf(query.month ?? last)[1])
  })
  if (!loaded.ok) return loaded

  const horizon = horizonOf(loaded.agenda.policy, now)
  const { month } = query
  if (month === null) return firstFreeMonth(loaded, horizon, now, query.near)
  if (month < horizon.first || month > horizon.last) return { ok: false, reason: 'beyond_horizon' }
  return viewOf(loaded, month, horizon, now)
}

interface Horizon {
  readonly today: LocalDate
  readonly first: LocalMonth
  readonly last: LocalMonth
}

function horizonOf({ zone, horizonDays }: BookingPolicy, now: Date): Horizon {
  const today = localDateOf(zone, now)
  return { today, first: monthOfDate(today), last: monthOfDate(addDays(today, horizonDays)) }
}

function endsOf(month: LocalMonth): [LocalDate, LocalDate] {
  const dates = datesOfMonth(month)
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) throw new Error(`${month} has no days`)
  return [first, last]
}

type Loaded = Extract<LoadedTarget, { ok: true }>
type View = Extract<MonthView, { ok: true }>

function viewOf(
  { agenda, options, moving, chosen }: Loaded,
  month: LocalMonth,
  horizon: Horizon,
  now: Date,
): View {
  return {
    ok: true,
    services: partsOf(agenda).map(({ service }) => service),
    chosen,
    month,
    days: monthOf(agenda, month, now, options),
    today: horizon.today,
    previous: month > horizon.first ? addMonths(month, -1) : null,
    next: month < horizon.last ? addMonths(month, 1) : null,
    moving,
  }
}

/** This month when everything is full. */
function firstFreeMonth(loaded: Loaded, horizon: Horizon, now: Date, near: LocalMonth = horizon.first): View {
  const from = near > horizon.first ? near : horizon.first
  for (let month = from; month <= horizon.last; month = addMonths(month, 1)) {
    const view = viewOf(loaded, month, horizon, now)
    if (view.days.some(({ free }) => free > 0)) return view
  }
  return from === horizon.first
    ? viewOf(loaded, horizon.first, horizon, now)
    : firstFreeMonth(loaded, horizon, now)
}
