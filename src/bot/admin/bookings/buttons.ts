import { cancelReasons } from '../../../domain/cancel-reason.ts'
import { declineReasons } from '../../../domain/decline-reason.ts'
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

/** The version is of the time that was shown: nobody approves another than they saw. */
const request = { bookingId: id, version: count }

export const requestButton = defineButton('rq', { bookingId: id })
export const approveButton = defineButton('rqok', request)
export const askDeclineButton = defineButton('rqno', request)
export const declineButton = defineButton('rqnook', {
  ...request,
  reason: optional(oneOf(...declineReasons)),
})

/** The card, and what is done on it: each keeps the way back from the card. */
export const staffCardButton = withWayBack(defineButton('bk', { bookingId: id }))
export const arrivalButton = withWayBack(defineButton('bkin', { ...request, arrived: oneOf('yes', 'no') }))
export const askNoShowButton = withWayBack(defineButton('bkns', request))
export const noShowButton = withWayBack(defineButton('bknsok', request))
export const returnButton = withWayBack(defineButton('bkre', request))
export const askCancelVisitButton = withWayBack(defineButton('bkcx', request))
export const cancelVisitButton = withWayBack(
  defineButton('bkcxok', { ...request, reason: optional(oneOf(...cancelReasons)) }),
)
export const cancelVisitInWordsButton = withWayBack(defineButton('bkcxown', request))

/** What the screen warned of, so that nothing is done that nobody was warned of. */
const accepted = { accepted: someOf(...unusualReasons) }

/** A time that no client is offered is typed; null: the day as well. */
export const typeTimeButton = withWayBack(
  defineButton('bkt', {
    serviceIds: listOfIds(mostServices),
    staffId: optional(id),
    movingBookingId: optional(id),
    clientId: optional(id),
    date: optional(localDate),
  }),
)
const move = {
  ...request,
  clientId: id,
  staffId: optional(id),
  date: localDate,
  page: count,
  startsAt: instant,
  ...accepted,
}
export const moveVisitButton = withWayBack(defineButton('bkmv', move))
/** The client asked for it, or agreed. */
export const moveAsAgreedButton = withWayBack(defineButton('bkma', move))

/** One service of a visit, by its place in the order of time. */
const part = { bookingId: id, part: count }

export const choosePartButton = withWayBack(
  defineButton('bkpt', { bookingId: id, change: oneOf('service', 'staff') }),
)
export const partServicesButton = withWayBack(defineButton('bkps', { ...part, page: count }))
export const partStaffButton = withWayBack(defineButton('bkpw', { ...part, serviceId: id, page: count }))
export const askPartButton = withWayBack(defineButton('bkpc', { ...part, serviceId: id, staffId: id }))
export const changePartButton = withWayBack(
  defineButton('bkpk', {
    ...part,
    version: count,
    serviceId: id,
    staffId: id,
    ...accepted,
  }),
)
