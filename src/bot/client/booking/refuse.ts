import type { Texts } from '../../../i18n/i18n.ts'
import type { MonthRefusal } from '../../../usecases/view-month.ts'
import type { VisitTarget } from '../../../usecases/visit-target.ts'
import type { BotContext } from '../../bot-context.ts'
import { button, type Screen } from '../../screen.ts'
import { openUnchangeable } from '../my-bookings/booking-card.ts'
import { bookingButton, myBookingsButton } from '../my-bookings/buttons.ts'
import { chooseServiceButton, monthButton, specialistsButton } from './buttons.ts'

/** Says why there is no way on from here, and offers the nearest one. */
export async function refuse(ctx: BotContext, reason: MonthRefusal, target: VisitTarget): Promise<Screen> {
  if (reason === 'too_late' && target.movingBookingId !== null) {
    return await openUnchangeable(ctx, { bookingId: target.movingBookingId })
  }
  return renderRefusal(reason, target, ctx.texts)
}

export function renderRefusal(reason: MonthRefusal, target: VisitTarget, t: Texts): Screen {
  const { serviceIds, staffId, movingBookingId } = target
  switch (reason) {
    case 'service_gone':
      return {
        text: t.html('refusal.service_gone'),
        keyboard: [[button(t.plain('booking.button.to_services'), chooseServiceButton.pack({}))]],
      }
    case 'staff_gone': {
      if (staffId === null) return renderNobody(target, t)
      const specialists = specialistsButton.pack({ serviceIds, movingBookingId })
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
    case 'too_late':
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

/** Not one specialist is gone, but all of them: there is nobody left to choose. */
function renderNobody({ movingBookingId }: VisitTarget, t: Texts): Screen {
  const way =
    movingBookingId === null
      ? button(t.plain('booking.button.to_services'), chooseServiceButton.pack({}))
      : button(t.plain('start.button.open_visit'), bookingButton.pack({ bookingId: movingBookingId }))
  return {
    text: t.html(movingBookingId === null ? 'refusal.nobody' : 'refusal.nobody_to_move_to'),
    keyboard: [[way]],
  }
}
