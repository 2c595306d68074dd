import { Composer } from 'telegraf'
import { isActive } from '../../../domain/booking-status.ts'
import { cancelReasons, type CancelReason } from '../../../domain/cancel-reason.ts'
import { ownWordsLimits } from '../../../domain/own-words.ts'
import { may } from '../../../domain/roles.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { cancelAsStaff, type CancelAsStaffInput } from '../../../usecases/cancel-as-staff.ts'
import type { RequestInput } from '../../../usecases/lock-request.ts'
import type { StaffBooking } from '../../../usecases/require-staff-booking.ts'
import { viewStaffBooking } from '../../../usecases/view-staff-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { defineDialog } from '../../dialogs/dialog.ts'
import { readWords } from '../../dialogs/read-words.ts'
import { beginDialog } from '../../dialogs/run-dialogs.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { visitText } from '../../visit-text.ts'
import type { WayBack } from '../../way-back.ts'
import {
  askCancelVisitButton,
  cancelVisitButton,
  cancelVisitInWordsButton,
  staffCardButton,
} from './buttons.ts'
import { openStaffCard, renderGone, showAsItIs, showChange } from './card.ts'

export function cancelVisitScreens(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(askCancelVisitButton, ask),
    onTap(cancelVisitButton, cancel),
    onTap(cancelVisitInWordsButton, askWords),
  )
  return composer
}

type Cancellation = CancelAsStaffInput & WayBack
type Answers = Cancellation & Record<string, unknown>

/** Why the business cancels, in words that the client will read; the answer cancels the visit. */
export const cancelVisitDialog = defineDialog<Answers>({
  name: 'cancel_visit',
  steps: [
    {
      name: 'reason',
      skippable: false,
      quickAnswers: () => [],
      ask: (_answers, t) => t.html('card.cancel_ask_words'),
      read: (typed, _answers, t) => readWords(typed, ownWordsLimits.cancelReason, t),
    },
  ],
  isFor: ({ role }) => may(role, 'bookings', 'own'),
  begin: null,
  finish: async (ctx, answers) => ({ outcome: 'done', screen: await cancel(ctx, answers) }),
  whenLeft: async (ctx, { bookingId = 0, from }) => await openStaffCard(ctx, { bookingId, from }),
  leaveLabel: (t) => t.plain('visit.button.not_cancel'),
})

async function cancel(ctx: BotContext, { bookingId, version, reason, from }: Cancellation): Promise<Screen> {
  const result = await cancelAsStaff(ctx.services.useCases, ctx.actor, { bookingId, version, reason })
  const screen = showChange(result, ctx.texts, from)
  return result.ok ? { ...screen, toast: ctx.texts.plain('card.toast.cancelled') } : screen
}

async function ask(ctx: BotContext, input: RequestInput & WayBack): Promise<Screen | null> {
  return await whileAsShown(ctx, input, (booking) => renderCancelQuestion(booking, input, ctx.texts))
}

async function askWords(ctx: BotContext, input: RequestInput & WayBack): Promise<Screen | null> {
  return await whileAsShown(ctx, input, () => beginDialog(ctx, cancelVisitDialog, { ...input }))
}

/** Goes on with a visit that is what the button showed; another one is shown as it is by now. */
async function whileAsShown(
  ctx: BotContext,
  { bookingId, version, from }: RequestInput & WayBack,
  goOn: (booking: StaffBooking) => Screen | Promise<Screen | null>,
): Promise<Screen | null> {
  const { texts: t } = ctx
  const view = await viewStaffBooking(ctx.services.useCases, ctx.actor, { bookingId })
  if (!view.ok) return renderGone(t)
  const { booking } = view
  if (booking.visit.version !== version) return showAsItIs('changed_meanwhile', booking, t, from)
  if (!booking.changeable || !isActive(booking.visit.status)) return showAsItIs('not_now', booking, t, from)
  return await goOn(booking)
}

function renderCancelQuestion({ visit }: StaffBooking, { from }: WayBack, t: Texts): Screen {
  const { bookingId, version } = visit
  const place = { bookingId, version, from }
  const data = (reason: CancelReason | null) => cancelVisitButton.pack({ ...place, reason })
  return {
    text: `${t.html('card.cancel_question')}\n\n${visitText({ ...visit, address: null }, t)}`,
    keyboard: [
      ...cancelReasons.map((reason) => [button(t.plain(`card.button.${reason}`), data(reason))]),
      [button(t.plain('card.button.in_words'), cancelVisitInWordsButton.pack(place))],
      [button(t.plain('request.button.no_reason'), data(null))],
      [button(t.plain('chat.button.back'), staffCardButton.pack(place))],
    ],
  }
}
