import type { OutgoingButton, OutgoingMessage, VisitCard } from '../../context.ts'
import { addDays, localDateOf } from '../../domain/local-time.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { askCancelButton, attendButton, bookingButton, moveButton } from '../client/my-bookings/buttons.ts'
import { button } from '../screen.ts'
import { contactLine, visitText } from '../visit-text.ts'
import type { ReminderNotice } from '../../usecases/notice.ts'

export function renderReminder({ now, changeableUntil, visit }: ReminderNotice, t: Texts): OutgoingMessage {
  return {
    text: [
      nearness(now, visit, t),
      visitText({ ...visit, comment: null }, t),
      ...wayOut(now, changeableUntil, visit, t),
    ].join('\n\n'),
    keyboard: answersTo(visit, changeableUntil !== null, t),
  }
}

/**
 * For whoever can't come. By default the first reminder comes an hour before it is too late for changes, and its buttons do
 * not show that; the later ones have no such buttons any more.
 */
function wayOut(now: Date, until: Date | null, visit: VisitCard, t: Texts): string[] {
  const { startsAt, zone } = visit
  if (until === null) return [contactLine(visit, t)]
  if (until >= startsAt || localDateOf(zone, until) !== localDateOf(zone, now)) return []
  return [t.html('notice.reminder_change_until', { time: t.time(until, zone) })]
}

/** What a client may answer to a word about their coming visit: *I will come · Move · Cancel*. */
export function answersTo(visit: VisitCard, changeable: boolean, t: Texts): OutgoingButton[][] {
  const { bookingId, version, status } = visit
  const attendance =
    visit.attendanceConfirmed || status !== 'confirmed'
      ? []
      : [[button(t.plain('visit.button.attend'), attendButton.pack({ bookingId, version }), 'success')]]
  return [...attendance, changeable ? changes(visit, t) : details(visit, t)]
}

function changes({ bookingId }: VisitCard, t: Texts): OutgoingButton[] {
  return [
    button(t.plain('visit.button.move'), moveButton.pack({ bookingId })),
    button(t.plain('visit.button.cancel'), askCancelButton.pack({ bookingId })),
  ]
}

/** Too late for the client to change it. */
function details({ bookingId }: VisitCard, t: Texts): OutgoingButton[] {
  return [button(t.plain('start.button.open_visit'), bookingButton.pack({ bookingId }))]
}

/** Up to this long before, a person counts in hours, also over midnight; further away in days. */
const countedInHoursUntilMin = 6 * 60

/** A reminder comes a little late at most: within so much of a full hour it says the hour. */
const toleranceMin = 10

function nearness(now: Date, { startsAt, zone }: VisitCard, t: Texts): string {
  const time = t.time(startsAt, zone)
  const minutes = Math.round((startsAt.getTime() - now.getTime()) / 60_000)
  if (minutes < 5) return t.html('notice.reminder_now', { time })
  const hours = Math.round(minutes / 60)
  if (hours >= 1 && minutes <= countedInHoursUntilMin && Math.abs(minutes - hours * 60) <= toleranceMin) {
    return t.html('notice.reminder_hours', { hours, time })
  }
  if (minutes < 60) return t.html('notice.reminder_minutes', { minutes: Math.round(minutes / 5) * 5, time })
  const today = localDateOf(zone, now)
  const day = localDateOf(zone, startsAt)
  if (day === today) return t.html('notice.reminder_today', { time })
  if (day === addDays(today, 1)) return t.html('notice.reminder_tomorrow', { time })
  return t.html('notice.reminder_day', { day: t.onDay(day), time })
}
