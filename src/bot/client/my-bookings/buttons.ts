import { count, defineButton, id, oneOf } from '../../callback-data.ts'

export const myBookingsButton = defineButton('my', { scope: oneOf('upcoming', 'past'), page: count })
export const bookingButton = defineButton('b', { bookingId: id })
export const moveButton = defineButton('mv', { bookingId: id })
export const askCancelButton = defineButton('cx', { bookingId: id })
export const cancelButton = defineButton('cxok', { bookingId: id })
export const addToCalendarButton = defineButton('ics', { bookingId: id })
export const cancelBecauseButton = defineButton('cxwhy', {
  bookingId: id,
  reason: oneOf('plans', 'unwell', 'time'),
})
export const cancelInOwnWordsButton = defineButton('cxown', { bookingId: id })
export const attendButton = defineButton('come', { bookingId: id, version: count })
