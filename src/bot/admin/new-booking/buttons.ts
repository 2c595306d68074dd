import { mostServices } from '../../../domain/combination.ts'
import { unusualReasons } from '../../../domain/staff-start.ts'
import {
  count,
  defineButton,
  id,
  instant,
  listOfIds,
  localDate,
  optional,
  someOf,
} from '../../callback-data.ts'

export const newBookingButton = defineButton('nb', { page: count })
/** Pages of what was looked for last. */
export const foundClientsButton = defineButton('nbf', { page: count })
export const servedClientButton = defineButton('nbc', { clientId: id })
export const bookForClientButton = defineButton('nbk', {
  serviceIds: listOfIds(mostServices),
  staffId: optional(id),
  clientId: id,
  date: localDate,
  page: count,
  startsAt: instant,
  accepted: someOf(...unusualReasons),
})
