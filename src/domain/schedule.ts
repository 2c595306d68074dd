import type { Block, BookingPolicy, ScheduleRule } from './agenda.ts'
import type { BookingStatus } from './booking.ts'
import { intersect, lengthOf, merge, subtract, type Interval } from './interval.ts'
import {
  addDays,
  datesBetween,
  dayBounds,
  localDateOf,
  rememberOffsets,
  type LocalDate,
  type RememberedZone,
} from './local-time.ts'
import { workingWindows } from './working-windows.ts'

const minuteMs = 60_000

/** What a schedule is made of, read from the database for `schedulePeriod` of its dates. */
export interface ScheduleBook<Visit extends BookedTime = BookedTime> {
  readonly policy: Pick<BookingPolicy, 'zone' | 'opens' | 'closes'>
  readonly staff: readonly ScheduleStaff[]
  readonly rules: readonly ScheduleRule[]
  readonly blocks: readonly ScheduleBlock[]
  /** Cancelled ones left out. */
  readonly visits: readonly Visit[]
}

export interface ScheduleStaff {
  readonly id: number
  readonly name: string
}

export interface ScheduleBlock extends Block {
  readonly id: number
  readonly reason: string | null
}

export interface BookedTime {
  readonly visitId: number
  readonly staffId: number
  readonly startsAt: Date
  readonly endsAt: Date
  /** With buffers; null: it gave up its time. */
  readonly busy: Interval | null
  readonly status: BookingStatus
  readonly pendingFor: 'approval' | 'offer' | null
}

/** What one specialist does of one visit. */
export interface ScheduledVisit extends BookedTime {
  /** The first of them. */
  readonly bookingId: number
  readonly sessionId: number
  /** In their order. */
  readonly services: readonly { readonly name: string; readonly emoji: string | null }[]
  /** Empty: the client had their data removed. */
  readonly clientName: string
  /** They may be entered by hand, and then nothing reaches them but a call. */
  readonly inBot: boolean
  readonly clientPhone: string | null
  readonly guestName: string | null
  readonly attendanceConfirmed: boolean
  readonly arrived: boolean
}

/** One specialist on one date. */
export interface StaffDay<Visit extends BookedTime = BookedTime> {
  readonly staff: ScheduleStaff
  readonly date: LocalDate
  /** Opening hours with the breaks still in them; empty: a day off. */
  readonly hours: readonly Interval[]
  /** In order of their start. */
  readonly entries: readonly DayEntry<Visit>[]
  readonly load: Load
}

export type DayEntry<Visit extends BookedTime = BookedTime> = Interval &
  (
    | { readonly kind: 'visit'; readonly visit: Visit }
    | { readonly kind: 'block'; readonly block: ScheduleBlock }
    | { readonly kind: 'break' }
    /** Working time that nobody has booked. */
    | { readonly kind: 'gap' }
  )

/** How full working time is; without breaks and blocks. Minutes. */
export interface Load {
  readonly workingMin: number
  /** Of it, taken by visits that hold their time or have taken place, buffers included. */
  readonly bookedMin: number
  /** Those that hold their time or have taken place; a place that is only offered to somebody is none. */
  readonly visits: number
}

/**
 * The specialists' days, date by date in the order of `staff`. A visit belongs to the date whose working window holds
 * its start, also past midnight, as free starts do; outside the hours to its local date.
 */
export function layOutSchedule<Visit extends BookedTime>(
  book: ScheduleBook<Visit>,
  first: LocalDate,
  last: LocalDate,
): StaffDay<Visit>[] {
  const zone = rememberOffsets(book.policy.zone)
  const visits = groupBy(book.visits, ({ staffId }) => staffId)
  const columns = book.staff.map((staff) => {
    return openColumn({ ...book, visits: visits.get(staff.id) ?? [] }, zone, staff, first, last)
  })
  return datesBetween(first, last).flatMap((date) => columns.map((column) => layOutDay(column, date)))
}

