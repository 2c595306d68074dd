import { Composer } from 'telegraf'
import type { Specialist } from '../../../domain/agenda.ts'
import type { Texts } from '../../../i18n/i18n.ts'
import { listSpecialists, type SpecialistList } from '../../../usecases/list-specialists.ts'
import type { BotContext } from '../../bot-context.ts'
import { pageOf, pager } from '../../pager.ts'
import { onTap } from '../../routes.ts'
import { button, fit, type Screen } from '../../screen.ts'
import { titled } from '../../visit-text.ts'
import { bookingButton } from '../my-bookings/buttons.ts'
import {
  chooseServiceButton,
  monthButton,
  serviceButton,
  specialistCardButton,
  specialistsButton,
  specialistsPageButton,
} from './buttons.ts'
import { openMonth } from './choose-day.ts'
import { openServices } from './choose-service.ts'
import { refuse } from './refuse.ts'

export function chooseSpecialist(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    onTap(serviceButton, goOn),
    onTap(specialistsButton, goBack),
    onTap(specialistsPageButton, async (ctx, { page, ...choice }) => await goBack(ctx, choice, page)),
  )
  return composer
}

interface Choice {
  readonly serviceId: number
  /** The visit that is being moved, if the other specialist is for it. */
  readonly movingBookingId: number | null
}

async function goOn(ctx: BotContext, { serviceId }: { readonly serviceId: number }): Promise<Screen> {
  const screen = await openService(ctx, serviceId)
  return screen ?? (await refuse(ctx, 'service_gone', { serviceId, staffId: null, movingBookingId: null }))
}

/** With a single specialist there is nothing to choose. Null: the service can't be booked. */
export async function openService(ctx: BotContext, serviceId: number): Promise<Screen | null> {
  const choice = { serviceId, movingBookingId: null }
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, choice)
  if (!list.ok) return null
  const [only, ...others] = list.specialists
  if (!only) return await refuse(ctx, 'staff_gone', { ...choice, staffId: null })
  if (others.length > 0) return renderSpecialists(list, choice, ctx.texts)
  return await openMonth(ctx, { ...choice, staffId: only.id, month: null })
}

async function goBack(ctx: BotContext, choice: Choice, page = 0): Promise<Screen | null> {
  const list = await listSpecialists(ctx.services.useCases, ctx.actor, choice)
  if (!list.ok) return await refuse(ctx, list.reason, { ...choice, staffId: null })
  const [only, ...others] = list.specialists
  if (!only) return await refuse(ctx, 'staff_gone', { ...choice, staffId: null })
  if (others.length > 0) return renderSpecialists(list, choice, ctx.texts, page)
  if (choice.movingBookingId === null) return await openServices(ctx)
  await ctx.answerTap(ctx.texts.plain('booking.toast.only_specialist', { specialist: only.name }))
  return null
}

export function renderSpecialists(
  list: Extract<SpecialistList, { ok: true }>,
  choice: Choice,
  t: Texts,
  asked = 0,
): Screen {
  const { service, specialists, withCards, currency } = list
  const { shown, page, pages } = pageOf(specialists, asked, pageSize)
  const data = (staffId: number | null) => monthButton.pack({ ...choice, staffId, month: null })
  const card = (staffId: number) =>
    withCards.includes(staffId)
      ? [button(t.plain('booking.button.specialist_card'), specialistCardButton.pack({ ...choice, staffId }))]
      : []
  const back =
    choice.movingBookingId === null
      ? chooseServiceButton.pack({})
      : bookingButton.pack({ bookingId: choice.movingBookingId })
  return {
    text: t.html('booking.choose_specialist', { service: titled(service.name, service.emoji) }),
    keyboard: [
      [button(t.plain('booking.button.any_specialist'), data(null))],
      ...shown.map((specialist) => [
        button(specialistLabel(specialist, specialists, currency, t), data(specialist.id)),
        ...card(specialist.id),
      ]),
      pager(page, pages, (other) => specialistsPageButton.pack({ ...choice, page: other }), t),
      [button(t.plain('chat.button.back'), back)],
    ].filter((row) => row.length > 0),
  }
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
