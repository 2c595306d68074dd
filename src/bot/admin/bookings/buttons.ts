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
