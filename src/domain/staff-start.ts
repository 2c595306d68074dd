import type { Agenda, AgendaPart, ScheduleRule } from './agenda.ts'
import { partsOf } from './agenda.ts'
import { checkStart, type AvailabilityOptions } from './availability.ts'
import { withPresentStaff } from './booking-rules.ts'
import { isBeyond, isTooSoon, openCalendarAround, type Calendar } from './calendar.ts'
import { contains, merge, overlaps, type Interval } from './interval.ts'
import { addDays, localDateOf, localTimeOf, type LocalTime } from './local-time.ts'
import { plansAt, type PlannedPart, type VisitPlan } from './visit-plan.ts'

/**
 * Why a start is none that a client is offered, in the order in which it is told; staff may take it all the same, once
 * they were warned. `outside_hours`: the specialist does not work then; `blocked`: their time is taken out; `off_grid`:
 * between two starts; `client_busy`: the client has another visit then.
 */
export const unusualReasons = [
  'outside_hours',
  'blocked',
  'off_grid',
  'minimum_notice',
  'beyond_horizon',
  'client_busy',
] as const

export type UnusualReason = (typeof unusualReasons)[number]

export type StaffStart =
  | { readonly ok: true; readonly plan: VisitPlan; readonly unusual: readonly UnusualReason[] }
  /** `slot_taken`: another visit is in the way, and that no warning helps; of those whose ids these are. */
  | { readonly ok: false; readonly reason: 'slot_taken'; readonly inTheWay: readonly number[] }
  /** `past`: not later than now; `not_offered`: nobody could perform it then, even if nobody else came. */
  | { readonly ok: false; readonly reason: 'past' | 'not_offered' }

export interface StaffStartOptions extends AvailabilityOptions {
  /** Who performs each part at present, of a visit that moves: they come first if they are free. */
  readonly present?: readonly { readonly staffId: number }[]
}

/**
 * How a visit would be at a start that staff chose, and what is unusual about it. Only time that nobody has is theirs
 * to give: hours, blocks, steps, minimum notice and horizon are for clients.
 */
export function checkStaffStart(
  agenda: Agenda,
  startsAt: Date,
  now: Date,
  options: StaffStartOptions,
): StaffStart {
  if (startsAt <= now) return { ok: false, reason: 'past' }
  const unlimited = withoutLimits(agenda)
  const usual = checkStart(unlimited, startsAt, now, options)
  const open = openFrom(unlimited, startsAt)
  const plan = usual.ok
    ? firstPlan(unlimited, startsAt, options)
    : usual.reason === 'slot_taken'
      ? undefined
      : mostUsualPlan(agenda, open, startsAt, options)
  if (plan) return { ok: true, plan, unusual: unusualOf(agenda, plan, now, usual.ok) }
  const inTheWay = visitsInTheWay(open, startsAt, options)
  return inTheWay.length === 0
    ? { ok: false, reason: 'not_offered' }
    : { ok: false, reason: 'slot_taken', inTheWay }
}

/** Further than any business plans, and still a date. */
const endlessDays = 36_500

/** The agenda as staff book from it: at once, and as far ahead as they like. */
function withoutLimits(agenda: Agenda): Agenda {
  return {
    ...withoutNotice(agenda),
    policy: { ...agenda.policy, minimumNoticeMin: 0, horizonDays: endlessDays },
  }
}

/** The agenda of which staff are offered starts: those of clients, and what is too soon for them. */
export function withoutNotice(agenda: Agenda): Agenda {
  const atOnce = ({ service, specialists }: AgendaPart): AgendaPart => ({
    service: { ...service, minimumNoticeMin: null },
    specialists,
  })
  const [first, ...further] = partsOf(agenda)
  return {
    ...agenda,
    ...atOnce(first),
    further: further.map(atOnce),
    policy: { ...agenda.policy, minimumNoticeMin: 0 },
  }
}

