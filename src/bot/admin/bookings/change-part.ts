import { Composer } from 'telegraf'
import type { OutgoingButton } from '../../../context.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { changePartAsStaff, type ChangePartInput } from '../../../usecases/change-part-as-staff.ts'
import { listPartChoices, type PartChoices } from '../../../usecases/list-part-choices.ts'
import type { PartChange } from '../../../usecases/plan-part-change.ts'
import { viewPartChange, type PartChangeView } from '../../../usecases/view-part-change.ts'
import type { BotContext } from '../../bot-context.ts'
import { serviceLabel } from '../../client/booking/choose-service.ts'
import { clientLine } from '../../notices/client-line.ts'
import { pageOf, pager } from '../../pager.ts'
import { onTap } from '../../routes.ts'
import { button, fit, withNotice, type Screen } from '../../screen.ts'
import { beforeLine, titled, titledParts, visitText } from '../../visit-text.ts'
import type { WayBack } from '../../way-back.ts'
import { backAndHome } from '../navigation.ts'
import {
  askPartButton,
  changePartButton,
  choosePartButton,
  partServicesButton,
  partStaffButton,
  staffCardButton,
} from './buttons.ts'
import { openAsItIs, openStaffCard, renderGone, renderStaffCard, showChange } from './card.ts'
import { takenText, unusualText } from './unusual-text.ts'

/** Another service or another specialist, in a visit of several for one of them. */
export function changePartScreens(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(choosePartButton, choosePart),
    onTap(partServicesButton, async (ctx, place) => await openServices(ctx, place)),
    onTap(partStaffButton, async (ctx, place) => await openStaff(ctx, place)),
    onTap(askPartButton, ask),
    onTap(changePartButton, change),
  )
  return composer
}

interface PartPlace extends WayBack {
  readonly bookingId: number
  readonly part: number
  readonly page: number
}

type Choices = Extract<PartChoices, { ok: true }>

/** With a single service there is nothing to choose. */
async function choosePart(
  ctx: BotContext,
  { bookingId, change, from }: { readonly bookingId: number; readonly change: 'service' | 'staff' } & WayBack,
): Promise<Screen> {
  const choices = await listPartChoices(ctx.services.useCases, ctx.actor, {
    bookingId,
    part: 0,
    serviceId: null,
  })
  if (!choices.ok) return await openAsItIs(ctx, { bookingId, from })
  const { parts } = choices.booking.visit
  if (parts.length > 1) return renderParts(choices, { change, from }, ctx.texts)
  const place = { bookingId, part: 0, page: 0, from }
  if (change === 'service') return renderServices(choices, place, ctx.texts)
  return await openStaff(ctx, { ...place, serviceId: parts[0].serviceId })
}

function renderParts(
  { booking: { visit } }: Choices,
  { change, from }: { readonly change: 'service' | 'staff' } & WayBack,
  t: Texts,
): Screen {
  const { bookingId } = visit
  return {
    text: t.html(`desk.which_${change}`, { service: titledParts(visit.parts) }),
    keyboard: [
      ...visit.parts.map(({ serviceId, serviceName, serviceEmoji, staffName }, part) => {
        const place = { bookingId, part, page: 0, from }
        const label = [titled(serviceName, serviceEmoji), staffName].filter((one) => one !== null).join(' · ')
        const data =
          change === 'service'
            ? partServicesButton.pack(place)
            : partStaffButton.pack({ ...place, serviceId })
        return [button(label, data)]
      }),
      backAndHome(staffCardButton.pack({ bookingId, from }), t),
    ],
  }
}

async function openServices(ctx: BotContext, place: PartPlace): Promise<Screen> {
  const { bookingId, part } = place
  const choices = await listPartChoices(ctx.services.useCases, ctx.actor, {
    bookingId,
    part,
    serviceId: null,
  })
  return choices.ok ? renderServices(choices, place, ctx.texts) : await openAsItIs(ctx, place)
}

const pageSize = 30

/** Whoever performs a service now goes on with it, if they perform the other one, too. */
function renderServices({ booking: { visit }, services }: Choices, place: PartPlace, t: Texts): Screen {
  const { bookingId, part, from } = place
  const { shown, page, pages } = pageOf(services, place.page, pageSize)
  const present = visit.parts[part]
  const staffId = present?.staffId ?? visit.staffId
  return {
    text: t.html(services.length === 0 ? 'desk.no_other_service' : 'desk.choose_other_service', {
      service: present ? titled(present.serviceName, present.serviceEmoji) : titledParts(visit.parts),
    }),
    keyboard: [
      ...shown.map((service) => [
        button(
          serviceLabel(service, visit.currency, t),
          askPartButton.pack({ bookingId, part, serviceId: service.id, staffId, from }),
        ),
      ]),
      pager(page, pages, (other) => partServicesButton.pack({ bookingId, part, page: other, from }), t),
      backAndHome(staffCardButton.pack({ bookingId, from }), t),
    ].filter((row) => row.length > 0),
  }
}

