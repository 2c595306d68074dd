import type { OutgoingButton } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { staffCardButton } from '../admin/bookings/buttons.ts'
import { button, fit } from '../screen.ts'
import { clientLine } from './client-line.ts'

interface WhoDidIt {
  readonly clientName: string
  readonly by: string | null
}

/** Whose visit it is, and who of the staff did what happened to it. */
export function peopleLines({ clientName, by }: WhoDidIt, t: Texts): string[] {
  return [clientLine(clientName, t), ...(by === null ? [] : [t.html('notice.by', { name: fit(by, 60) })])]
}

/** To the visit's card, for whoever may open it. */
export function cardRow(
  { visit, opensCard }: { readonly visit: { readonly bookingId: number }; readonly opensCard: boolean },
  t: Texts,
): OutgoingButton[][] {
  const { bookingId } = visit
  return opensCard ? [[button(t.plain('notice.button.card'), staffCardButton.pack({ bookingId }))]] : []
}
