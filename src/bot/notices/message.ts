import type { OutgoingMessage } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { MessageToClient, MessageUndelivered } from '../../usecases/notice.ts'
import { clientCardButton } from '../admin/clients/buttons.ts'
import { myBookingsBelowButton } from '../client/my-bookings/buttons.ts'
import { button } from '../screen.ts'
import { clientLine } from './client-line.ts'

/** To the client, who sees who writes and how to answer: what they send to the bot itself nobody reads. */
export function renderMessage({ businessName, phone, words }: MessageToClient, t: Texts): OutgoingMessage {
  return {
    text: [
      t.html('clients.message_from', { business: businessName }),
      '',
      t.html('clients.message_words', { words }),
      '',
      phone === null ? t.html('clients.message_contact') : t.html('clients.message_call', { phone }),
    ].join('\n'),
    keyboard: [[button(t.plain('start.button.my_bookings'), myBookingsBelowButton.pack({}))]],
  }
}

export function renderUndelivered(
  { clientId, clientName, clientPhone }: MessageUndelivered,
  t: Texts,
): OutgoingMessage {
  return {
    text: [
      t.html('clients.undelivered'),
      clientLine(clientName, t),
      ...(clientPhone === null ? [] : [t.html('request.phone', { phone: clientPhone })]),
    ].join('\n'),
    keyboard: [[button(t.plain('clients.button.card'), clientCardButton.pack({ clientId, query: null }))]],
  }
}
