import { count, defineButton, id, localDate, localMonth, oneOf, optional } from '../../callback-data.ts'

/** Null: everybody; today, this week, this month. */
const staffId = optional(id)

export const scheduleDayButton = defineButton('sd', { date: optional(localDate), staffId, page: count })
export const scheduleWeekButton = defineButton('sw', { date: optional(localDate), staffId })
export const scheduleMonthButton = defineButton('sm', { month: optional(localMonth), staffId })

/** What the schedule is looked at as; `date` is any of the period. */
const view = oneOf('day', 'week', 'month')

export const scheduleStaffButton = defineButton('ss', { view, date: localDate, page: count })
export const schedulePictureButton = defineButton('sp', { view, date: localDate, staffId })
