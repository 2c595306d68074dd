import { cancelReasons } from '../../../domain/cancel-reason.ts'
import { declineReasons } from '../../../domain/decline-reason.ts'
import { count, defineButton, id, oneOf, optional } from '../../callback-data.ts'

/** The version is of the time that was shown: nobody approves another than they saw. */
const request = { bookingId: id, version: count }

export const requestButton = defineButton('rq', { bookingId: id })
export const approveButton = defineButton('rqok', request)
export const askDeclineButton = defineButton('rqno', request)
export const declineButton = defineButton('rqnook', {
  ...request,
  reason: optional(oneOf(...declineReasons)),
})

export const staffCardButton = defineButton('bk', { bookingId: id })
export const arrivalButton = defineButton('bkin', { ...request, arrived: oneOf('yes', 'no') })
export const askNoShowButton = defineButton('bkns', request)
export const noShowButton = defineButton('bknsok', request)
export const returnButton = defineButton('bkre', request)
export const askCancelVisitButton = defineButton('bkcx', request)
export const cancelVisitButton = defineButton('bkcxok', {
  ...request,
  reason: optional(oneOf(...cancelReasons)),
})
export const cancelVisitInWordsButton = defineButton('bkcxown', request)
