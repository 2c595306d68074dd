import { Composer } from 'telegraf'
import type { OutgoingButton, VisitCard } from '../../../context.ts'
import { noNotes } from '../../../domain/visit-notes.ts'
import type { Rating } from '../../../domain/review.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listRatings } from '../../../usecases/list-ratings.ts'
import { viewSummary, type SummaryView } from '../../../usecases/view-summary.ts'
import { renderServedSummary } from '../../admin/bookings/served-summary.ts'
import { takenText } from '../../admin/bookings/unusual-text.ts'
import type { BotContext } from '../../bot-context.ts'
import type { Home } from '../../dialogs/dialog.ts'
import { onTap } from '../../routes.ts'
import { button, fit, withNotice, type Screen } from '../../screen.ts'
import { ratingText } from '../../stars.ts'
import { movedVisitText, visitText } from '../../visit-text.ts'
import {
  confirmButton,
  confirmMoveButton,
  confirmWithNotesButton,
  dayButton,
  dayOf,
  noteButton,
  targetOf,
  timeButton,
  type Start,
} from './buttons.ts'
import { openTimes } from './choose-time.ts'
import { loadNotes, notesDraft, startOf, type KeptNotes, type VisitUnderWay } from './kept-notes.ts'
import { refuse } from './refuse.ts'

export function summary(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(timeButton, async (ctx, start) => await openSummary(ctx, start)))
  return composer
}

/** What dialogs about a visit under way come back to: its summary, with the notes on it. */
export const summaryHome: Home<VisitUnderWay> = {
  draft: notesDraft,
  show: async (ctx, visit) => await openSummary(ctx, startOf(visit)),
}

export async function openSummary(ctx: BotContext, start: Start, notice?: string): Promise<Screen> {
  return (await trySummary(ctx, start, notice)).screen
}

/** `timeRefused`: not the summary, but other times of that day, and why. */
export async function trySummary(
  ctx: BotContext,
  start: Start,
  notice?: string,
): Promise<{ readonly screen: Screen; readonly timeRefused: boolean }> {
  const target = targetOf(start)
  const view = await viewSummary(ctx.services.useCases, ctx.actor, { target, startsAt: start.startsAt })
  if (view.ok) {
    const notes = view.moving ? null : await loadNotes(ctx, start)
    if (view.served) {
      const summary = renderServedSummary(view, view.served, start, ctx.texts, notes)
      return { screen: withNotice(notice, summary), timeRefused: false }
    }
    const rating = await ratingOf(ctx, start.serviceIds)
    const summary = renderSummary(view, start, ctx.texts, notes, rating)
    return { screen: withNotice(notice, summary), timeRefused: false }
  }
  switch (view.reason) {
    case 'slot_taken': {
      const taken = 'inTheWay' in view ? takenText(view.inTheWay, ctx.texts) : undefined
      const times = await openTimes(ctx, start, taken ?? ctx.texts.html('refusal.slot_taken'))
      return { screen: times, timeRefused: true }
    }
    case 'past':
    case 'minimum_notice':
    case 'not_offered':
      return {
        screen: await openTimes(ctx, start, ctx.texts.html(`refusal.${view.reason}`)),
        timeRefused: true,
      }
    case 'service_gone':
    case 'staff_gone':
    case 'booking_gone':
    case 'client_gone':
    case 'too_late':
    case 'beyond_horizon':
      return { screen: await refuse(ctx, view.reason, target), timeRefused: false }
  }
}

/** Of one service: several have no rating together. */
async function ratingOf(ctx: BotContext, [serviceId, ...others]: readonly number[]) {
  if (serviceId === undefined || others.length > 0) return undefined
  return (await listRatings(ctx.services.useCases, ctx.actor, [serviceId])).get(serviceId)
}

type Summary = Extract<SummaryView, { ok: true }>

export function renderSummary(
  view: Summary,
  start: Start,
  t: Texts,
  notes: KeptNotes | null = null,
  rating?: Rating,
): Screen {
  const otherTime = [button(t.plain('booking.button.other_time'), dayButton.pack(dayOf(start)))]
  const { moving } = view
  const hint = hintsOf(view, t)
    .map((one) => `\n\n${one}`)
    .join('')
  if (moving) {
    const moved = movedVisitText(asVisit(view), moving, 'booking.moved_to', t)
    return {
      text: `${t.html('booking.summary_move')}\n\n${moved}${hint}`,
      keyboard: [[confirmMove(start, moving, view.fingerprint, t)], otherTime],
    }
  }
  const rated = rating ? `\n${ratingText(rating, t)}` : ''
  return {
    text: `${t.html('booking.summary')}\n\n${visitText({ ...asVisit(view), ...notes }, t)}${rated}${hint}`,
    keyboard: [[confirm(start, notes, view.fingerprint, t)], ...noteButtons(start, notes, t), otherTime],
  }
}

/** What whoever confirms should know before. */
function hintsOf({ moving, needsApproval, unchangeableWithinHours: hours }: Summary, t: Texts): string[] {
  return [
    ...(needsApproval ? [t.html(moving ? 'request.hint_move' : 'request.hint')] : []),
    ...(hours === null ? [] : [t.html('booking.unchangeable', { hours })]),
  ]
}

function confirmMove(
  start: Start,
  { bookingId, version }: VisitCard,
  seen: number,
  t: Texts,
): OutgoingButton {
  const { staffId, startsAt, date, page } = start
  const data = confirmMoveButton.pack({ bookingId, version, staffId, date, page, startsAt, seen })
  return button(t.plain('booking.button.confirm_move'), data, 'success')
}

function confirm(start: Start, notes: KeptNotes | null, seen: number, t: Texts): OutgoingButton {
  const data = notes
    ? confirmWithNotesButton.pack({ ...start, notes: notes.version, seen })
    : confirmButton.pack({ ...start, seen })
  return button(t.plain('booking.button.confirm'), data, 'success')
}

function noteButtons(start: Start, notes: KeptNotes | null, t: Texts): OutgoingButton[][] {
  const { comment, guestName } = notes ?? noNotes
  const guest =
    guestName === null
      ? t.plain('notes.button.guest_me')
      : t.plain('notes.button.guest', { guest: fit(guestName, 40) })
  const added = comment === null ? 'no' : 'yes'
  return [
    [button(t.plain('notes.button.comment', { added }), noteButton.pack({ ...start, note: 'comment' }))],
    [button(guest, noteButton.pack({ ...start, note: 'guest' }))],
  ]
}

function asVisit(view: Summary) {
  return { ...view, priceFrom: view.priceVaries }
}
