import { Composer } from 'telegraf'
import type { VisitCard } from '../../../context.ts'
import { localDateOf } from '../../../domain/local-time.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { acceptOffer } from '../../../usecases/accept-offer.ts'
import { refuseOffer } from '../../../usecases/refuse-offer.ts'
import type { WaitingCard } from '../../../usecases/waiting-card.ts'
import type { BotContext } from '../../bot-context.ts'
import { offerButtons } from '../../notices/offer.ts'
import { onTap } from '../../routes.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { visitText } from '../../visit-text.ts'
import { showBooked } from '../booking/book.ts'
import { renderBanned } from '../booking/refuse-to-book.ts'
import { dayButton, ownVisit } from '../booking/buttons.ts'
import { myBookingsButton } from '../my-bookings/buttons.ts'
import { openMyBookings } from '../my-bookings/my-bookings.ts'
import { acceptButton, leaveButton, refuseButton } from './buttons.ts'

/** The two buttons under an offer; after it is over they say so. */
export function answerOffer(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onTap(acceptButton, accept), onTap(refuseButton, refuse))
  return composer
}

interface Target {
  readonly bookingId: number
}

async function accept(ctx: BotContext, target: Target): Promise<Screen> {
  const { texts: t } = ctx
  const result = await acceptOffer(ctx.services.useCases, ctx.actor, target)
  if (result.ok) return await showBooked(ctx, result.visit)
  switch (result.reason) {
    case 'offer_over':
      return renderOver(result.visit, t)
    case 'offer_gone':
      return renderGone(t)
    case 'own_overlap':
      return renderOverlap(result.visit, t)
    case 'limit_reached': {
      const notice = t.html('waiting.limit_reached', { upcoming: result.upcoming })
      return await openMyBookings(ctx, { scope: 'upcoming', page: 0 }, notice)
    }
    case 'banned':
      return renderBanned(result.phone, t)
  }
}

async function refuse(ctx: BotContext, target: Target): Promise<Screen> {
  const { texts: t } = ctx
  const result = await refuseOffer(ctx.services.useCases, ctx.actor, target)
  if (result.ok) return renderRefused(result.card, t)
  switch (result.reason) {
    case 'taken':
      return await showBooked(ctx, result.visit)
    case 'offer_over':
      return renderOver(result.visit, t)
    case 'offer_gone':
      return renderGone(t)
  }
}

export function renderRefused(card: WaitingCard | null, t: Texts): Screen {
  const toList = [button(t.plain('start.button.my_bookings'), toUpcoming)]
  if (!card) return { text: t.html('waiting.refused_and_left'), keyboard: [toList] }
  const { entryId } = card
  return {
    text: t.html('waiting.refused'),
    keyboard: [[button(t.plain('waiting.button.leave'), leaveButton.pack({ entryId }))], toList],
  }
}

/** The time may be free, or somebody else's by now: the calendar knows. */
export function renderOver(visit: VisitCard, t: Texts): Screen {
  const { staffId, startsAt, zone } = visit
  const date = localDateOf(zone, startsAt)
  const day = dayButton.pack({
    serviceIds: [visit.parts[0].serviceId],
    staffId,
    ...ownVisit,
    date,
    page: 0,
  })
  return {
    text: `${t.html('waiting.offer_over')}\n\n${visitText({ ...visit, address: null }, t)}`,
    keyboard: [[button(t.plain('waiting.button.calendar'), day)]],
  }
}

export function renderOverlap(visit: VisitCard, t: Texts): Screen {
  const screen = { text: visitText({ ...visit, address: null }, t), keyboard: offerButtons(visit, t) }
  return withNotice(t.html('waiting.own_overlap'), screen)
}

function renderGone(t: Texts): Screen {
  return {
    text: t.html('waiting.offer_gone'),
    keyboard: [[button(t.plain('start.button.my_bookings'), toUpcoming)]],
  }
}

const toUpcoming = myBookingsButton.pack({ scope: 'upcoming', page: 0 })
