import { Composer } from 'telegraf'
import { localDateOf, monthOfDate } from '../../../domain/local-time.ts'
import { specialistOf } from '../../../domain/visit.ts'
import { listSpecialists } from '../../../usecases/list-specialists.ts'
import { viewMyBooking } from '../../../usecases/view-my-booking.ts'
import type { BotContext } from '../../bot-context.ts'
import { onTap } from '../../routes.ts'
import { showBelow } from '../../show-below.ts'
import { withNotice, type Screen } from '../../screen.ts'
import { renderNoBooking } from '../my-bookings/booking-card.ts'
import { bookAgainBelowButton, bookAgainButton, ownVisit } from './buttons.ts'
import { openMonth } from './choose-day.ts'
import { openServices } from './choose-service.ts'
import { onlyWay, renderSpecialists } from './choose-specialist.ts'
import { refuse } from './refuse.ts'
import { refuseToBook } from './refuse-to-book.ts'

/** The calendar of the same services with the same specialist, or the nearest choice that is left. */
export function bookAgain(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(bookAgainButton, open),
    onTap(bookAgainBelowButton, async (ctx, again) => await showBelow(ctx, () => open(ctx, again))),
  )
  return composer
}

async function open(ctx: BotContext, again: { readonly bookingId: number }): Promise<Screen> {
  const refused = await refuseToBook(ctx)
  if (refused) return refused
  const { texts: t } = ctx
  const { useCases } = ctx.services
  const view = await viewMyBooking(useCases, ctx.actor, again)
  if (!view.ok) return renderNoBooking(t)
  const { parts, startsAt, zone } = view.visit
  const staffId = specialistOf(view.visit)
  const serviceIds = parts.map(({ serviceId }) => serviceId)
  // One that was cancelled ahead of its time was wanted about then.
  const near = monthOfDate(localDateOf(zone, startsAt))
  const choice = { serviceIds, ...ownVisit }
  const list = await listSpecialists(useCases, ctx.actor, choice)
  if (!list.ok) return withNotice(t.html('refusal.service_gone'), await openServices(ctx))

  const only = onlyWay(list)
  if (only === 'nobody') return await refuse(ctx, 'staff_gone', { ...choice, staffId: null })
  const isThere = staffId === null ? list.byAnybody : list.specialists.some(({ id }) => id === staffId)
  if (isThere) return await openMonth(ctx, { ...choice, staffId, month: null, near })
  if (only === 'several') {
    return withNotice(t.html('refusal.staff_gone'), renderSpecialists(list, choice, t))
  }
  const instead = only ? t.html('booking.again_instead', { specialist: only.name }) : undefined
  return await openMonth(ctx, { ...choice, staffId: only?.id ?? null, month: null, near }, instead)
}
