import { partsOf, type Agenda, type AgendaPart, type Specialist } from './agenda.ts'
import type { Interval } from './interval.ts'
import {
  addDays,
  datesBetween,
  localDateOf,
  rememberOffsets,
  type LocalDate,
  type RememberedZone,
} from './local-time.ts'
import { openDiary, shapeOf, type Diary, type VisitShape } from './slots.ts'
import { workingWindows } from './working-windows.ts'

const minuteMs = 60_000

/** An agenda laid out for one question at one moment: alike for a list of starts, the check of one, and a month. */
export interface Calendar {
  readonly agenda: Agenda
  readonly zone: RememberedZone
  readonly now: Date
  readonly today: LocalDate
  /** The dates whose starts are asked for. */
  readonly dates: readonly LocalDate[]
  readonly shape: VisitShape
  readonly columns: readonly Column[]
}

/** One specialist's part of it. */
export interface Column {
  readonly staffId: number
  /** By part of the visit: the specialist with their own duration and price of it; null: they do not perform it. */
  readonly performs: readonly (Specialist | null)[]
  readonly windows: ReadonlyMap<LocalDate, readonly Interval[]>
  readonly diary: Diary
  /** Busy times of all visits, as stored: not merged. */
  readonly busy: readonly Interval[]
}

export interface CalendarOptions {
  readonly staffId: number | null
  readonly ignoreVisitId?: number | undefined
}

/**
 * Lays an agenda out for one question: the hours and visits from `first` to `last` (local dates, both inclusive) as they are
 * at the instant `now`.
 */
export function openCalendar(
  agenda: Agenda,
  first: LocalDate,
  last: LocalDate,
  now: Date,
  { staffId, ignoreVisitId }: CalendarOptions,
): Calendar {
  const zone = rememberOffsets(agenda.policy.zone)
  const parts = partsOf(agenda)
  const [{ service }, ...further] = parts
  const shape = shapeOf([service, ...further.map((part) => part.service)], agenda.policy)
  const columns = staffOf(parts)
    .filter((id) => staffId === null || id === staffId)
    .map((id) => openColumn(agenda, shape, zone, id, [first, last], ignoreVisitId))
  return {
    agenda,
    zone,
    now,
    today: localDateOf(zone, now),
    dates: datesBetween(first, last),
    shape,
    columns,
  }
}

/** Everybody who performs any of it, in the order of the agenda. */
function staffOf(parts: readonly AgendaPart[]): number[] {
  return [...new Set(parts.flatMap(({ specialists }) => specialists.map(({ id }) => id)))]
}

/** For one start: of its own local date, or of the date before, whose last window may reach over midnight. */
export function openCalendarAround(
  agenda: Agenda,
  startsAt: Date,
  now: Date,
  options: CalendarOptions,
): Calendar {
  const date = localDateOf(agenda.policy.zone, startsAt)
  return openCalendar(agenda, addDays(date, -1), date, now, options)
}

function openColumn(
  agenda: Agenda,
  shape: VisitShape,
  zone: RememberedZone,
  staffId: number,
  [first, last]: readonly [LocalDate, LocalDate],
  ignoreVisitId: number | undefined,
): Column {
  const { opens, closes } = agenda.policy
  // A visit may begin in the last window over midnight and go on for half a day a service: so many dates more.
  const reach = addDays(last, 1 + shape.parts.length)
  const windows = workingWindows({ zone, opens, closes, rules: agenda.rules }, staffId, first, reach)
  const blocks = agenda.blocks.filter((block) => block.staffId === null || block.staffId === staffId)
  const visits = agenda.visits.filter((visit) => visit.staffId === staffId && visit.visitId !== ignoreVisitId)
  const performs = partsOf(agenda).map(
    ({ specialists }) => specialists.find(({ id }) => id === staffId) ?? null,
  )
  const diary = openDiary(
    shape,
    [...windows.values()].flat(),
    blocks.map(({ during }) => during),
    visits,
  )
  return { staffId, performs, windows, diary, busy: visits.map(({ busy }) => busy) }
}

/** Working windows that belong to a date, without breaks; blocks still in them. */
export function windowsOf(column: Column, date: LocalDate): readonly Interval[] {
  return column.windows.get(date) ?? []
}

/** Whether an instant (epoch milliseconds) is later than now and not sooner than the minimum notice. */
export function isAhead(calendar: Calendar, instant: number): boolean {
  return instant > calendar.now.getTime() && !isTooSoon(calendar, instant)
}

/** Sooner than the minimum notice of a service, else of the business; of several services the longest counts. */
export function isTooSoon({ agenda, now }: Calendar, instant: number): boolean {
  const { minimumNoticeMin: usual } = agenda.policy
  const noticeMin = Math.max(...partsOf(agenda).map(({ service }) => service.minimumNoticeMin ?? usual))
  return instant < now.getTime() + noticeMin * minuteMs
}

/** The last bookable date is today plus the horizon's days. */
export function isBeyond({ agenda, today }: Calendar, date: LocalDate): boolean {
  return date > addDays(today, agenda.policy.horizonDays)
}
