import { Composer } from 'telegraf'
import type { OutgoingButton, VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { SeriesRefusal } from '../../../usecases/load-series.ts'
import { viewRepeats, type RepeatStep, type RepeatsView } from '../../../usecases/view-repeats.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, inRows, withNotice, type Screen } from '../../screen.ts'
import { visitText } from '../../visit-text.ts'
import { chooseServiceButton } from '../booking/buttons.ts'
import { openBooking, renderNoBooking } from '../my-bookings/booking-card.ts'
import { bookingButton } from '../my-bookings/buttons.ts'
import { repeatButton, repeatStepButton, seriesButton } from './buttons.ts'
import { openSeries } from './plan-series.ts'

/** How often, and how many times: then come the dates. */
export function repeatVisit(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(repeatButton, async (ctx, { bookingId }) => await openRepeats(ctx, bookingId)),
    onTap(repeatStepButton, chooseTimes),
  )
  return composer
}

async function openRepeats(ctx: BotContext, bookingId: number, notice?: string): Promise<Screen> {
  const view = await viewRepeats(ctx.services.useCases, ctx.actor, { bookingId })
  if (!view.ok) return await refuseRepeat(ctx, bookingId, view.reason)
  return withNotice(notice, renderRepeats(view, ctx.texts))
}

async function chooseTimes(
  ctx: BotContext,
  { bookingId, weeks }: { readonly bookingId: number; readonly weeks: number },
): Promise<Screen> {
  const view = await viewRepeats(ctx.services.useCases, ctx.actor, { bookingId })
  if (!view.ok) return await refuseRepeat(ctx, bookingId, view.reason)
  const step = view.steps.find((one) => one.weeks === weeks)
  if (!step) return renderRepeats(view, ctx.texts)
  if (step.most > 1) return renderTimes(view, step, ctx.texts)
  const [bound] = boundOf(view, step, ctx.texts)
  return await openSeries(ctx, { bookingId, weeks, times: 1, leftOut: 0, taken: 0 }, bound)
}

/** Says why the visit can't be repeated (like this), and offers the nearest way on. */
export async function refuseRepeat(
  ctx: BotContext,
  bookingId: number,
  reason: SeriesRefusal,
): Promise<Screen> {
  const { texts: t } = ctx
  switch (reason) {
    case 'booking_gone':
      return renderNoBooking(t)
    case 'not_repeatable':
      return await openBooking(ctx, { bookingId })
    case 'repeats_already':
      return await openBooking(ctx, { bookingId }, t.html('series.repeats_already'))
    case 'not_possible':
      return await openRepeats(ctx, bookingId, t.html('series.not_possible'))
    case 'service_gone':
      return renderDeadEnd(t.html('refusal.service_gone'), t)
    case 'staff_gone':
      return renderDeadEnd(t.html('refusal.nobody'), t)
  }
}

function renderDeadEnd(text: string, t: Texts): Screen {
  return { text, keyboard: [[button(t.plain('booking.button.to_services'), chooseServiceButton.pack({}))]] }
}

type Repeats = Extract<RepeatsView, { ok: true }>

export function renderRepeats(view: Repeats, t: Texts): Screen {
  const { visit, steps } = view
  if (steps.length === 0) return renderNoRoom(view, t)
  const { bookingId } = visit
  return {
    text: `${t.html('series.how_often')}\n\n${visitText({ ...visit, address: null }, t)}`,
    keyboard: [
      ...steps.map(({ weeks }) => [
        button(t.plain('series.button.step', { weeks }), repeatStepButton.pack({ bookingId, weeks })),
      ]),
      [toVisit(visit, t)],
    ],
  }
}

/** There may be many reasons to come often, and the business may know a way. */
function renderNoRoom({ visit, room, upcoming }: Repeats, t: Texts): Screen {
  const why = room > 0 ? t.html('series.horizon_reached') : t.html('series.limit_reached', { upcoming })
  const { phone } = visit
  const contact = phone === null ? t.html('series.tell_us') : t.html('series.call_us', { phone })
  return { text: `${why} ${contact}`, keyboard: [[toVisit(visit, t)]] }
}

export function renderTimes(view: Repeats, step: RepeatStep, t: Texts): Screen {
  const { visit } = view
  const { weeks, most } = step
  const { bookingId } = visit
  const plan = (times: number) => seriesButton.pack({ bookingId, weeks, times, leftOut: 0, taken: 0 })
  const counts = Array.from({ length: most }, (_, index) => index + 1)
  return {
    text: [
      t.html('series.how_many'),
      `${visitText({ ...visit, address: null }, t)}\n${t.html('series.step', { weeks })}`,
      ...boundOf(view, step, t),
    ].join('\n\n'),
    keyboard: [
      ...inRows(counts, 6).map((row) => row.map((times) => button(String(times), plan(times)))),
      [button(t.plain('chat.button.back'), repeatButton.pack({ bookingId }))],
    ],
  }
}

/** Why there are not as many dates as the calendar has. */
function boundOf({ limit }: Repeats, { isLimited }: RepeatStep, t: Texts): string[] {
  return isLimited ? [t.html('series.limit_note', { limit })] : []
}

function toVisit({ bookingId }: VisitCard, t: Texts): OutgoingButton {
  return button(t.plain('start.button.open_visit'), bookingButton.pack({ bookingId }))
}
