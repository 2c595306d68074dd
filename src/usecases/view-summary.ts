import type { UseCaseContext, VisitCard } from '../context.ts'
import type { Agenda, Service } from '../domain/agenda.ts'
import {
  agendaPeriodOfStart,
  checkStart,
  freeStartsOfDay,
  rankSpecialists,
  visitAt,
  type StartRefusal,
} from '../domain/availability.ts'
import { addDays, localDateOf } from '../domain/local-time.ts'
import type { Settings } from '../domain/settings.ts'
import { countBookableStaff } from '../storage/staff.ts'
import type { Actor } from './actor.ts'
import { needsApproval } from './needs-approval.ts'
import type { MonthRefusal } from './view-month.ts'
import { loadTarget, type LoadedTarget, type VisitTarget } from './visit-target.ts'

export type SummaryView =
  | {
      readonly ok: true
      readonly service: Service
      /** Null: any specialist, or the only one there is. */
      readonly staffName: string | null
      /** Of several; who it will be shows after booking. */
      readonly anySpecialist: boolean
      readonly startsAt: Date
      readonly endsAt: Date
      readonly durationMin: number
      /** Minor units; null: on request. With any specialist, the price of whoever it would be now. */
      readonly priceMinor: number | null
      /** True when specialists who are free then differ in price. */
      readonly priceVaries: boolean
      /** The business confirms it first; until then it holds its time. */
      readonly needsApproval: boolean
      /** Places left of a group visit; null: a private one. */
      readonly seatsLeft: number | null
      readonly currency: string
      readonly zone: string
      readonly address: string | null
      readonly moving: VisitCard | null
    }
  | { readonly ok: false; readonly reason: StartRefusal | MonthRefusal }

interface SummaryQuery {
  readonly target: VisitTarget
  readonly startsAt: Date
}

/** What a client agrees to by tapping *Confirm*, if that start is still free. */
export async function viewSummary(
  ctx: UseCaseContext,
  actor: Actor,
  { target, startsAt }: SummaryQuery,
): Promise<SummaryView> {
  const loaded = await loadTarget(ctx, actor, target, (policy, services) =>
    agendaPeriodOfStart(policy, services, startsAt),
  )
  if (!loaded.ok) return loaded
  const { agenda, settings, options, moving } = loaded
  const offer = checkStart(agenda, startsAt, ctx.clock.now(), options)
  if (!offer.ok) return offer
  const summary = summaryOf(agenda, settings, actor, startsAt, offer.staffIds)
  const areSeveral = (await countBookableStaff(ctx.db)) > 1
  const isAny = target.staffId === null
  return {
    ok: true,
    ...summary,
    seatsLeft: seatsLeftAt(loaded, startsAt, ctx.clock.now()),
    staffName: areSeveral && !isAny ? summary.staffName : null,
    anySpecialist: areSeveral && isAny,
    moving,
  }
}

/** As the list of times tells them: over everybody who is free then. */
function seatsLeftAt(
  { agenda, options }: Extract<LoadedTarget, { ok: true }>,
  startsAt: Date,
  now: Date,
): number | null {
  if (agenda.service.capacity === 1) return null
  const date = localDateOf(agenda.policy.zone, startsAt)
  // After midnight a start may belong to the evening before.
  const starts = [addDays(date, -1), date].flatMap((day) => freeStartsOfDay(agenda, day, now, options))
  return starts.find((start) => start.startsAt.getTime() === startsAt.getTime())?.seatsLeft ?? null
}

function summaryOf(
  agenda: Agenda,
  settings: Settings,
  actor: Actor,
  startsAt: Date,
  free: readonly number[],
) {
  const [likely] = rankSpecialists(agenda, startsAt, free)
  const specialist = agenda.specialists.find(({ id }) => id === likely)
  if (!specialist) throw new Error('an offered start has no specialist')
  const { endsAt } = visitAt(agenda, specialist.id, startsAt)
  const prices = agenda.specialists.filter(({ id }) => free.includes(id)).map((one) => one.priceMinor)
  return {
    service: agenda.service,
    staffName: specialist.name,
    startsAt,
    endsAt,
    durationMin: specialist.durationMin,
    priceMinor: specialist.priceMinor,
    priceVaries: new Set(prices).size > 1,
    needsApproval: needsApproval(settings, actor, specialist.id),
    currency: settings.currency,
    zone: settings.timeZone,
    address: settings.address,
  }
}
