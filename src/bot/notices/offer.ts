import type { OutgoingButton, OutgoingMessage, VisitCard } from '../../context.ts'
import { localDateOf } from '../../domain/local-time.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { acceptButton, refuseButton } from '../client/waiting-list/buttons.ts'
import { button } from '../screen.ts'
import { visitText } from '../visit-text.ts'
import type { OfferExpiredNotice, OfferNotice } from '../../usecases/notice.ts'

/** A place for somebody who waits. */
export function renderOffer(notice: OfferNotice, t: Texts): OutgoingMessage {
  return { text: offerText(notice, t), keyboard: offerButtons(notice.visit, t) }
}

export function offerText({ visit, until, now }: Omit<OfferNotice, 'kind'>, t: Texts): string {
  const { zone } = visit
  const isToday = localDateOf(zone, until) === localDateOf(zone, now)
  const moment = isToday ? t.time(until, zone) : t.shortMoment(until, zone)
  return `${t.html('waiting.offer', { until: moment })}\n\n${visitText(visit, t)}`
}

export function offerButtons({ bookingId }: VisitCard, t: Texts): OutgoingButton[][] {
  return [
    [button(t.plain('waiting.button.accept'), acceptButton.pack({ bookingId }), 'success')],
    [button(t.plain('waiting.button.refuse'), refuseButton.pack({ bookingId }))],
  ]
}

export function renderOfferExpired({ visit }: OfferExpiredNotice, t: Texts): OutgoingMessage {
  return {
    text: `${t.html('waiting.offer_expired')}\n\n${visitText({ ...visit, address: null }, t)}`,
    keyboard: [],
  }
}