function groupBy<Key, One>(all: readonly One[], keyOf: (one: One) => Key): Map<Key, One[]> {
  const groups = new Map<Key, One[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

/** The instants whose visits and blocks, and (by their local dates) whose rules, a schedule of these dates needs. */
export function schedulePeriod(zone: string, first: LocalDate, last: LocalDate): Interval {
  return { start: dayBounds(zone, addDays(first, -1)).start, end: dayBounds(zone, addDays(last, 1)).end }
}

function sumOfLoads(loads: readonly Load[]): Load {
  return loads.reduce(
    (sum, load) => ({
      workingMin: sum.workingMin + load.workingMin,
      bookedMin: sum.bookedMin + load.bookedMin,
      visits: sum.visits + load.visits,
    }),
    { workingMin: 0, bookedMin: 0, visits: 0 },
  )
}

/** Of several days, or specialists: who goes from one to the other in one visit comes once. */
export function loadOfDays(days: readonly StaffDay[]): Load {
  const visits = new Set(days.flatMap(({ entries }) => visitIdsOf(entries)))
  return { ...sumOfLoads(days.map(({ load }) => load)), visits: visits.size }
}

function visitIdsOf(entries: readonly DayEntry[]): number[] {
  return entries.flatMap((entry) =>
    entry.kind === 'visit' && takesTime(entry.visit) && entry.visit.pendingFor !== 'offer'
      ? [entry.visit.visitId]
      : [],
  )
}

/** 0–100; null: no working time. Not 100 while anything is free, and not 0 when anything is booked. */
export function percentOf({ workingMin, bookedMin }: Load): number | null {
  if (workingMin === 0) return null
  if (bookedMin === 0 || bookedMin === workingMin) return bookedMin === 0 ? 0 : 100
  return Math.min(99, Math.max(1, Math.round((bookedMin * 100) / workingMin)))
}

interface Column<Visit extends BookedTime> {
  readonly staff: ScheduleStaff
  readonly hours: ReadonlyMap<LocalDate, readonly Interval[]>
  /** The hours without breaks. */
  readonly windows: ReadonlyMap<LocalDate, readonly Interval[]>
  readonly blocks: readonly ScheduleBlock[]
  readonly visits: ReadonlyMap<LocalDate, readonly Visit[]>
  readonly busy: readonly Interval[]
}

/** The visits are the specialist's own. */
function openColumn<Visit extends BookedTime>(
  { policy, rules, blocks, visits }: ScheduleBook<Visit>,
  zone: RememberedZone,
  staff: ScheduleStaff,
  first: LocalDate,
  last: LocalDate,
): Column<Visit> {
  const open = rules.filter(({ kind }) => kind === 'open')
  const windowsBy = (of: readonly ScheduleRule[]) =>
    workingWindows({ ...policy, zone, rules: of }, staff.id, addDays(first, -1), last)
  const windows = windowsBy(rules)
  return {
    staff,
    hours: open.length === rules.length ? windows : windowsBy(open),
    windows,
    blocks: blocks.filter(({ staffId }) => staffId === null || staffId === staff.id),
    visits: groupBy(visits, ({ startsAt }) => dateOfStart(startsAt, windows, zone)),
    busy: merge(visits.flatMap((visit) => (takesTime(visit) && visit.busy ? [visit.busy] : []))),
  }
}

function dateOfStart(
  startsAt: Date,
  windows: ReadonlyMap<LocalDate, readonly Interval[]>,
  zone: RememberedZone,
): LocalDate {
  const date = localDateOf(zone, startsAt)
  const evening = addDays(date, -1)
  const isOfEvening = windows.get(evening)?.some(({ start, end }) => start <= startsAt && startsAt < end)
  return isOfEvening === true ? evening : date
}

/** Who did not come left their time to others. */
function takesTime({ status }: BookedTime): boolean {
  return status === 'pending' || status === 'confirmed' || status === 'completed'
}

function layOutDay<Visit extends BookedTime>(column: Column<Visit>, date: LocalDate): StaffDay<Visit> {
  const hours = column.hours.get(date) ?? []
  const windows = column.windows.get(date) ?? []
  const visits = column.visits.get(date) ?? []
  const blocked = merge(column.blocks.map(({ during }) => during))
  const working = subtract(windows, blocked)
  const gaps = subtract(working, column.busy)
  const workingMin = lengthOf(working) / minuteMs
  const entries: DayEntry<Visit>[] = [
    ...visits.map((visit) => ({ kind: 'visit' as const, start: visit.startsAt, end: visit.endsAt, visit })),
    ...column.blocks.flatMap((block) => blockOn(hours, block)),
    ...subtract(subtract(hours, windows), blocked).map((time) => ({ kind: 'break' as const, ...time })),
    ...gaps.map((time) => ({ kind: 'gap' as const, ...time })),
  ]
  return {
    staff: column.staff,
    date,
    hours,
    entries: entries.sort((a, b) => a.start.getTime() - b.start.getTime()),
    load: {
      workingMin,
      bookedMin: workingMin - lengthOf(gaps) / minuteMs,
      visits: new Set(visitIdsOf(entries)).size,
    },
  }
}

/** The block within the day's hours, over its breaks; nothing where nobody works anyway. */
function blockOn(hours: readonly Interval[], block: ScheduleBlock): DayEntry<never>[] {
  const within = intersect(hours, [block.during])
  const [start, end] = [within[0]?.start, within.at(-1)?.end]
  return start && end ? [{ kind: 'block', start, end, block }] : []
}
