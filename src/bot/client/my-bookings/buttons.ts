import { count, defineButton, id, oneOf } from '../../callback-data.ts'

export const myBookingsButton = defineButton('my', { scope: oneOf('upcoming', 'past'), page: count })
/** The list of coming ones below a notice, which stays where it is. */
export const myBookingsBelowButton = defineButton('mynew', {})
export const bookingButton = defineButton('b', { bookingId: id })
export const moveButton = defineButton('mv', { bookingId: id })
export const askCancelButton = defineButton('cx', { bookingId: id })
/** `version`: of the visit as the question showed it, so that no other time is cancelled than what was seen. */
const asked = { bookingId: id, version: count }
export const cancelButton = defineButton('cxok', asked)
export const addToCalendarButton = defineButton('ics', { bookingId: id })
export const cancelBecauseButton = defineButton('cxwhy', {
  ...asked,
  reason: oneOf('plans', 'unwell'),
})
export const cancelInOwnWordsButton = defineButton('cxown', asked)
export const attendButton = defineButton('come', { bookingId: id, version: count })
