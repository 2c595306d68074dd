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
import { withWayBack } from '../../way-back.ts'

/** From a day of the schedule all of these carry the way back there: the visit is to be on that day. */
export const newBookingButton = withWayBack(defineButton('nb', { page: count }))
/** Pages of what was looked for last. */
export const foundClientsButton = withWayBack(defineButton('nbf', { page: count }))
export const askClientButton = withWayBack(defineButton('nbq', { how: oneOf('find', 'enter') }))
export const servedClientButton = withWayBack(defineButton('nbc', { clientId: id }))
const start = {
  serviceIds: listOfIds(mostServices),
  staffId: optional(id),
  clientId: id,
  date: localDate,
  page: count,
  startsAt: instant,
}
export const bookForClientButton = withWayBack(
  defineButton('nbk', { ...start, accepted: someOf(...unusualReasons) }),
)
/** `notes`: which version of the notes the summary showed, so that nothing else is booked than what was seen. */
export const bookWithNotesButton = defineButton('nbkn', {
  ...start,
  accepted: someOf(...unusualReasons),
  notes: id,
})
export const servedNoteButton = defineButton('nbnt', { ...start, note: oneOf('comment', 'guest') })
