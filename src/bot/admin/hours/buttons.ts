import { count, defineButton, id, optional, weekday, weekdays } from '../../callback-data.ts'

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
