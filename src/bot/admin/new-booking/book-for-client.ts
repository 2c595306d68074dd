import { Composer } from 'telegraf'
import { bookAsStaff } from '../../../usecases/book-as-staff.ts'
import type { UnusualReason } from '../../../domain/staff-start.ts'
import { noNotes } from '../../../domain/visit-notes.ts'
import type { BotContext } from '../../bot-context.ts'
import { targetOf, type Start } from '../../client/booking/buttons.ts'
import { forgetNotes, loadNotes, type KeptNotes } from '../../client/booking/kept-notes.ts'
import { refuse } from '../../client/booking/refuse.ts'
import { openSummary } from '../../client/booking/summary.ts'
import { onTap } from '../../routes.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { renderStaffCard } from '../bookings/card.ts'
import { bookForClientButton, bookWithNotesButton } from './buttons.ts'

export function bookForClient(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(bookForClientButton, async (ctx, { accepted, ...start }) => {
      return await book(ctx, { ...start, movingBookingId: null }, start.clientId, { accepted, notes: null })
    }),
    onTap(bookWithNotesButton, async (ctx, { accepted, notes: version, ...chosen }) => {
      const start = { ...chosen, movingBookingId: null }
      const notes = await loadNotes(ctx, start)
      return notes?.version === version
        ? await book(ctx, start, chosen.clientId, { accepted, notes })
        : await openSummary(ctx, start, ctx.texts.html('notes.changed'))
    }),
  )
  return composer
}

async function book(
  ctx: BotContext,
  start: Start,
  clientId: number,
  seen: { readonly accepted: readonly UnusualReason[]; readonly notes: KeptNotes | null },
): Promise<Screen> {
  const { texts: t } = ctx
  const { accepted, notes } = seen
  const input = { ...start, clientId, accepted, notes: notes ?? noNotes }
  const result = await bookAsStaff(ctx.services.useCases, ctx.actor, input)
  if (result.ok) {
    if (notes) await forgetNotes(ctx)
    const card = renderStaffCard(result.booking, t, start.from)
    return { ...withNotice(t.html('desk.booked'), card), toast: t.plain('desk.toast.booked') }
  }
  switch (result.reason) {
    // The summary looks anew: it warns of what is unusual by now, or says whose time it is.
    case 'slot_taken':
    case 'unusual':
    case 'past':
    case 'not_offered':
      return await openSummary(ctx, start)
    case 'service_gone':
    case 'staff_gone':
    case 'booking_gone':
    case 'client_gone':
    case 'too_late':
      return await refuse(ctx, result.reason, targetOf(start))
  }
}
