import { Composer } from 'telegraf'
import { findVisitAtStart } from '../../../usecases/find-visit-at-start.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import type { Screen } from '../../screen.ts'
import { askPhone } from './ask-phone.ts'
import { bookAndShow, showBooked } from './book.ts'
import { confirmButton, confirmWithNotesButton, ownVisit, type Start } from './buttons.ts'
import { forgetNotes, loadNotes, type KeptNotes } from './kept-notes.ts'
import { openSummary } from './summary.ts'

export function confirm(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(confirmButton, async (ctx, { seen, ...start }) => {
      return await book(ctx, { ...start, ...ownVisit }, null, seen)
    }),
    onTap(confirmWithNotesButton, async (ctx, { notes, seen, ...start }) => {
      return await bookAsSeen(ctx, { ...start, ...ownVisit }, notes, seen)
    }),
  )
  return composer
}

/** Books with the notes that the summary showed, or not at all: they may be gone, or have changed since. */
async function bookAsSeen(
  ctx: BotContext,
  start: Start,
  version: number,
  seen: number,
): Promise<Screen | null> {
  const notes = await loadNotes(ctx, start)
  if (notes?.version === version) return await book(ctx, start, notes, seen)
  const made = await findVisitAtStart(ctx.services.useCases, ctx.actor, start)
  // This button exists only where there were notes, so a visit without any was made by another one.
  const isFromHere = made !== null && (made.guestName !== null || made.comment !== null)
  return isFromHere
    ? await showBooked(ctx, made)
    : await openSummary(ctx, start, ctx.texts.html('notes.changed'))
}

async function book(
  ctx: BotContext,
  start: Start,
  notes: KeptNotes | null,
  seen: number,
): Promise<Screen | null> {
  const booked = await bookAndShow(ctx, start, notes, seen)
  if (booked.outcome === 'phone_required')
    return await askPhone(ctx, { start, notes, seen, country: booked.country })
  if (booked.outcome === 'booked') await forgetNotes(ctx)
  return booked.screen
}
