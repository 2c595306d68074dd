import { mostServices } from '../../../domain/combination.ts'
import { unusualReasons } from '../../../domain/staff-start.ts'
import {
  count,
  defineButton,
  id,
  instant,
  listOfIds,
  localDate,
  oneOf,
  optional,
  someOf,
} from '../../callback-data.ts'

export const newBookingButton = defineButton('nb', { page: count })
/** Pages of what was looked for last. */
export const foundClientsButton = defineButton('nbf', { page: count })
export const servedClientButton = defineButton('nbc', { clientId: id })
const start = {
  serviceIds: listOfIds(mostServices),
  staffId: optional(id),
  clientId: id,
  date: localDate,
  page: count,
  startsAt: instant,
}
export const bookForClientButton = defineButton('nbk', { ...start, accepted: someOf(...unusualReasons) })
/** `notes`: which version of the notes the summary showed, so that nothing else is booked than what was seen. */
export const bookWithNotesButton = defineButton('nbkn', {
  ...start,
  accepted: someOf(...unusualReasons),
  notes: id,
})
export const servedNoteButton = defineButton('nbnt', { ...start, note: oneOf('comment', 'guest') })