async function openStaff(
  ctx: BotContext,
  place: PartPlace & { readonly serviceId: number },
  notice?: string,
): Promise<Screen> {
  const { bookingId, part, serviceId } = place
  const choices = await listPartChoices(ctx.services.useCases, ctx.actor, { bookingId, part, serviceId })
  if (!choices.ok) return await openAsItIs(ctx, place)
  return withNotice(notice, renderStaff(choices, place, ctx.texts))
}

function renderStaff(
  { booking: { visit }, services, specialists }: Choices,
  place: PartPlace & { readonly serviceId: number },
  t: Texts,
): Screen {
  const { bookingId, part, serviceId, from } = place
  const present = visit.parts[part]
  const others = specialists.filter(({ id }) => present?.serviceId !== serviceId || present.staffId !== id)
  const { shown, page, pages } = pageOf(others, place.page, pageSize)
  const wanted = services.find(({ id }) => id === serviceId)
  return {
    text: t.html(others.length === 0 ? 'desk.no_other_specialist' : 'desk.choose_other_specialist', {
      service: wanted ? titled(wanted.name, wanted.emoji) : titledParts(present ? [present] : visit.parts),
    }),
    keyboard: [
      ...shown.map(({ id: staffId, name, priceMinor }) => {
        const price = priceMinor === null ? null : t.money(priceMinor, visit.currency)
        const label =
          price === null ? name : t.plain('booking.button.specialist', { name: fit(name, 40), price })
        return [button(label, askPartButton.pack({ bookingId, part, serviceId, staffId, from }))]
      }),
      pager(
        page,
        pages,
        (other) => partStaffButton.pack({ bookingId, part, serviceId, page: other, from }),
        t,
      ),
      backAndHome(staffCardButton.pack({ bookingId, from }), t),
    ].filter((row) => row.length > 0),
  }
}

type PartAsked = PartChange & WayBack & { readonly bookingId: number }

async function ask(ctx: BotContext, asked: PartAsked): Promise<Screen> {
  const view = await viewPartChange(ctx.services.useCases, ctx.actor, asked)
  if (view.ok) return renderPartChange(view, asked, ctx.texts)
  return await explain(ctx, asked, view)
}

async function explain(
  ctx: BotContext,
  asked: PartAsked,
  view: Extract<PartChangeView, { ok: false }>,
): Promise<Screen> {
  const { texts: t } = ctx
  const { bookingId, part, from } = asked
  switch (view.reason) {
    case 'booking_gone':
      return await openAsItIs(ctx, asked)
    case 'not_changed':
      return await openStaffCard(ctx, asked)
    case 'service_gone':
      return withNotice(
        t.html('desk.service_gone'),
        await openServices(ctx, { bookingId, part, page: 0, from }),
      )
    case 'staff_gone':
      return await openStaff(ctx, { ...asked, page: 0 }, t.html('desk.performs_not'))
    case 'slot_taken': {
      return await openStaff(ctx, { ...asked, page: 0 }, takenText(view.inTheWay, t))
    }
  }
}

export function renderPartChange(
  { booking, changed, unusual }: Extract<PartChangeView, { ok: true }>,
  asked: PartAsked,
  t: Texts,
): Screen {
  const { visit, clientName } = booking
  const data = changePartButton.pack({ ...asked, version: visit.version, accepted: unusual })
  return {
    text: [
      t.html('desk.change_question'),
      [t.html('desk.was_service', { service: titledParts(visit.parts) }), beforeLine(visit, t)].join('\n'),
      [t.html('desk.will_be'), visitText({ ...changed, address: null }, t), clientLine(clientName, t)].join(
        '\n',
      ),
      ...unusualText(unusual, t),
    ].join('\n\n'),
    keyboard: [[confirm(data, unusual.length > 0, t)], backAndHome(staffCardButton.pack(asked), t)],
  }
}

function confirm(data: string, isUnusual: boolean, t: Texts): OutgoingButton {
  return isUnusual
    ? button(t.plain('desk.button.change_anyway'), data, 'danger')
    : button(t.plain('desk.button.change'), data, 'success')
}

async function change(ctx: BotContext, input: ChangePartInput & WayBack): Promise<Screen> {
  const { texts: t } = ctx
  const result = await changePartAsStaff(ctx.services.useCases, ctx.actor, input)
  if (result.ok) {
    const card = renderStaffCard(result.booking, t, input.from)
    return { ...withNotice(t.html('card.changed'), card), toast: t.plain('card.toast.changed') }
  }
  switch (result.reason) {
    case 'booking_gone':
      return renderGone(t)
    case 'changed_meanwhile':
    case 'not_now':
      return showChange({ ...result, reason: result.reason }, t, input.from)
    // Looked at anew: it warns of what is unusual by now, or says what is in the way.
    case 'slot_taken':
    case 'unusual':
    case 'not_changed':
    case 'service_gone':
    case 'staff_gone':
      return await ask(ctx, input)
  }
}
