import type { OutgoingButton, VisitCard } from '../../../context.ts'
import { noNotes } from '../../../domain/visit-notes.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import type { ServedVisit, SummaryView } from '../../../usecases/view-summary.ts'
import { dayButton, dayOf, type Start } from '../../client/booking/buttons.ts'
import { homeOf } from '../../client/booking/for-client.ts'
import type { KeptNotes } from '../../client/booking/kept-notes.ts'
import { clientLine } from '../../notices/client-line.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { movedVisitText, visitText } from '../../visit-text.ts'
import { bookForClientButton, bookWithNotesButton, servedNoteButton } from '../new-booking/buttons.ts'
import { moveAsAgreedButton, moveVisitButton } from './buttons.ts'
import { unusualText } from './unusual-text.ts'

type Summary = Extract<SummaryView, { ok: true }>

/** What staff are about to do for a client: before and after, and what speaks against it. */
export function renderServedSummary(
  view: Summary,
  served: ServedVisit,
  start: Start,
  t: Texts,
  notes: KeptNotes | null = null,
): Screen {
  const { moving } = view
  const otherTime = button(t.plain('booking.button.other_time'), dayButton.pack(dayOf(start)))
  if (!moving) return renderNew(view, served, start, t, notes)
  const moved = movedVisitText({ ...view, address: null }, moving, 'booking.moved_to', t)
  return {
    text: [
      t.html('booking.summary_move'),
      [moved, clientLine(servedName(served.client, t), t)].join('\n'),
      ...unusualText(served.unusual, t),
    ].join('\n\n'),
    keyboard: [...confirmMove(start, moving, served, t), [otherTime, ...homeOf(start, t)]],
  }
}

function renderNew(
  view: Summary,
  served: ServedVisit,
  start: Start,
  t: Texts,
  notes: KeptNotes | null,
): Screen {
  const otherTime = button(t.plain('booking.button.other_time'), dayButton.pack(dayOf(start)))
  const visit = visitText({ ...view, ...notes, address: null }, t)
  return {
    text: [
      t.html('booking.summary'),
      [visit, clientLine(servedName(served.client, t), t)].join('\n'),
      ...unusualText(served.unusual, t),
    ].join('\n\n'),
    keyboard: [
      [confirmNew(start, served, notes, t)],
      ...noteButtons(start, notes, t),
      [otherTime, ...homeOf(start, t)],
    ],
  }
}

function servedName(client: ServedVisit['client'], t: Texts): string {
  return client.name ?? t.phone(client.phone)
}

function confirmNew(start: Start, served: ServedVisit, notes: KeptNotes | null, t: Texts): OutgoingButton {
  const { serviceIds, date, page, startsAt, clientId, from } = start
  const staffId = served.staffId ?? start.staffId
  if (clientId === null) throw new Error('a visit is booked for nobody')
  const chosen = { serviceIds, clientId, staffId, date, page, startsAt, accepted: served.unusual, from }
  const data = notes
    ? bookWithNotesButton.pack({ ...chosen, notes: notes.version })
    : bookForClientButton.pack(chosen)
  return served.unusual.length === 0
    ? button(t.plain('desk.button.book'), data, 'success')
    : button(t.plain('desk.button.book_anyway'), data, 'danger')
}

function noteButtons(start: Start, notes: KeptNotes | null, t: Texts): OutgoingButton[][] {
  const { comment, guestName } = notes ?? noNotes
  const { clientId } = start
  if (clientId === null) return []
  const ask = (note: 'comment' | 'guest') => servedNoteButton.pack({ ...start, clientId, note })
  const guest =
    guestName === null
      ? t.plain('notes.button.guest_client')
      : t.plain('notes.button.guest', { guest: fit(guestName, 40) })
  const added = comment === null ? 'no' : 'yes'
  return [[button(t.plain('notes.button.comment', { added }), ask('comment'))], [button(guest, ask('guest'))]]
}

function confirmMove(start: Start, visit: VisitCard, served: ServedVisit, t: Texts): OutgoingButton[][] {
  const { bookingId, version } = visit
  const { date, page, startsAt, clientId, from } = start
  const staffId = served.staffId ?? start.staffId
  if (clientId === null) throw new Error('a visit is moved for nobody')
  const accepted = served.unusual
  const chosen = { bookingId, version, clientId, staffId, date, page, startsAt, accepted, from }
  const data = moveVisitButton.pack(chosen)
  return [
    [
      accepted.length === 0
        ? button(t.plain('booking.button.confirm_move'), data, 'success')
        : button(t.plain('desk.button.move_anyway'), data, 'danger'),
    ],
    // All that it does differently is the word to the client.
    ...(served.reachable
      ? [[button(t.plain('desk.button.move_agreed'), moveAsAgreedButton.pack(chosen))]]
      : []),
  ]
}
