import { Composer } from 'telegraf'
import type { VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { bookSeries } from '../../../usecases/book-series.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, type Screen } from '../../screen.ts'
import { visitTextWith } from '../../visit-text.ts'
import { renderBanned } from '../booking/refuse-banned.ts'
import { myBookingsButton } from '../my-bookings/buttons.ts'
import { confirmSeriesButton, type SeriesValues } from './buttons.ts'
import { inputOf, openSeries } from './plan-series.ts'
import { refuseRepeat } from './repeat-visit.ts'
import { momentLines } from './series-text.ts'

export function confirmRepeats(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(confirmSeriesButton, confirm))
  return composer
}

async function confirm(
  ctx: BotContext,
  { seen, ...series }: SeriesValues & { readonly seen: number },
): Promise<Screen> {
  const { texts: t } = ctx
  const input = { ...inputOf(series), fingerprint: seen }
  const result = await bookSeries(ctx.services.useCases, ctx.actor, input)
  if (result.ok) return renderSeriesBooked(result.visits, t)
  switch (result.reason) {
    case 'changed':
      return await openSeries(ctx, series, t.html('series.changed'))
    case 'banned':
      return renderBanned(result.phone, t)
    case 'phone_required':
      await ctx.sendWithContactButton(t.html('series.phone_required'))
      return await openSeries(ctx, series)
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
