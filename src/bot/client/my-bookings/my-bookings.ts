import { Composer } from 'telegraf'
import type { OutgoingButton, VisitCard } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listMyBookings, type MyBookings } from '../../../usecases/list-my-bookings.ts'
import type { BotContext } from '../../bot-context.ts'
import { pager } from '../../pager.ts'
import { onCommand, onMenu, onTap } from '../../routes.ts'
import { button, withNotice, type Screen } from '../../screen.ts'
import { showBelow } from '../../show-below.ts'
import { titledParts } from '../../visit-text.ts'
import { chooseServiceButton } from '../booking/buttons.ts'
import { entryButton } from '../waiting-list/buttons.ts'
import { waitingLabel } from '../waiting-list/waiting-text.ts'
import { bookingButton, myBookingsBelowButton, myBookingsButton } from './buttons.ts'

export function myBookings(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const showFirst = async (ctx: BotContext) => await openMyBookings(ctx, { scope: 'upcoming', page: 0 })
  composer.use(
    onCommand('my', showFirst),
    onMenu('my_bookings', showFirst),
    onTap(myBookingsButton, async (ctx, query) => await openMyBookings(ctx, query)),
    onTap(myBookingsBelowButton, async (ctx) => await showBelow(ctx, () => showFirst(ctx))),
  )
  return composer
}

interface Query {
  readonly scope: 'upcoming' | 'past'
  readonly page: number
}

export async function openMyBookings(ctx: BotContext, query: Query, notice?: string): Promise<Screen> {
  const list = await listMyBookings(ctx.services.useCases, ctx.actor, query)
  return withNotice(notice, renderMyBookings(list, query.scope, ctx.texts))
}

/** Told to whoever has as many as they may: another *Book* would bring them here again, to what they see already. */
export async function openMyBookingsAtLimit(ctx: BotContext, notice: string): Promise<Screen> {
  const screen = await openMyBookings(ctx, { scope: 'upcoming', page: 0 }, notice)
  const book = chooseServiceButton.pack({})
  const keyboard = screen.keyboard.map((row) => row.filter(({ data }) => data !== book))
  return { ...screen, keyboard: keyboard.filter((row) => row.length > 0) }
}

export function renderMyBookings(list: MyBookings, scope: Query['scope'], t: Texts): Screen {
  const { visits, waiting, page, pages } = list
  return {
    text: headingOf(visits.length === 0, scope, t),
    keyboard: [
      ...visits.map((visit) => [
        button(labelOf(visit, scope, t), bookingButton.pack({ bookingId: visit.bookingId })),
      ]),
      ...waiting.map((card) => [button(waitingLabel(card, t), entryButton.pack({ entryId: card.entryId }))]),
      pager(page, pages, (other) => myBookingsButton.pack({ scope, page: other }), t),
      otherScope(scope, t),
    ].filter((row) => row.length > 0),
  }
}

function headingOf(empty: boolean, scope: Query['scope'], t: Texts): string {
  return t.html(empty ? `visit.none_${scope}` : `visit.${scope}`)
}

function labelOf(visit: VisitCard, scope: Query['scope'], t: Texts): string {
  const { startsAt, zone, parts, status } = visit
  const moment =
    scope === 'past' ? t.dateWithYear(startsAt, zone) : t.capitalised(t.shortMoment(startsAt, zone))
  const values = { moment, service: titledParts(parts) }
  return t.plain(status === 'cancelled' ? 'visit.button.in_list_cancelled' : 'visit.button.in_list', values)
}

function otherScope(scope: Query['scope'], t: Texts): OutgoingButton[] {
  if (scope === 'past') {
    return [button(t.plain('visit.button.upcoming'), myBookingsButton.pack({ scope: 'upcoming', page: 0 }))]
  }
  return [
    button(t.plain('start.button.book'), chooseServiceButton.pack({})),
    button(t.plain('visit.button.past'), myBookingsButton.pack({ scope: 'past', page: 0 })),
  ]
}
