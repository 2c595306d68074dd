import type { Texts } from '../../../i18n/i18n.ts'
import { button, inRows, type Screen } from '../../screen.ts'
import type { OnDay } from '../../on-day.ts'
import type { WayBack } from '../../way-back.ts'
import { backAndHome } from '../navigation.ts'
import { breakHoursButton, timeOffForButton, weekdaysButton } from './buttons.ts'

/** Whose break, and on which weekdays: a bit each, Monday the lowest. */
export interface ChosenDays extends OnDay, WayBack {
  readonly staffId: number | null
  readonly days: number
}

export const everyDay = 0b111_1111

export function weekdaysOf(days: number): number[] {
  return [1, 2, 3, 4, 5, 6, 7].filter((weekday) => (days >> (weekday - 1)) & 1)
}

/** The buttons are toggles that carry the choice with them. */
export function renderWeekdays({ days, ...begun }: ChosenDays, t: Texts): Screen {
  const toggles = t.weekdays().map((day, index) => {
    const isChosen = ((days >> index) & 1) === 1
    const label = isChosen ? t.plain('blocks.button.chosen', { day }) : day
    return button(label, weekdaysButton.pack({ ...begun, days: days ^ (1 << index) }))
  })
  return {
    text: t.html('blocks.choose_weekdays'),
    keyboard: [
      ...inRows(toggles, 4),
      ...(days === everyDay
        ? []
        : [[button(t.plain('blocks.button.every_day'), weekdaysButton.pack({ ...begun, days: everyDay }))]]),
      ...(days === 0
        ? []
        : [[button(t.plain('blocks.button.on'), breakHoursButton.pack({ ...begun, days }), 'primary')]]),
      backAndHome(timeOffForButton.pack(begun), t),
    ],
  }
}
