import type { OutgoingButton } from '../../../context.ts'
import type { LocalDate } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { staffCardButton, typeTimeButton } from '../../admin/bookings/buttons.ts'
import { backAndHome } from '../../admin/navigation.ts'
import { scheduleDayButton } from '../../admin/schedule/buttons.ts'
import { button } from '../../screen.ts'
import { bookingButton } from '../my-bookings/buttons.ts'
import {
  chooseServiceButton,
  dayButton,
  monthButton,
  servicesPageButton,
  targetOf,
  type Desk,
  type Target,
} from './buttons.ts'

/*
 * Staff book and move visits for clients on the client's own screens. What differs is here: the ways out, and the way to
 * a time that no client is offered.
 */

/** The card of the visit that moves, as whoever moves it knows it. */
export function visitData(bookingId: number, { clientId, from }: Desk): string {
  return clientId === null ? bookingButton.pack({ bookingId }) : staffCardButton.pack({ bookingId, from })
}

/** The list of services, of whoever books or for a client. */
export function servicesData({ clientId, from }: Desk): string {
  return clientId === null
    ? chooseServiceButton.pack({})
    : servicesPageButton.pack({ clientId, page: 0, from })
}

/** The day of the schedule from which staff began to book; null: there is none, or it is not about a new visit. */
export function dayUnderWay({ movingBookingId, clientId, from }: Target): LocalDate | null {
  if (movingBookingId !== null || clientId === null) return null
  return scheduleDayButton.parse(from ?? '')?.date ?? null
}

/** Where the time is chosen first: on that day, else in the calendar. */
export function timesData(target: Target): string {
  const date = dayUnderWay(target)
  return date === null
    ? monthButton.pack({ ...target, month: null })
    : dayButton.pack({ ...target, date, page: 0 })
}

export function typeTimeRow(target: Target, date: LocalDate | null, t: Texts): OutgoingButton[] {
  if (target.clientId === null) return []
  return [button(t.plain('desk.button.type_time'), typeTimeButton.pack({ ...targetOf(target), date }))]
}

/** Clients have no panel to go home to. */
export function homeOf({ clientId }: Pick<Target, 'clientId'>, t: Texts): OutgoingButton[] {
  return clientId === null ? [] : backAndHome(null, t)
}
