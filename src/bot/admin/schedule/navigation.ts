import type { OutgoingButton } from '../../../context.ts'
import { monthOfDate, type LocalDate } from '../../../domain/local-time.ts'
import type { ScheduleStaff } from '../../../domain/schedule.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { button } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import {
  scheduleDayButton,
  scheduleMonthButton,
  schedulePictureButton,
  scheduleStaffButton,
  scheduleWeekButton,
} from './buttons.ts'

export type ScheduleKind = 'day' | 'week' | 'month'

/** Where somebody is in the schedule. */
export interface Place {
  readonly view: ScheduleKind
  /** Any date of what is shown. */
  readonly date: LocalDate
  readonly choices: readonly ScheduleStaff[]
  readonly chosen: ScheduleStaff | null
}

/** The data of the button that leads there. */
export function leadTo(view: ScheduleKind, date: LocalDate, staffId: number | null): string {
  switch (view) {
    case 'day':
      return scheduleDayButton.pack({ date, staffId, page: 0 })
    case 'week':
      return scheduleWeekButton.pack({ date, staffId })
    case 'month':
      return scheduleMonthButton.pack({ month: monthOfDate(date), staffId })
  }
}

/** The rows below every view of the schedule: whose it is, as what, and the way home. */
export function scheduleRows({ view, date, choices, chosen }: Place, t: Texts): OutgoingButton[][] {
  const staffId = chosen?.id ?? null
  const others = (['day', 'week', 'month'] as const).filter((one) => one !== view)
  const specialist = chosen?.name ?? t.plain('schedule.button.all_staff')
  const whose = t.plain('schedule.button.whose', { specialist })
  return [
    ...(choices.length > 1 ? [[button(whose, scheduleStaffButton.pack({ view, date, page: 0 }))]] : []),
    [
      ...others.map((one) => button(t.plain(`schedule.button.${one}`), leadTo(one, date, staffId))),
      button(t.plain('schedule.button.picture'), schedulePictureButton.pack({ view, date, staffId })),
    ],
    backAndHome(null, t),
  ]
}

/** Whose schedule it is, where there are several. */
export function scopeLines({ choices, chosen }: Pick<Place, 'choices' | 'chosen'>, t: Texts): string[] {
  if (choices.length <= 1) return []
  return [chosen === null ? t.html('schedule.of_all') : t.html('schedule.of', { specialist: chosen.name })]
}
