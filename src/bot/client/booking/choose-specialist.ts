import { Composer } from 'telegraf'
import type { Service, Specialist } from '../../../domain/agenda.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listSpecialists, type SpecialistList } from '../../../usecases/list-specialists.ts'
import type { BotContext } from '../../bot-context.ts'
import { pageOf, pager } from '../../pager.ts'
import { onTap } from '../../routes.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { titledServices } from '../../visit-text.ts'
import {
  noDesk,
  pickServicesButton,
  serviceButton,
  servicesPageButton,
  specialistCardButton,
  specialistsButton,
  specialistsPageButton,
  type Desk,
} from './buttons.ts'
import { descriptionOf, openMonth } from './choose-day.ts'
import { openTimes } from './choose-time.ts'
import { openServices } from './choose-service.ts'
import { openSeveralServices } from './choose-several.ts'
import { homeOf, timesData, visitData } from './for-client.ts'
import { refuse } from './refuse.ts'
import { refuseToBook } from './refuse-to-book.ts'

export function chooseSpecialist(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(serviceButton, goOn),
    onTap(specialistsButton, goBack),
    onTap(specialistsPageButton, async (ctx, { page, ...choice }) => await goBack(ctx, choice, page)),
  )
  return composer
}

interface Choice extends Desk {
  readonly serviceIds: readonly number[]
  /** The visit that is being moved, if the other specialist is for it. */
  readonly movingBookingId: number | null
}

interface ChosenServices extends Desk {
  readonly serviceIds: readonly number[]
}

async function goOn(ctx: BotContext, services: ChosenServices): Promise<Screen> {
  const { serviceIds, ...desk } = services
  const refused = desk.clientId === null ? await refuseToBook(ctx) : null
  if (refused) return refused
  const screen = await openService(ctx, serviceIds, desk)
  return screen ?? (await refuse(ctx, 'service_gone', { ...services, staffId: null, movingBookingId: null }))
}

/** With a single way to perform it there is nothing to choose. Null: the services can't be booked. */
export async function openService(
  ctx: BotContext,
  serviceIds: readonly number[],
  desk: Desk = noDesk,
): Promise<Screen | null> {
  const choice = { serviceIds, movingBookingId: null, ...desk }
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, choice)
  if (!list.ok) return null
  const only = onlyWay(list)
  if (only === 'nobody') return await refuse(ctx, 'staff_gone', { ...choice, staffId: null })
  if (only === 'several') return renderSpecialists(list, choice, ctx.texts)
  const { date = null, ...rest } = choice
  const target = { ...rest, staffId: only?.id ?? null }
  const introduces = only && list.withCards.includes(only.id) ? only.id : null
  return date === null
    ? await openMonth(ctx, { ...target, month: null, isFirst: true, introduces })
    : await openTimes(ctx, { ...target, date, page: 0 })
}

async function goBack(ctx: BotContext, choice: Choice, page = 0): Promise<Screen | null> {
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, choice)
  if (!list.ok) return await refuse(ctx, list.reason, { ...choice, staffId: null })
  const only = onlyWay(list)
  if (only === 'nobody') return await refuse(ctx, 'staff_gone', { ...choice, staffId: null })
  if (only === 'several') return renderSpecialists(list, choice, ctx.texts, page)
  if (choice.movingBookingId === null) return await openServicesAgain(ctx, choice)
  const { texts: t } = ctx
  await ctx.answerTap(
    only
      ? t.plain('booking.toast.only_specialist', { specialist: only.name })
      : t.plain('booking.toast.only_together'),
  )
  return null
}

async function openServicesAgain(
  ctx: BotContext,
  { serviceIds, clientId, date, from }: ChosenServices,
): Promise<Screen> {
  const desk = { clientId, date, from }
  return serviceIds.length > 1
    ? await openSeveralServices(ctx, serviceIds, 0, desk)
    : await openServices(ctx, 0, desk)
}

type List = Extract<SpecialistList, { ok: true }>

/** The one specialist there is, or null: several, who can only do it together. */
export function onlyWay({ specialists, byAnybody }: List): Specialist | null | 'several' | 'nobody' {
  const [only] = specialists
  if (byAnybody) return only ? 'several' : null
  return only ?? 'nobody'
}

export function renderSpecialists(list: List, choice: Choice, t: Texts, asked = 0): Screen {
  const { services, specialists, withCards, currency } = list
  const { shown, page, pages } = pageOf(specialists, asked, pageSize)
  const data = (staffId: number | null) => timesData({ ...choice, staffId })
  const card = (staffId: number) =>
    withCards.includes(staffId)
      ? [button(t.plain('booking.button.specialist_card'), specialistCardButton.pack({ ...choice, staffId }))]
      : []
  return {
    text: heading(services, choice, t),
    keyboard: [
      [button(t.plain('booking.button.any_specialist'), data(null))],
      ...shown.map((specialist) => [
        button(specialistLabel(specialist, specialists, currency, t), data(specialist.id)),
        ...card(specialist.id),
      ]),
      pager(page, pages, (other) => specialistsPageButton.pack({ ...choice, page: other }), t),
      [button(t.plain('chat.button.back'), wayBack(choice)), ...homeOf(choice, t)],
    ].filter((row) => row.length > 0),
  }
}

function heading(services: readonly Service[], { clientId, movingBookingId }: Choice, t: Texts): string {
  const service = titledServices(services)
  if (clientId !== null) return t.html('desk.choose_specialist', { service })
  const description = movingBookingId === null ? descriptionOf(services) : null
  return description === null
    ? t.html('booking.choose_specialist', { service })
    : t.html('booking.choose_specialist_described', { service, description })
}

function wayBack(choice: Choice): string {
  const { serviceIds, movingBookingId, clientId, date, from } = choice
  if (movingBookingId !== null) return visitData(movingBookingId, choice)
  return serviceIds.length > 1
    ? pickServicesButton.pack({ serviceIds, clientId, page: 0, date, from })
    : servicesPageButton.pack({ clientId, page: 0, date, from })
}

/** Telegram takes a hundred buttons at most; so many can still be looked over. */
const pageSize = 30

/** Prices are told only where they differ. */
function specialistLabel(
  { name, priceMinor }: Specialist,
  all: readonly Specialist[],
  currency: string,
  t: Texts,
): string {
  const samePrice = all.every((other) => other.priceMinor === priceMinor)
  if (samePrice || priceMinor === null) return name
  return t.plain('booking.button.specialist', { name: fit(name, 40), price: t.money(priceMinor, currency) })
}
