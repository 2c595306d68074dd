import { mostServices } from '../../../domain/combination.ts'
import type { LocalDate } from '../../../domain/local-time.ts'
import type { VisitTarget } from '../../../usecases/visit-target.ts'
import {
  count,
  defineButton,
  id,
  instant,
  listOfIds,
  localDate,
  localMonth,
  oneOf,
  optional,
} from '../../callback-data.ts'
import { withDay, type OnDay } from '../../on-day.ts'
import { withWayBack, type WayBack } from '../../way-back.ts'

const services = { serviceIds: listOfIds(mostServices) }

/** For whom staff act; null: whoever taps does it for themselves. */
const client = { clientId: optional(id) }

/**
 * What the visit is: of which services, by whom (null: anybody), which visit it takes the place of, and for whom. A
 * visit that moves keeps its services, so that none are carried then.
 */
const target = { ...services, staffId: optional(id), movingBookingId: optional(id), ...client }

/** Where the times were looked at, for the way back. */
const place = { date: localDate, page: count }

export const chooseServiceButton = defineButton('book', {})
export const servicesPageButton = withWayBack(withDay(defineButton('svcs', { ...client, page: count })))
export const serviceButton = withWayBack(withDay(defineButton('svc', { ...services, ...client })))
/** Several services are being chosen: those chosen so far. */
export const pickServicesButton = withWayBack(
  withDay(defineButton('pick', { ...services, ...client, page: count })),
)
export const fullVisitButton = defineButton('most', {})
const choice = { ...services, movingBookingId: optional(id), ...client }
export const specialistsButton = withWayBack(withDay(defineButton('spc', choice)))
export const specialistsPageButton = withWayBack(withDay(defineButton('spcs', { ...choice, page: count })))
export const specialistCardButton = withWayBack(
  withDay(defineButton('who', { ...services, staffId: id, movingBookingId: optional(id), ...client })),
)
/** The same as in this booking, which is over or cancelled. */
export const bookAgainButton = defineButton('again', { bookingId: id })
/** The same below a notice, which stays where it is. */
export const bookAgainBelowButton = defineButton('anew', { bookingId: id })
export const monthButton = withWayBack(defineButton('cal', { ...target, month: optional(localMonth) }))
export const dayButton = withWayBack(defineButton('day', { ...target, ...place }))
export const timeButton = withWayBack(defineButton('time', { ...target, ...place, startsAt: instant }))
/** `seen`: the fingerprint of the terms that the summary showed. */
export const confirmButton = defineButton('ok', {
  ...services,
  staffId: optional(id),
  ...place,
  startsAt: instant,
  seen: count,
})
/** `notes`: which version of the notes the summary showed, so that nothing else is booked than what was seen. */
export const confirmWithNotesButton = defineButton('okn', {
  ...services,
  staffId: optional(id),
  notes: id,
  ...place,
  startsAt: instant,
  seen: count,
})
export const noteButton = defineButton('note', {
  note: oneOf('comment', 'guest'),
  ...services,
  staffId: optional(id),
  ...place,
  startsAt: instant,
})
export const confirmMoveButton = defineButton('mvok', {
  bookingId: id,
  version: count,
  staffId: optional(id),
  ...place,
  startsAt: instant,
  seen: count,
})

/** A day that can't be chosen: a tap tells why. */
export const closedDayButton = defineButton('nope', {
  date: localDate,
  status: oneOf('past', 'closed', 'full', 'beyond'),
})

/** Most likely a day off of the specialist who was chosen: a tap tells, and who else has time. */
export const dayOffButton = withWayBack(defineButton('off', { ...target, staffId: id, date: localDate }))

/** For whom staff book, the day that they looked at, and where they came from: the visit's card leads back there. */
export type Desk = Pick<VisitTarget, 'clientId'> & OnDay & WayBack

/** Whoever books does it for themselves. */
export const noDesk: Desk = { clientId: null }

/** What the visit is, and for staff where they came from. */
export type Target = VisitTarget & WayBack

/** A day of the calendar, for a visit of that kind, with the page of its times. */
export type Day = Target & { readonly date: LocalDate; readonly page: number }

/** A start that was chosen on such a day. */
export type Start = Day & { readonly startsAt: Date }

export function targetOf({ serviceIds, staffId, movingBookingId, clientId, from }: Target): Target {
  return { serviceIds, staffId, movingBookingId, clientId, from }
}

/** A new visit of whoever taps, or a move of their own. */
export const ownVisit = { movingBookingId: null, clientId: null } as const

export function dayOf(day: Day): Day {
  return { ...targetOf(day), date: day.date, page: day.page }
}
