import type { UseCaseContext, VisitCard, VisitPart } from '../context.ts'
import { partsOf } from '../domain/agenda.ts'
import {
  agendaPeriodOfStart,
  checkStart,
  freeStartsOfDay,
  type StartRefusal,
} from '../domain/availability.ts'
import { cancellationHoursOf, changeDeadline, isChangeable } from '../domain/booking-rules.ts'
import { addDays, localDateOf } from '../domain/local-time.ts'
import type { UnusualReason } from '../domain/staff-start.ts'
import { specialistOf } from '../domain/visit.ts'
import { fingerprintOfTerms, likelyPlans, termsOf, type VisitPlan } from '../domain/visit-plan.ts'
import { isClientReachable } from '../storage/served-clients.ts'
import { countBookableStaff } from '../storage/staff.ts'
import type { Actor } from './actor.ts'
import { chooseStaffStart } from './choose-staff-start.ts'
import type { ServedClient } from './find-served-client.ts'
import { listStaffVisits, type StaffVisit } from './list-staff-visits.ts'
import { needsApproval } from './needs-approval.ts'
import type { MonthRefusal } from './view-month.ts'
import { loadTarget, type LoadedTarget, type VisitTarget } from './visit-target.ts'

export type SummaryView =
  | {
      readonly ok: true
      /** In their order, as whoever is likely to perform them would; never empty. */
      readonly parts: readonly VisitPart[]
      /** Null: any specialist, several, or the only one there is. */
      readonly staffName: string | null
      /** Of several; who it will be shows after booking. */
      readonly anySpecialist: boolean
      readonly startsAt: Date
      readonly endsAt: Date
      readonly durationMin: number
      /** Minor units; null: on request. With any specialist, the least: who it will be is decided at *Confirm*. */
      readonly priceMinor: number | null
      /** True when specialists who are free then differ in price. */
      readonly priceVaries: boolean
      /** Of duration and price as shown; whoever confirms it agrees to that. */
      readonly fingerprint: number
      /** Too near to be moved or cancelled once it is booked: the hours of the deadline; null: it may be changed. */
      readonly unchangeableWithinHours: number | null
      /** The business confirms it first; until then it holds its time. */
      readonly needsApproval: boolean
      /** Places left of a group visit; null: a private one. */
      readonly seatsLeft: number | null
      readonly currency: string
      readonly zone: string
      readonly address: string | null
      readonly moving: VisitCard | null
      /** For whom staff act, and what they should know before; null: for themselves. */
      readonly served: ServedVisit | null
    }
  | { readonly ok: false; readonly reason: StartRefusal | MonthRefusal }
  /** To staff, whose time it is. */
  | { readonly ok: false; readonly reason: 'slot_taken'; readonly inTheWay: readonly StaffVisit[] }

export interface ServedVisit {
  readonly client: ServedClient
  /** The bot can write to them; false: they are not in it, or have blocked it, and hear of nothing. */
  readonly reachable: boolean
  /** Why clients are not offered this start. */
  readonly unusual: readonly UnusualReason[]
  /** Who will perform all of it, now that nobody else is looked for; null: several. */
  readonly staffId: number | null
}

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
  if (loaded.client) return await summaryForClient(ctx, actor, loaded, loaded.client, startsAt)
  const { agenda, options } = loaded
  const offer = checkStart(agenda, startsAt, ctx.clock.now(), options)
  if (!offer.ok) return offer
  const plans = likelyPlans(agenda, startsAt, options)
  const isAny = target.staffId === null
  return { ...(await summaryOf(ctx, actor, loaded, plans, isAny)), served: null }
}

/** The very way in which it will be performed, since staff may know something against another. */
async function summaryForClient(
  ctx: UseCaseContext,
  actor: Actor,
  loaded: Loaded,
  client: ServedClient,
  startsAt: Date,
): Promise<SummaryView> {
  const start = await chooseStaffStart(ctx, ctx.db, { ...loaded, client }, startsAt)
  if (!start.ok) {
    if (start.reason !== 'slot_taken') return start
    return {
      ok: false,
      reason: 'slot_taken',
      inTheWay: await listStaffVisits(ctx, ctx.db, actor, start.inTheWay),
    }
  }
  const { plan, unusual } = start
  return {
    ...(await summaryOf(ctx, actor, loaded, [plan], false)),
    needsApproval: false,
    unchangeableWithinHours: null,
    served: {
      client,
      reachable: await isClientReachable(ctx.db, client.id),
      unusual,
      staffId: specialistOf(plan),
    },
  }
}

type Loaded = Extract<LoadedTarget, { ok: true }>

function unchangeableWithinHours({ agenda, settings }: Loaded, startsAt: Date, now: Date): number | null {
  const services = partsOf(agenda).map(({ service }) => service)
  const visit = { status: 'confirmed', startsAt } as const
  return isChangeable(startsAt, changeDeadline(visit, services, settings), now)
    ? null
    : cancellationHoursOf(visit, services, settings)
}

/** As the list of times tells them: over everybody who is free then. */
function seatsLeftAt({ agenda, options }: Loaded, startsAt: Date, now: Date): number | null {
  if (agenda.service.capacity === 1) return null
  const date = localDateOf(agenda.policy.zone, startsAt)
  // After midnight a start may belong to the evening before.
  const starts = [addDays(date, -1), date].flatMap((day) => freeStartsOfDay(agenda, day, now, options))
  return starts.find((start) => start.startsAt.getTime() === startsAt.getTime())?.seatsLeft ?? null
}

type Summary = Omit<Extract<SummaryView, { ok: true }>, 'served'>

async function summaryOf(
  ctx: UseCaseContext,
  actor: Actor,
  loaded: Loaded,
  plans: readonly VisitPlan[],
  isAny: boolean,
): Promise<Summary> {
  const { agenda, settings, moving } = loaded
  const [likely] = plans
  if (!likely) throw new Error('an offered start has no specialist')
  const { parts, startsAt, endsAt } = likely
  const areSeveral = (await countBookableStaff(ctx.db)) > 1
  const now = ctx.clock.now()
  const terms = termsOf(plans)
  return {
    ok: true,
    parts: partsOf(agenda).flatMap(({ service }, index): VisitPart[] => {
      const part = parts[index]
      const staffName = areSeveral && part ? part.staffName : null
      return part ? [{ ...part, staffName, serviceName: service.name, serviceEmoji: service.emoji }] : []
    }),
    staffName: areSeveral && !isAny && specialistOf(likely) !== null ? parts[0].staffName : null,
    anySpecialist: areSeveral && isAny,
    startsAt,
    endsAt,
    ...terms,
    fingerprint: fingerprintOfTerms(terms, settings.currency),
    unchangeableWithinHours: unchangeableWithinHours(loaded, startsAt, now),
    seatsLeft: seatsLeftAt(loaded, startsAt, now),
    needsApproval: needsApproval(settings, actor, parts),
    currency: settings.currency,
    zone: settings.timeZone,
    address: settings.address,
    moving,
  }
}
