import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../../context.ts'
import { declineReasons, type DeclineReason } from '../../../domain/decline-reason.ts'
import type { HtmlKey } from '../../../i18n/messages.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { approveBooking } from '../../../usecases/approve-booking.ts'
import { declineBooking } from '../../../usecases/decline-booking.ts'
import { findNextRequest, type NextRequest } from '../../../usecases/find-next-request.ts'
import type { BookingRequest, DecisionRefusal, RequestInput } from '../../../usecases/lock-request.ts'
import { viewRequest } from '../../../usecases/view-request.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { backAndHome } from '../navigation.ts'
import type { Section } from '../section.ts'
import { approveButton, askDeclineButton, declineButton, requestButton, staffCardButton } from './buttons.ts'
import { renderGone } from './card.ts'
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
  return view.ok ? await showRequest(ctx, view.request) : renderGone(ctx.texts)
}

async function approve(ctx: BotContext, input: RequestInput): Promise<Screen> {
  const result = await approveBooking(ctx.services.useCases, ctx.actor, input)
  if (!result.ok) return await explain(ctx, result)
  const screen = renderDecided('request.done_approved', result.request, await nextOf(ctx, input), ctx.texts)
  return { ...screen, toast: ctx.texts.plain('request.toast.approved') }
}

async function askWhy(ctx: BotContext, { bookingId, version }: RequestInput): Promise<Screen> {
  const view = await viewRequest(ctx.services.useCases, ctx.actor, { bookingId })
  if (!view.ok) return renderGone(ctx.texts)
  const isAsShown = awaitsApproval(view.request.visit) && view.request.visit.version === version
  return isAsShown ? renderReasons(view.request, ctx.texts) : await showRequest(ctx, view.request)
}

async function decline(
  ctx: BotContext,
  input: RequestInput & { readonly reason: DeclineReason | null },
): Promise<Screen> {
  const result = await declineBooking(ctx.services.useCases, ctx.actor, input)
  if (!result.ok) return await explain(ctx, result)
  const screen = renderDecided('request.done_declined', result.request, await nextOf(ctx, input), ctx.texts)
  return { ...screen, toast: ctx.texts.plain('request.toast.declined') }
}

async function explain(ctx: BotContext, refusal: DecisionRefusal): Promise<Screen> {
  const { texts: t } = ctx
  switch (refusal.reason) {
    case 'booking_gone':
      return renderGone(t)
    case 'decided':
      return await showRequest(ctx, refusal.request)
    case 'changed_meanwhile':
      return withNotice(t.html('request.changed'), await showRequest(ctx, refusal.request))
    case 'begun':
      return renderDecided('request.begun', refusal.request, await nextOf(ctx, refusal.request.visit), t)
  }
}

async function showRequest(ctx: BotContext, request: BookingRequest): Promise<Screen> {
  return renderRequest(request, await nextOf(ctx, request.visit), ctx.texts)
}

async function nextOf(ctx: BotContext, { bookingId }: { readonly bookingId: number }): Promise<NextRequest> {
  return await findNextRequest(ctx.services.useCases, ctx.actor, { bookingId })
}

/** As the booking is now: with its buttons while it waits, else with what became of it. */
export function renderRequest(request: BookingRequest, next: NextRequest, t: Texts): Screen {
  const { visit } = request
  if (awaitsApproval(visit)) {
    return {
      text: `${t.html('request.new')}\n\n${requestText(request, t)}`,
      keyboard: [...decisionButtons(visit, t), ...waysOn(request, next, t)],
    }
  }
  const isConfirmed = visit.status === 'confirmed'
  return renderDecided(isConfirmed ? 'request.already_confirmed' : 'request.already_over', request, next, t)
}

function renderDecided(
  heading: DecidedHeading,
  request: BookingRequest,
  next: NextRequest,
  t: Texts,
): Screen {
  return { text: `${t.html(heading)}\n\n${requestText(request, t)}`, keyboard: waysOn(request, next, t) }
}

type DecidedHeading = Extract<
  HtmlKey,
  `request.done_${string}` | `request.already_${string}` | 'request.begun'
>

/** To the next that waits, to the visit itself, and home. */
function waysOn({ visit }: BookingRequest, next: NextRequest, t: Texts): OutgoingButton[][] {
  const { bookingId } = visit
  const card = staffCardButton.pack({ bookingId, from: requestButton.pack({ bookingId }) })
  return [
    ...(next.ok && next.bookingId !== null ? [[nextButton(next.bookingId, next.others, t)]] : []),
    [button(t.plain('notice.button.card'), card)],
    backAndHome(null, t),
  ]
}

function nextButton(bookingId: number, others: number, t: Texts): OutgoingButton {
  return button(t.plain('request.button.next', { count: others }), requestButton.pack({ bookingId }))
}

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
