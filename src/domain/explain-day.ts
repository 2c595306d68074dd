import type { Agenda, Specialist } from './agenda.ts'
import { freeStartsOfDay } from './availability.ts'
import { isBeyond, isTooSoon, openCalendar, windowsOf, type Calendar } from './calendar.ts'
import { openSearches } from './chain.ts'
import { freeStarts } from './free-starts.ts'
import { overlaps, subtract, type Interval } from './interval.ts'
import { addDays, type LocalDate } from './local-time.ts'
import type { ScheduleBlock } from './schedule.ts'
import { closingRule } from './working-windows.ts'

/** The agenda of one service, with the words that were left with its blocks. */
export interface ExplainedAgenda extends Agenda {
  readonly blocks: readonly ScheduleBlock[]
}

/** One specialist on one date, as a client finds it who wants the service. */
export interface DayExplanation {
  readonly specialist: Specialist
  /** Starts that can be booked: what `freeStartsOfDay` lists. */
  readonly free: readonly Date[]
  /** Opening hours with the breaks still in them; told only when nothing is free. */
  readonly hours: readonly Interval[]
  /** Empty when anything is free; else at least one. */
  readonly obstacles: readonly Obstacle[]
}

/**
 * What takes starts away: `day_off`: nobody works then; `too_short`: no window holds the service; then breaks, blocks and
 * visits, as far as there would be more starts without them; of what they leave, `past` is over and `notice` sooner than
 * the minimum notice.
 */
export type Obstacle =
  | { readonly kind: 'beyond_horizon'; readonly last: LocalDate }
  | { readonly kind: 'day_off'; readonly reason: string | null }
  | { readonly kind: 'too_short'; readonly durationMin: number }
  | { readonly kind: 'breaks'; readonly times: readonly Interval[] }
  | { readonly kind: 'blocks'; readonly blocks: readonly ScheduleBlock[] }
  | { readonly kind: 'visits'; readonly count: number }
  | { readonly kind: 'past' }
  | { readonly kind: 'notice'; readonly minutes: number }

/** For each specialist of the agenda, in its order: what is free on a local date, and if nothing is, why. */
export function explainDay(agenda: ExplainedAgenda, date: LocalDate, now: Date): DayExplanation[] {
  return agenda.specialists.map((specialist) => {
    const { id: staffId } = specialist
    const free = freeStartsOfDay(agenda, date, now, { staffId }).map(({ startsAt }) => startsAt)
    if (free.length > 0) return { specialist, free, hours: [], obstacles: [] }
    const layers = layersOf(agenda, staffId, date, now)
    return { specialist, free, hours: layers.hours, obstacles: obstaclesOf(agenda, layers, specialist) }
  })
}

/**
 * The day as it would be with hours alone, and with breaks, blocks and visits added one after the other: the engine is
 * asked the same question each time, so what makes the difference is what it says.
 */
interface Layers {
  readonly date: LocalDate
  readonly calendar: Calendar
  readonly hours: readonly Interval[]
  /** The hours without breaks. */
  readonly windows: readonly Interval[]
  /** Epoch milliseconds, whatever the time of day is now. */
  readonly starts: Readonly<Record<'hours' | 'breaks' | 'blocks' | 'visits', readonly number[]>>
}

function layersOf(agenda: ExplainedAgenda, staffId: number, date: LocalDate, now: Date): Layers {
  const free = { blocks: [], visits: [] }
  const opened = (changed: Partial<Agenda>) =>
    openCalendar({ ...agenda, ...changed }, date, date, now, { staffId })
  const openHours = opened({ ...free, rules: agenda.rules.filter(({ kind }) => kind === 'open') })
  const calendar = opened({})
  return {
    date,
    calendar,
    hours: windowsIn(openHours, date),
    windows: windowsIn(calendar, date),
    starts: {
      hours: startsIn(openHours, date),
      breaks: startsIn(opened(free), date),
      blocks: startsIn(opened({ visits: [] }), date),
      visits: startsIn(calendar, date),
    },
  }
}

function windowsIn({ columns: [column] }: Calendar, date: LocalDate): readonly Interval[] {
  return column ? windowsOf(column, date) : []
}

function startsIn(calendar: Calendar, date: LocalDate): number[] {
  const { free } = openSearches(calendar)
  return calendar.columns
    .flatMap((column) => freeStarts(calendar, free, column, windowsOf(column, date)))
    .map(({ startsAt }) => startsAt.getTime())
}

