import {
  count,
  defineButton,
  id,
  localDate,
  localMonth,
  optional,
  places,
  weekday,
  weekdays,
} from '../../callback-data.ts'

/** Null: the business. */
const whose = { staffId: optional(id) }

export const hoursButton = defineButton('hrs', whose)
export const hoursStaffButton = defineButton('hrl', { page: count })
export const editHoursButton = defineButton('hre', { ...whose, days: weekdays })
export const copyFromButton = defineButton('hrc', whose)
export const copyToButton = defineButton('hrct', { ...whose, from: weekday, days: weekdays })
/** The fingerprint is of the week that was shown: nobody writes over what they have not seen. */
export const copyButton = defineButton('hrcok', { ...whose, from: weekday, days: weekdays, seen: count })
export const visitsOutsideButton = defineButton('hro', { ...whose, page: count })

export const specialDaysButton = defineButton('hrd', { ...whose, month: optional(localMonth) })
export const specialDayButton = defineButton('hrdo', { ...whose, date: localDate })
export const askSpecialHoursButton = defineButton('hrde', { ...whose, date: localDate })
export const askSpecialDatesButton = defineButton('hrdt', whose)
export const removeSpecialDaysButton = defineButton('hrdx', {
  ...whose,
  from: localDate,
  to: localDate,
  seen: count,
})
/** Of the list that they are chosen from; null: nothing is chosen yet. */
export const holidaysButton = defineButton('hrh', { page: count, chosen: places, seen: optional(count) })
export const closeHolidaysButton = defineButton('hrhok', { chosen: places, seen: count })
