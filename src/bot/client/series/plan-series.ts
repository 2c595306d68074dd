import { Composer } from 'telegraf'
import type { OutgoingButton, VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { viewSeries, type SeriesDateView, type SeriesView } from '../../../usecases/view-series.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { button, fit, withNotice, type Screen } from '../../screen.ts'
import { visitTextWith } from '../../visit-text.ts'
import { confirmSeriesButton, repeatButton, seriesButton, type SeriesValues } from './buttons.ts'
import { refuseRepeat } from './repeat-visit.ts'

/** The dates of a series, each of which a tap leaves out or takes. */
export function planRepeats(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(seriesButton, async (ctx, series) => await openSeries(ctx, series)))
  return composer
}

export async function openSeries(ctx: BotContext, series: SeriesValues, notice?: string): Promise<Screen> {
  const view = await viewSeries(ctx.services.useCases, ctx.actor, inputOf(series))
  if (!view.ok) return await refuseRepeat(ctx, series.bookingId, view.reason)
  return withNotice(notice, renderSeries(view, series, ctx.texts))
}

export function inputOf({ bookingId, weeks, times, leftOut, taken }: SeriesValues) {
  return { bookingId, weeks, count: times, choice: { leftOut, taken } }
}

type Series = Extract<SeriesView, { ok: true }>

export function renderSeries(view: Series, series: SeriesValues, t: Texts): Screen {
  const { visit, dates, priceVaries } = view
  const lines = [
    t.html('series.step', { weeks: series.weeks }),
    ...dates.map((date) => lineOf(date, visit, t)),
  ]
  const hint = view.needsApproval ? [t.html('series.approval_hint')] : []
  return {
    text: [
      t.html('series.check_dates'),
      visitTextWith(lines, { ...visit, priceFrom: priceVaries }, t),
      t.html(view.chosen === 0 ? 'series.nothing_chosen' : 'series.how_to_switch'),
      ...hint,
    ].join('\n\n'),
    keyboard: [
      ...dates.flatMap((date) => switchRow(date, visit, series, t)),
      ...confirmRow(view, series, t),
      [button(t.plain('chat.button.back'), repeatButton.pack({ bookingId: series.bookingId }))],
    ],
  }
}

function lineOf(
  { wanted, refusal, offer, isChosen, otherSpecialist }: SeriesDateView,
  visit: VisitCard,
  t: Texts,
) {
  const moment = t.shortMoment(wanted, visit.zone)
  if (refusal === null) {
    return t.html(isChosen ? 'series.date' : 'series.date_left_out', { moment: t.capitalised(moment) })
  }
  const reason = refusal
  if (!offer) return t.html('series.date_lost', { moment: t.capitalised(moment), reason })
  const instead = withSpecialist(t.shortMoment(offer.startsAt, visit.zone), otherSpecialist, t)
  return isChosen
    ? t.html('series.date_instead', { moment, instead: t.capitalised(instead) })
    : t.html('series.date_offered', { moment: t.capitalised(moment), reason, instead })
}

function switchRow(
  { offer, isChosen, switched, otherSpecialist }: SeriesDateView,
  { zone }: VisitCard,
  { bookingId, weeks, times }: SeriesValues,
  t: Texts,
): OutgoingButton[][] {
  if (!offer) return []
  const moment = withSpecialist(t.shortMoment(offer.startsAt, zone), otherSpecialist, t)
  const label = t.plain(isChosen ? 'series.button.chosen' : 'series.button.not_chosen', { moment })
  return [[button(label, seriesButton.pack({ bookingId, weeks, times, ...switched }))]]
}

function withSpecialist(moment: string, specialist: string | null, t: Texts): string {
  return specialist === null
    ? moment
    : t.plain('series.part.with_specialist', { moment, specialist: fit(specialist, 25) })
}

function confirmRow({ chosen, fingerprint }: Series, series: SeriesValues, t: Texts): OutgoingButton[][] {
  if (chosen === 0) return []
  const data = confirmSeriesButton.pack({ ...series, seen: fingerprint })
  return [[button(t.plain('series.button.confirm', { dates: chosen }), data, 'success')]]
}
