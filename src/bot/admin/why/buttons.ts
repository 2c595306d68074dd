import { count, defineButton, id, localDate, optional } from '../../callback-data.ts'

/** Null: which day is asked for. */
export const whyButton = defineButton('wy', {
  date: optional(localDate),
  serviceId: optional(id),
  page: count,
})
export const whyServiceButton = defineButton('wys', { date: localDate, page: count })
