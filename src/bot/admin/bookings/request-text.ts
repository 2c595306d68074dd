import type { OutgoingButton, VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { BookingRequest } from '../../../usecases/lock-request.ts'
import { clientLine } from '../../notices/client-line.ts'
import { button } from '../../screen.ts'
import { visitText } from '../../visit-text.ts'
import { approveButton, askDeclineButton } from './buttons.ts'

/** A booking with its client, to staff, who know the address. */
export function requestText({ visit, clientName, clientPhone }: BookingRequest, t: Texts): string {
  return [
    visitText({ ...visit, address: null }, t),
    clientLine(clientName, t),
    ...(clientPhone === null ? [] : [t.html('request.phone', { phone: clientPhone })]),
  ].join('\n')
}

export function awaitsApproval({ status, pendingFor }: VisitCard): boolean {
  return status === 'pending' && pendingFor === 'approval'
}

export function decisionButtons(visit: VisitCard, t: Texts): OutgoingButton[][] {
  if (!awaitsApproval(visit)) return []
  const { bookingId, version } = visit
  return [
    [
      button(t.plain('request.button.approve'), approveButton.pack({ bookingId, version }), 'success'),
      button(t.plain('request.button.decline'), askDeclineButton.pack({ bookingId, version })),
    ],
  ]
}
