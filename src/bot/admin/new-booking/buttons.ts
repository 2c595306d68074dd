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
import { withDay, type OnDay } from '../../on-day.ts'
import { withWayBack, type WayBack } from '../../way-back.ts'

/** Begun on a day of the schedule: the day, which the visit is to be on, and the way back there. */
export type Beginning = OnDay & WayBack

export const newBookingButton = withWayBack(withDay(defineButton('nb', { page: count })))
/** Pages of what was looked for last. */
export const foundClientsButton = withWayBack(withDay(defineButton('nbf', { page: count })))
/** `note`: somebody new for the list of clients, of whom nobody said that they come. */
export const askClientButton = withWayBack(
  withDay(defineButton('nbq', { how: oneOf('find', 'enter', 'note') })),
)
export const servedClientButton = withWayBack(withDay(defineButton('nbc', { clientId: id })))
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
export const bookWithNotesButton = withWayBack(
  defineButton('nbkn', { ...start, accepted: someOf(...unusualReasons), notes: id }),
)
export const servedNoteButton = withWayBack(
  defineButton('nbnt', { ...start, note: oneOf('comment', 'guest') }),
)
