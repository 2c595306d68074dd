import type { Texts } from '../../../i18n/i18n.ts'
import type { MonthRefusal } from '../../../usecases/view-month.ts'
import type { BotContext } from '../../bot-context.ts'
import { button, type Screen } from '../../screen.ts'
import { openUnchangeable } from '../my-bookings/booking-card.ts'
import { myBookingsButton } from '../my-bookings/buttons.ts'
import { monthButton, specialistsButton, type Target } from './buttons.ts'
import { homeOf, servicesData, visitData } from './for-client.ts'

/** Says why there is no way on from here, and offers the nearest one. */
export async function refuse(ctx: BotContext, reason: MonthRefusal, target: Target): Promise<Screen> {
  if (reason === 'too_late' && target.movingBookingId !== null) {
    return await openUnchangeable(ctx, { bookingId: target.movingBookingId })
  }
  // For whom there is no panel there are no clients either.
  const isAtDesk = target.clientId !== null && ctx.actor.role !== null
  return renderRefusal(reason, isAtDesk ? target : { ...target, clientId: null }, ctx.texts)
}

/** Whoever books for a client can always go home, too. */
export function renderRefusal(reason: MonthRefusal, target: Target, t: Texts): Screen {
  const { text, keyboard } = renderReason(reason, target, t)
  const home = homeOf(target, t)
  return { text, keyboard: home.length === 0 ? keyboard : [...keyboard, home] }
}

function renderReason(reason: MonthRefusal, target: Target, t: Texts): Screen {
  const { serviceIds, staffId, movingBookingId, clientId, from } = target
  switch (reason) {
    case 'service_gone':
      return {
        text: t.html('refusal.service_gone'),
        keyboard: [[button(t.plain('booking.button.to_services'), servicesData(target))]],
      }
    case 'staff_gone': {
      if (staffId === null) return renderNobody(target, t)
      const specialists = specialistsButton.pack({ serviceIds, movingBookingId, clientId, from })
      return {
        text: t.html('refusal.staff_gone'),
        keyboard: [[button(t.plain('booking.button.to_specialists'), specialists)]],
      }
    }
    case 'beyond_horizon':
      return {
        text: t.html('refusal.beyond_horizon'),
        keyboard: [
          [button(t.plain('booking.button.to_calendar'), monthButton.pack({ ...target, month: null }))],
        ],
      }
    case 'booking_gone':
    case 'client_gone':
    case 'too_late':
      if (clientId !== null) return renderGoneForClient(reason, t)
      return {
        text: t.html('refusal.booking_gone'),
        keyboard: [
          [
            button(
              t.plain('start.button.my_bookings'),
              myBookingsButton.pack({ scope: 'upcoming', page: 0 }),
            ),
          ],
        ],
      }
  }
}

function renderGoneForClient(reason: MonthRefusal, t: Texts): Screen {
  const text = t.html(reason === 'client_gone' ? 'desk.client_gone' : 'card.gone')
  return { text, keyboard: [] }
}

/** Not one specialist is gone, but all of them: there is nobody left to choose. */
function renderNobody(target: Target, t: Texts): Screen {
  const { movingBookingId, clientId } = target
  const way =
    movingBookingId === null
      ? button(t.plain('booking.button.to_services'), servicesData(target))
      : button(t.plain('start.button.open_visit'), visitData(movingBookingId, target))
  const nobody = clientId === null ? 'refusal.nobody' : 'desk.nobody'
  return {
    text: t.html(movingBookingId === null ? nobody : 'refusal.nobody_to_move_to'),
    keyboard: [[way]],
  }
}