function obstaclesOf(agenda: ExplainedAgenda, layers: Layers, { id, durationMin }: Specialist): Obstacle[] {
  const { calendar, date, hours, windows, starts } = layers
  if (isBeyond(calendar, date)) {
    return [{ kind: 'beyond_horizon', last: addDays(calendar.today, agenda.policy.horizonDays) }]
  }
  if (hours.length === 0) {
    return [{ kind: 'day_off', reason: closingRule(agenda.rules, id, date)?.reason ?? null }]
  }
  if (starts.hours.length === 0) return [{ kind: 'too_short', durationMin }]
  const within = ({ start, end }: Interval) => hours.some((window) => overlaps(window, { start, end }))
  return [
    ...(losesAny(starts.hours, starts.breaks)
      ? [{ kind: 'breaks' as const, times: subtract(hours, windows) }]
      : []),
    ...(losesAny(starts.breaks, starts.blocks)
      ? [{ kind: 'blocks' as const, blocks: blocksOf(agenda, id).filter(({ during }) => within(during)) }]
      : []),
    ...(losesAny(starts.blocks, starts.visits)
      ? [{ kind: 'visits' as const, count: visitsOf(agenda, id, within) }]
      : []),
    ...timeOfDay(calendar, starts.visits),
  ]
}

function losesAny(before: readonly number[], after: readonly number[]): boolean {
  const left = new Set(after)
  return before.some((start) => !left.has(start))
}

function blocksOf({ blocks }: ExplainedAgenda, id: number): ScheduleBlock[] {
  return blocks.filter(({ staffId }) => staffId === null || staffId === id)
}

/** The people of one group session are one. */
function visitsOf({ visits }: Agenda, id: number, within: (time: Interval) => boolean): number {
  const own = visits.filter(({ staffId, busy }) => staffId === id && within(busy))
  return new Set(own.map(({ sessionId }) => sessionId)).size
}

function timeOfDay(calendar: Calendar, starts: readonly number[]): Obstacle[] {
  const now = calendar.now.getTime()
  const { service, policy } = calendar.agenda
  const soon = starts.filter((start) => start > now && isTooSoon(calendar, start))
  return [
    ...(starts.some((start) => start <= now) ? [{ kind: 'past' as const }] : []),
    ...(soon.length > 0
      ? [{ kind: 'notice' as const, minutes: service.minimumNoticeMin ?? policy.minimumNoticeMin }]
      : []),
  ]
}

/**
 * The same for whoever has no service in mind: of each specialist the first service of which something is free, else
 * their shortest, since what leaves no room for it leaves none for a longer one.
 */
export function explainServices(
  agendas: readonly ExplainedAgenda[],
  date: LocalDate,
  now: Date,
): DayExplanation[] {
  const ids = new Set(agendas.flatMap(({ specialists }) => specialists.map(({ id }) => id)))
  return [...ids].flatMap((staffId) => {
    const own = agendas.flatMap((agenda) => agendaOf(agenda, staffId))
    const shortest = own.toSorted((a, b) => minutesOf(a) - minutesOf(b))
    const tried = shortest.filter((agenda, index) => shortest.findIndex(isAlike(agenda)) === index)
    const free = tried.find((agenda) => freeStartsOfDay(agenda, date, now, { staffId }).length > 0)
    const explained = free ?? shortest[0]
    return explained ? explainDay(explained, date, now) : []
  })
}

function agendaOf(agenda: ExplainedAgenda, staffId: number): ExplainedAgenda[] {
  const specialists = agenda.specialists.filter(({ id }) => id === staffId)
  return specialists.length === 0 ? [] : [{ ...agenda, specialists }]
}

function minutesOf({ specialists: [specialist] }: Agenda): number {
  return specialist?.durationMin ?? 0
}

/** Private services that are booked alike are free alike. */
function isAlike(agenda: Agenda): (other: Agenda) => boolean {
  const shape = shapeOf(agenda)
  return (other) => other === agenda || (shape !== null && shape === shapeOf(other))
}

function shapeOf(agenda: Agenda): string | null {
  const { capacity, bufferBeforeMin, bufferAfterMin, slotIntervalMin, minimumNoticeMin } = agenda.service
  if (capacity > 1) return null
  return [minutesOf(agenda), bufferBeforeMin, bufferAfterMin, slotIntervalMin, minimumNoticeMin].join()
}
