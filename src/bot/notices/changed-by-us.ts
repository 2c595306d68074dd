import type { OutgoingMessage, VisitCard } from '../../context.ts'
import type { Texts } from '../../i18n/i18n.ts'
import type { ChangedByUs } from '../../usecases/notice.ts'
import { contactLine, movedVisitText, visitText } from '../visit-text.ts'
import { answersTo } from './reminder.ts'

const headings = {
  booked_by_us: 'card.client_booked',
  moved_by_us: 'card.client_moved',
  changed_by_us: 'card.client_changed',
} as const

/** To the client, who did not do it themselves: how it is now, and whom to ask where the buttons do not help. */
export function renderChangedByUs(
  { kind, visit, movedFrom, agreed = false, changeable }: ChangedByUs,
  t: Texts,
): OutgoingMessage {
  const plain = { ...visit, comment: null }
  return {
    text: [
      t.html(agreed ? 'card.client_moved_agreed' : headings[kind]),
      movedFrom ? movedVisitText(plain, movedFrom, 'booking.moved_to_done', t) : visitText(plain, t),
      ...wayOn(kind === 'moved_by_us' && !agreed, visit, changeable, t),
    ].join('\n\n'),
    keyboard: answersTo(visit, changeable, t),
  }
}

/**
 * A client whose visit moved without their word had chosen another time: what to do where the new one does not suit. No word of
 * regret: staff move visits as often because the client asked them to, whether they say so here or not.
 */
function wayOn(isUnasked: boolean, visit: VisitCard, changeable: boolean, t: Texts): string[] {
  const { phone } = visit
  if (!isUnasked) return changeable ? [] : [contactLine(visit, t)]
  if (changeable) return [t.html('card.client_moved_choose')]
  return [phone === null ? t.html('card.client_moved_tell') : t.html('card.client_moved_call', { phone })]
}
