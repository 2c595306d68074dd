import type { OutgoingButton } from '../../../context.ts'
import type { WeekdayHours } from '../../../domain/opening-hours.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { HoursWeek } from '../../../usecases/week-of.ts'
import { weekdaysText, windowsText } from '../../hours-text.ts'
import { button, fit, withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import {
  copyFromButton,
  editHoursButton,
  hoursButton,
  hoursStaffButton,
  specialDaysButton,
  visitsOutsideButton,
} from './buttons.ts'

interface ShownWeek {
  readonly week: HoursWeek
  readonly changeable: boolean
}

/** The usual week, a line a day, with all that can be done about it. */
export function renderWeek({ week, changeable }: ShownWeek, t: Texts): Screen {
  return {
    text: [heading(week, t), '', ...week.days.map((day) => dayLine(week, day, t)), ...remark(week, t)].join(
      '\n',
    ),
    keyboard: [
      ...(changeable ? ways(week, t) : []),
      further(week, changeable, t),
      backAndHome(backFrom(week, changeable), t),
    ],
  }
}

/** After a change: what came of it, and the visits that it left outside. */
export function renderSavedWeek(week: HoursWeek, leftOutside: number, t: Texts): Screen {
  const screen = renderWeek({ week, changeable: true }, t)
  if (leftOutside === 0) return withNotice(t.html('hours.saved'), screen)
  const show = button(
    t.plain('hours.button.show_outside', { count: leftOutside }),
    visitsOutsideButton.pack({ staffId: week.staff?.id ?? null, page: 0 }),
    'primary',
  )
  return withNotice(t.html('hours.saved_outside', { count: leftOutside }), {
    ...screen,
    keyboard: [[show], ...screen.keyboard],
  })
}

/** Somebody was faster. */
export function renderChangedWeek(week: HoursWeek, t: Texts): Screen {
  return withNotice(t.html('hours.changed_meanwhile'), renderWeek({ week, changeable: true }, t))
}

function heading({ staff }: HoursWeek, t: Texts): string {
  return staff === null
    ? t.html('hours.of_business')
    : t.html('hours.of_specialist', { specialist: fit(staff.name, 60) })
}

function dayLine(week: HoursWeek, day: WeekdayHours, t: Texts): string {
  const values = { day: weekdaysText([day.weekday], t), hours: hoursText(day, t) }
  return isAlike(week) || isOwn(week, day)
    ? t.html('hours.line', values)
    : t.html('hours.line_from', { ...values, level: day.level })
}

/** With the breaks that are taken out of them. */
function hoursText({ windows, breaks }: WeekdayHours, t: Texts): string {
  const hours = windowsText(windows, t)
  if (windows.length === 0 || breaks.length === 0) return hours
  return t.plain('hours.part.with_breaks', { hours, breaks: windowsText(breaks, t) })
}

/** Where all seven days come from, when that is elsewhere. */
function remark(week: HoursWeek, t: Texts): string[] {
  const [first] = week.days
  if (!first || !isAlike(week) || isOwn(week, first)) return []
  return ['', t.html('hours.all_from', { level: first.level })]
}

function isAlike({ days }: HoursWeek): boolean {
  return days.every(({ level }) => level === days[0]?.level)
}

function isOwn({ staff }: HoursWeek, { level }: WeekdayHours): boolean {
  return level === (staff === null ? 'business' : 'specialist')
}

const groups = [
  [1, 2, 3, 4, 5],
  [6, 7],
  [1, 2, 3, 4, 5, 6, 7],
] as const

function ways({ staff }: HoursWeek, t: Texts): OutgoingButton[][] {
  const staffId = staff?.id ?? null
  const edit = (label: string, days: readonly number[]) =>
    button(label, editHoursButton.pack({ staffId, days }))
  return [
    [1, 2, 3, 4, 5, 6, 7].map((day) => edit(weekdaysText([day], t), [day])),
    groups.map((days) =>
      edit(days.length === 7 ? t.plain('hours.button.whole_week') : weekdaysText(days, t), days),
    ),
    [
      button(t.plain('hours.button.copy'), copyFromButton.pack({ staffId })),
      button(t.plain('hours.button.outside'), visitsOutsideButton.pack({ staffId, page: 0 })),
    ],
  ]
}

function further({ staff, hasColleagues }: HoursWeek, changeable: boolean, t: Texts): OutgoingButton[] {
  const staffId = staff?.id ?? null
  const special = specialDaysButton.pack({ staffId, month: null })
  return [
    button(t.plain('hours.button.special'), special),
    ...(changeable && staff === null && hasColleagues
      ? [button(t.plain('hours.button.specialists'), hoursStaffButton.pack({ page: 0 }))]
      : []),
  ]
}

/** A specialist's own week is the first that they see. */
function backFrom({ staff, hasColleagues }: HoursWeek, changeable: boolean): string | null {
  if (staff === null || !changeable) return null
  return hasColleagues ? hoursStaffButton.pack({ page: 0 }) : hoursButton.pack({ staffId: null })
}
