import { Composer } from 'telegraf'
import { declineReasons, type DeclineReason } from '../../../domain/decline-reason.ts'
import type { HtmlKey } from '../../../i18n/messages.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { approveBooking } from '../../../usecases/approve-booking.ts'
import { declineBooking } from '../../../usecases/decline-booking.ts'
import type { BookingRequest, DecisionRefusal, RequestInput } from '../../../usecases/lock-request.ts'
import { viewRequest } from '../../../usecases/view-request.ts'
import type { BotContext } from '../../bot-context.ts'
import { renderNoBooking } from '../../client/my-bookings/booking-card.ts'
import { onTap } from '../../routes.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import type { Section } from '../section.ts'
import { approveButton, askDeclineButton, declineButton, requestButton } from './buttons.ts'
import { awaitsApproval, decisionButtons, requestText } from './request-text.ts'

/** Whoever may decide on a client's booking does so on the notice that told of it. */
export const requests: Section = { permission: 'bookings', screens: decideRequest }

function decideRequest(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(requestButton, open),
    onTap(approveButton, approve),
    onTap(askDeclineButton, askWhy),
    onTap(declineButton, decline),
  )
  return composer
}

async function open(ctx: BotContext, input: { readonly bookingId: number }): Promise<Screen> {
  const view = await viewRequest(ctx.services.useCases, ctx.actor, input)
  return view.ok ? renderRequest(view.request, ctx.texts) : renderNoBooking(ctx.texts)
}

async function approve(ctx: BotContext, input: RequestInput): Promise<Screen> {
  const { texts: t } = ctx
  const result = await approveBooking(ctx.services.useCases, ctx.actor, input)
  if (!result.ok) return explain(result, t)
  return {
    ...renderDecided('request.done_approved', result.request, t),
    toast: t.plain('request.toast.approved'),
  }
}

async function askWhy(ctx: BotContext, { bookingId, version }: RequestInput): Promise<Screen> {
  const view = await viewRequest(ctx.services.useCases, ctx.actor, { bookingId })
  if (!view.ok) return renderNoBooking(ctx.texts)
  const isAsShown = awaitsApproval(view.request.visit) && view.request.visit.version === version
  return isAsShown ? renderReasons(view.request, ctx.texts) : renderRequest(view.request, ctx.texts)
}

async function decline(
  ctx: BotContext,
  input: RequestInput & { readonly reason: DeclineReason | null },
): Promise<Screen> {
  const { texts: t } = ctx
  const result = await declineBooking(ctx.services.useCases, ctx.actor, input)
  if (!result.ok) return explain(result, t)
  return {
    ...renderDecided('request.done_declined', result.request, t),
    toast: t.plain('request.toast.declined'),
  }
}

function explain(refusal: DecisionRefusal, t: Texts): Screen {
  switch (refusal.reason) {
    case 'booking_gone':
      return renderNoBooking(t)
    case 'decided':
      return renderRequest(refusal.request, t)
    case 'changed_meanwhile':
      return withNotice(t.html('request.changed'), renderRequest(refusal.request, t))
    case 'begun':
      return renderDecided('request.begun', refusal.request, t)
  }
}

/** As the booking is now: with its buttons while it waits, else with what became of it. */
export function renderRequest(request: BookingRequest, t: Texts): Screen {
  const { visit } = request
  if (awaitsApproval(visit)) {
    return {
      text: `${t.html('request.new')}\n\n${requestText(request, t)}`,
      keyboard: decisionButtons(visit, t),
    }
  }
  const isConfirmed = visit.status === 'confirmed'
  return renderDecided(isConfirmed ? 'request.already_confirmed' : 'request.already_over', request, t)
}

function renderDecided(heading: DecidedHeading, request: BookingRequest, t: Texts): Screen {
  return { text: `${t.html(heading)}\n\n${requestText(request, t)}`, keyboard: [] }
}

type DecidedHeading = Extract<
  HtmlKey,
  `request.done_${string}` | `request.already_${string}` | 'request.begun'
>

export function renderReasons(request: BookingRequest, t: Texts): Screen {
  const { bookingId, version } = request.visit
  const data = (reason: DeclineReason | null) => declineButton.pack({ bookingId, version, reason })
  return {
    text: `${t.html('request.decline_question')}\n\n${requestText(request, t)}`,
    keyboard: [
      ...declineReasons.map((reason) => [button(t.plain(`request.button.${reason}`), data(reason))]),
      [button(t.plain('request.button.no_reason'), data(null))],
      [button(t.plain('chat.button.back'), requestButton.pack({ bookingId }))],
    ],
  }
}
