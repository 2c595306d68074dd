import { Composer } from 'telegraf'
import type { VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { bookSeries, type BookSeriesResult } from '../../../usecases/book-series.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Dialog } from '../../dialogs/dialog.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { visitTextWith } from '../../visit-text.ts'
import { renderBanned } from '../booking/refuse-to-book.ts'
import { myBookingsButton } from '../my-bookings/buttons.ts'
import { askForPhone, definePhoneDialog } from '../phone-question.ts'
import { confirmSeriesButton, type SeriesValues } from './buttons.ts'
import { inputOf, openSeries } from './plan-series.ts'
import { refuseRepeat } from './repeat-visit.ts'
import { momentLines } from './series-text.ts'

export function confirmRepeats(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(confirmSeriesButton, confirm))
  return composer
}

/** The dates that were chosen, as the screen showed them. */
interface SeenSeries extends SeriesValues {
  readonly seen: number
}

async function confirm(ctx: BotContext, series: SeenSeries): Promise<Screen | null> {
  const result = await book(ctx, series)
  if (result.ok || result.reason !== 'phone_required') return await show(ctx, series, result)
  return await askForPhone(ctx, seriesPhoneDialog(), { ...series, country: result.country })
}

/** The phone, asked for before the dates are booked. */
export function seriesPhoneDialog(): Dialog {
  return definePhoneDialog<SeenSeries>({
    name: 'series_phone',
    whenLeft: async (ctx, { bookingId = 0, weeks = 0, times = 0, leftOut = 0, taken = 0 }) => {
      return await openSeries(ctx, { bookingId, weeks, times, leftOut, taken })
    },
    goOn: async (ctx, series) => {
      return { outcome: 'done', screen: await show(ctx, series, await book(ctx, series)) }
    },
  })
}

async function book(ctx: BotContext, { seen, ...series }: SeenSeries): Promise<BookSeriesResult> {
  return await bookSeries(ctx.services.useCases, ctx.actor, { ...inputOf(series), fingerprint: seen })
}

async function show(ctx: BotContext, series: SeriesValues, result: BookSeriesResult): Promise<Screen> {
  const { texts: t } = ctx
  if (result.ok) return renderSeriesBooked(result.visits, t)
  switch (result.reason) {
    case 'changed':
      return await openSeries(ctx, series, t.html('series.changed'))
    case 'banned':
      return renderBanned(result.phone, t)
    case 'phone_required':
      throw new Error('a phone was recorded and is still asked for')
    case 'booking_gone':
    case 'not_repeatable':
    case 'not_possible':
    case 'service_gone':
    case 'staff_gone':
      return await refuseRepeat(ctx, series.bookingId, result.reason)
  }
}

export function renderSeriesBooked(visits: readonly VisitCard[], t: Texts): Screen {
  const [first] = visits
  const isPending = visits.some(({ status }) => status === 'pending')
  const heading = t.html(isPending ? 'series.requested' : 'series.booked')
  return {
    text: first ? `${heading}\n\n${visitTextWith(momentLines(visits, t), first, t)}` : heading,
    keyboard: [
      [button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 }))],
    ],
    toast: t.plain('booking.toast.done'),
  }
}
