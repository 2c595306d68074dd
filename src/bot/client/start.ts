import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../context.ts'
import { may } from '../../domain/roles.ts'
import type { Texts } from '../../i18n/i18n.ts'
import { viewGreeting, type Greeting } from '../../usecases/view-greeting.ts'
import { viewPanel, type PanelView } from '../../usecases/view-panel.ts'
import { panelButton } from '../admin/navigation.ts'
import { addServiceDialog } from '../admin/services/buttons.ts'
import type { BotContext } from '../bot-context.ts'
import { openDialogButton } from '../dialogs/buttons.ts'
import { onCommand } from '../routes.ts'
import { button, withNotice, type Screen } from '../screen.ts'
import { visitText } from '../visit-text.ts'
import { chooseServiceButton } from './booking/buttons.ts'
import { openService } from './booking/choose-specialist.ts'
import { refuseToBook } from './booking/refuse-to-book.ts'
import { openSpecialist } from './booking/specialist-card.ts'
import { openStaffLink } from './connect-staff.ts'
import { openAdminLink, readAdminLink } from './join-team.ts'
import { bookingButton, myBookingsButton } from './my-bookings/buttons.ts'

export function start(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(onCommand('start', greet))
  return composer
}

/** Two messages: the first brings the menu under the input field, the second may carry buttons of its own. */
async function greet(ctx: BotContext): Promise<Screen> {
  const { actor, texts: t } = ctx
  const greeting = await viewGreeting(ctx.services.useCases, actor)
  const glance = await viewPanel(ctx.services.useCases, actor)
  await ctx.sendWithMenu(glance.ok ? renderHelloToStaff(actor, t) : renderHello(greeting, actor, t))
  const offer = glance.ok
    ? renderDay(glance, { bookable: greeting.bookable, addsServices: may(actor.role, 'services') }, t)
    : renderOffer(greeting, actor, t)
  const payload = payloadOf(ctx.typed ?? '')
  if (payload === '') return offer
  return (await openLink(ctx, payload)) ?? withNotice(t.html('start.link_outdated'), offer)
}

/** What a link like `https://t.me/salon_bot?start=s_7` brings along. */
function payloadOf(typed: string): string {
  return typed.replace(/^\/start\S*\s*/i, '').trim()
}

/**
 * `s_<service>`, `m_<specialist>`, `c_<token>`, by which a specialist connects, or `am_<token>`, by which somebody gets a
 * role. Null: there is no such thing, or not any more.
 */
async function openLink(ctx: BotContext, payload: string): Promise<Screen | null> {
  if (payload.startsWith('c_')) return await openStaffLink(ctx, payload.slice(2))
  const adminLink = readAdminLink(payload)
  if (adminLink) return await openAdminLink(ctx, adminLink)
  const [, kind, digits] = /^([sm])_([1-9]\d{0,15})$/.exec(payload) ?? []
  const id = Number(digits)
  if (!Number.isSafeInteger(id)) return null
  const refused = await refuseToBook(ctx)
  if (refused) return refused
  return kind === 's' ? await openService(ctx, [id]) : await openSpecialist(ctx, id)
}

function renderHello(
  { businessName }: Greeting,
  person: { readonly firstName: string; readonly isNew: boolean },
  t: Texts,
): string {
  const values = { name: person.firstName, business: businessName }
  return t.html(person.isNew ? 'start.hello' : 'start.hello_again', values)
}

function renderHelloToStaff({ firstName }: { readonly firstName: string }, t: Texts): string {
  return t.html('start.hello_staff', { name: firstName })
}

/** What whoever works here is greeted with: their day, and what they can do next. */
export function renderDay(
  {
    businessName,
    today,
    visits,
  }: Pick<Extract<PanelView, { ok: true }>, 'businessName' | 'today' | 'visits'>,
  { bookable, addsServices }: { readonly bookable: boolean; readonly addsServices: boolean },
  t: Texts,
): Screen {
  const openPanel = button(t.plain('panel.button.open'), panelButton.pack({}), ...(bookable ? primary : []))
  const addService = addsServices ? [[addServiceButton(t, bookable ? [] : primary)]] : []
  if (!bookable && addsServices) {
    return { text: t.html('start.owner_first_steps'), keyboard: [...addService, [openPanel]] }
  }
  const asClient = bookable ? [[button(t.plain('service.button.book'), chooseServiceButton.pack({}))]] : []
  return {
    text: [
      t.html('panel.business', { business: businessName }),
      t.html('panel.today', { day: t.day(today), visits }),
      '',
      t.html(addsServices ? 'start.for_owner' : 'start.for_staff'),
    ].join('\n'),
    keyboard: [[openPanel], ...addService, ...asClient],
  }
}

const primary = ['primary'] as const

export function renderOffer(
  { bookable, next, reminds }: Greeting,
  guest: { readonly isNew: boolean },
  t: Texts,
): Screen {
  if (next) {
    const text = `${t.html('start.next_visit')}\n\n${visitText(next, t)}`
    return { text, keyboard: nextVisitButtons(next.bookingId, t) }
  }
  if (!bookable) return { text: t.html('start.not_open_yet'), keyboard: [] }
  const text = guest.isNew
    ? t.html(reminds ? 'start.abilities_with_reminders' : 'start.abilities')
    : t.html('start.when')
  return { text, keyboard: [[bookButton(t)]] }
}

function addServiceButton(t: Texts, style: readonly ['primary'] | readonly []): OutgoingButton {
  const data = openDialogButton.pack({ dialog: addServiceDialog })
  return button(t.plain('start.button.add_service'), data, ...style)
}

function nextVisitButtons(bookingId: number, t: Texts): OutgoingButton[][] {
  return [
    [button(t.plain('start.button.open_visit'), bookingButton.pack({ bookingId }))],
    [
      bookButton(t),
      button(t.plain('start.button.my_bookings'), myBookingsButton.pack({ scope: 'upcoming', page: 0 })),
    ],
  ]
}

function bookButton(t: Texts): OutgoingButton {
  return button(t.plain('start.button.book'), chooseServiceButton.pack({}), 'primary')
}
