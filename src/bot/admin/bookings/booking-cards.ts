import { Composer } from 'telegraf'
import type { RequestInput } from '../../../usecases/lock-request.ts'
import { recordArrival } from '../../../usecases/record-arrival.ts'
import { recordNoShow } from '../../../usecases/record-no-show.ts'
import { takeBackNoShow } from '../../../usecases/take-back-no-show.ts'
import { viewStaffBooking } from '../../../usecases/view-staff-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import { visitText } from '../../visit-text.ts'
import type { WayBack } from '../../way-back.ts'
import { renderConfirmation } from '../navigation.ts'
import type { Section } from '../section.ts'
import { arrivalButton, askNoShowButton, noShowButton, returnButton, staffCardButton } from './buttons.ts'
import { cancelVisitDialog, cancelVisitScreens } from './cancel-visit.ts'
import { changePartScreens } from './change-part.ts'
import { moveVisitScreens } from './move-visit.ts'
import { typeMomentDialog, typeTimeDialog, typeTimeScreens } from './type-time.ts'
import { mayBeNoShow, openStaffCard, renderGone, showAsItIs, showChange } from './card.ts'

/** One visit, with its client and all that staff can do about it. */
export const bookingCards: Section = {
  permission: 'bookings',
  screens: () => {
    const composer = new Composer<BotContext>()
    composer.use(
      onTap(staffCardButton, openStaffCard),
      onTap(arrivalButton, async (ctx, { arrived, from, ...input }) => {
        const change = { ...input, arrived: arrived === 'yes' }
        return showChange(await recordArrival(ctx.services.useCases, ctx.actor, change), ctx.texts, from)
      }),
      onTap(askNoShowButton, askNoShow),
      onTap(noShowButton, async (ctx, { from, ...input }) =>
        showChange(await recordNoShow(ctx.services.useCases, ctx.actor, input), ctx.texts, from),
      ),
      onTap(returnButton, async (ctx, { from, ...input }) =>
        showChange(await takeBackNoShow(ctx.services.useCases, ctx.actor, input), ctx.texts, from),
      ),
      cancelVisitScreens(),
      moveVisitScreens(),
      typeTimeScreens(),
      changePartScreens(),
    )
    return composer
  },
  dialogs: () => [cancelVisitDialog, typeMomentDialog, typeTimeDialog],
}

async function askNoShow(
  ctx: BotContext,
  { bookingId, version, from }: RequestInput & WayBack,
): Promise<Screen> {
  const { texts: t } = ctx
  const view = await viewStaffBooking(ctx.services.useCases, ctx.actor, { bookingId })
  if (!view.ok) return renderGone(t)
  const { booking } = view
  if (booking.visit.version !== version) return showAsItIs('changed_meanwhile', booking, t, from)
  if (!mayBeNoShow(booking)) return showAsItIs('not_now', booking, t, from)
  const { visit, now } = booking
  const frees = now < visit.endsAt ? [t.html('card.no_show_frees')] : []
  return renderConfirmation(
    {
      question: [
        ...[t.html('card.no_show_question'), ...frees],
        ...['', visitText({ ...visit, address: null }, t)],
      ].join('\n'),
      yes: {
        label: t.plain('card.button.no_show_yes'),
        data: noShowButton.pack({ bookingId, version, from }),
      },
      no: staffCardButton.pack({ bookingId, from }),
    },
    t,
  )
}
