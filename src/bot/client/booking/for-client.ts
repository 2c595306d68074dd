import type { OutgoingButton } from '../../../context.ts'
import { monthOfDate, type LocalDate } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { staffCardButton, typeTimeButton } from '../../admin/bookings/buttons.ts'
import { backAndHome } from '../../admin/navigation.ts'
import type { OnDay } from '../../on-day.ts'
import { button } from '../../screen.ts'
import { bookingButton } from '../my-bookings/buttons.ts'
import {
  chooseServiceButton,
  dayButton,
  monthButton,
  servicesPageButton,
  specialistsButton,
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
export function servicesData({ clientId, date, from }: Desk): string {
  return clientId === null
    ? chooseServiceButton.pack({})
    : servicesPageButton.pack({ clientId, page: 0, date, from })
}

/** Where the time is chosen first: on the day that was looked at, else in the calendar. */
export function timesData({ date = null, ...target }: Target & OnDay): string {
  return date === null
    ? monthButton.pack({ ...target, month: null })
    : dayButton.pack({ ...target, date, page: 0 })
}

/** Below the times of a day: other days, and for a client's new visit what was chosen before, still for this day. */
export function waysFromTimes(target: Target, date: LocalDate, t: Texts): OutgoingButton[][] {
  const { serviceIds, movingBookingId, clientId, from } = target
  const month = monthButton.pack({ ...target, month: monthOfDate(date) })
  const otherDay = button(t.plain('booking.button.other_day'), month)
  if (clientId === null || movingBookingId !== null) return [[otherDay, ...homeOf(target, t)]]
  const back = specialistsButton.pack({ serviceIds, movingBookingId, clientId, date, from })
  return [[otherDay], backAndHome(back, t)]
}

export function typeTimeRow(target: Target, date: LocalDate | null, t: Texts): OutgoingButton[] {
  if (target.clientId === null) return []
  return [button(t.plain('desk.button.type_time'), typeTimeButton.pack({ ...targetOf(target), date }))]
}

/** Clients have no panel to go home to. */
export function homeOf({ clientId }: Pick<Target, 'clientId'>, t: Texts): OutgoingButton[] {
  return clientId === null ? [] : backAndHome(null, t)
}
