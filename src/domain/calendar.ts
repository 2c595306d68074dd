import type { Agenda, Specialist } from './agenda.ts'
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
  readonly columns: readonly Column[]
}

/** One specialist's part of it. */
export interface Column {
  readonly specialist: Specialist
  readonly shape: VisitShape
  readonly windows: ReadonlyMap<LocalDate, readonly Interval[]>
  readonly diary: Diary
  /** Busy times of all visits, as stored: not merged. */
  readonly busy: readonly Interval[]
}

export interface CalendarOptions {
  readonly staffId: number | null
  readonly ignoreVisitId?: number | undefined
}

export function openCalendar(
  agenda: Agenda,
  first: LocalDate,
  last: LocalDate,
  now: Date,
  { staffId, ignoreVisitId }: CalendarOptions,
): Calendar {
  const zone = rememberOffsets(agenda.policy.zone)
  const columns = agenda.specialists
    .filter(({ id }) => staffId === null || id === staffId)
    .map((specialist) => openColumn(agenda, zone, specialist, first, last, ignoreVisitId))
  return { agenda, zone, now, today: localDateOf(zone, now), dates: datesBetween(first, last), columns }
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
  zone: RememberedZone,
  specialist: Specialist,
  first: LocalDate,
  last: LocalDate,
  ignoreVisitId: number | undefined,
): Column {
  const { opens, closes } = agenda.policy
  // A visit may begin in the last window over midnight and go on for half a day: two dates more than are asked for.
  const windows = workingWindows(
    { zone, opens, closes, rules: agenda.rules },
    specialist.id,
    first,
    addDays(last, 2),
  )
  const blocks = agenda.blocks.filter(({ staffId }) => staffId === null || staffId === specialist.id)
  const visits = agenda.visits.filter(
    ({ staffId, visitId }) => staffId === specialist.id && visitId !== ignoreVisitId,
  )
  const shape = shapeOf(agenda.service, specialist, agenda.policy)
  const diary = openDiary(
    shape,
    [...windows.values()].flat(),
    blocks.map(({ during }) => during),
    visits,
  )
  return { specialist, shape, windows, diary, busy: visits.map(({ busy }) => busy) }
}

/** Working windows that belong to a date, without breaks; blocks still in them. */
export function windowsOf(column: Column, date: LocalDate): readonly Interval[] {
  return column.windows.get(date) ?? []
}

/** Whether an instant (epoch milliseconds) is later than now and not sooner than the minimum notice. */
export function isAhead(calendar: Calendar, instant: number): boolean {
  return instant > calendar.now.getTime() && !isTooSoon(calendar, instant)
}

/** Sooner than the minimum notice of the service, else of the business. */
export function isTooSoon({ agenda, now }: Calendar, instant: number): boolean {
  const noticeMin = agenda.service.minimumNoticeMin ?? agenda.policy.minimumNoticeMin
  return instant < now.getTime() + noticeMin * minuteMs
}

/** The last bookable date is today plus the horizon's days. */
export function isBeyond({ agenda, today }: Calendar, date: LocalDate): boolean {
  return date > addDays(today, agenda.policy.horizonDays)
}