/** As if everybody worked from this very start on, for as long as any visit takes, and before it nobody. */
function openFrom(agenda: Agenda, startsAt: Date): Agenda {
  const { zone } = agenda.policy
  const date = localDateOf(zone, startsAt)
  const rule = (days: number, opens: LocalTime | null): ScheduleRule => ({
    staffId: null,
    kind: 'open',
    weekday: null,
    date: addDays(date, days),
    opens,
    closes: opens,
    closed: opens === null,
    validFrom: null,
    validTo: null,
  })
  const reach = partsOf(agenda).length + 2
  const later = Array.from({ length: reach }, (_, index) => rule(index + 1, midnight))
  return {
    ...agenda,
    blocks: [],
    rules: [rule(-2, null), rule(-1, null), rule(0, localTimeOf(zone, startsAt)), ...later],
  }
}

const midnight = '00:00' as LocalTime

function firstPlan(
  agenda: Agenda,
  startsAt: Date,
  { present, ...options }: StaffStartOptions,
): VisitPlan | undefined {
  const [asItIs] = present ? plansAt(withPresentStaff(agenda, present), startsAt, options) : []
  if (asItIs) return asItIs
  const [plan] = plansAt(agenda, startsAt, options)
  return plan
}

/** Whoever is at work before whoever is idle because they are not. */
function mostUsualPlan(
  agenda: Agenda,
  open: Agenda,
  startsAt: Date,
  { present, ...options }: StaffStartOptions,
): VisitPlan | undefined {
  const [asItIs] = present ? plansAt(withPresentStaff(open, present), startsAt, options) : []
  if (asItIs) return asItIs
  const plans = [...plansAt(open, startsAt, options)]
  const calendar = openCalendarAround(agenda, startsAt, startsAt, { staffId: null })
  const [plan] = plans
    .map((one) => ({ one, against: againstHours(agenda, calendar, one).length }))
    .sort((a, b) => a.against - b.against)
  return plan?.one
}

function unusualOf(agenda: Agenda, plan: VisitPlan, now: Date, isStart: boolean): UnusualReason[] {
  const { startsAt } = plan
  const calendar = openCalendarAround(agenda, startsAt, now, { staffId: null })
  const against = isStart ? [] : againstHours(agenda, calendar, plan)
  return [
    ...against,
    ...(isStart || against.length > 0 ? [] : ['off_grid' as const]),
    ...(isTooSoon(calendar, startsAt.getTime()) ? ['minimum_notice' as const] : []),
    ...(isBeyond(calendar, localDateOf(calendar.zone, startsAt)) ? ['beyond_horizon' as const] : []),
  ]
}

function againstHours(agenda: Agenda, calendar: Calendar, { parts }: VisitPlan): UnusualReason[] {
  return [
    ...(parts.every((part) => isWorkedOn(calendar, part)) ? [] : ['outside_hours' as const]),
    ...(parts.some((part) => isBlocked(agenda, part)) ? ['blocked' as const] : []),
  ]
}

function isWorkedOn({ columns }: Calendar, { staffId, startsAt, endsAt }: PlannedPart): boolean {
  const windows = columns.find((column) => column.staffId === staffId)?.windows.values() ?? []
  return contains(merge([...windows].flat()), startsAt.getTime(), endsAt.getTime())
}

function isBlocked({ blocks }: Agenda, { staffId, startsAt: start, endsAt: end }: PlannedPart): boolean {
  return blocks.some(
    (block) =>
      (block.staffId === null || block.staffId === staffId) && overlaps(block.during, { start, end }),
  )
}

/** Bookings that keep whoever could perform it from doing so, were there no others. */
function visitsInTheWay(agenda: Agenda, startsAt: Date, options: AvailabilityOptions): number[] {
  const empty = { ...agenda, visits: [] }
  const taken = [...plansAt(empty, startsAt, options)].flatMap(({ parts }) =>
    parts.flatMap(({ staffId, busy }) =>
      agenda.visits.filter((visit) => visit.staffId === staffId && isInTheWay(visit, busy, options)),
    ),
  )
  return [...new Set(taken.map(({ bookingId }) => bookingId))]
}

function isInTheWay(
  visit: { readonly visitId: number; readonly busy: Interval },
  busy: Interval,
  { ignoreVisitId }: AvailabilityOptions,
): boolean {
  return visit.visitId !== ignoreVisitId && overlaps(visit.busy, busy)
}
