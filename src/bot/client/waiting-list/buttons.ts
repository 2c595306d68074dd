import { defineButton, id, localDate, oneOf, optional } from '../../callback-data.ts'

/** What is waited for, and where everything was taken. */
const wish = { serviceId: id, staffId: optional(id), full: oneOf('day', 'month'), date: localDate }

export const waitButton = defineButton('wait', wish)
export const joinButton = defineButton('waitok', { ...wish, range: oneOf('day', 'week', 'month', 'any') })
export const entryButton = defineButton('we', { entryId: id })
export const leaveButton = defineButton('weno', { entryId: id })
export const acceptButton = defineButton('take', { bookingId: id })
export const refuseButton = defineButton('pass', { bookingId: id })
